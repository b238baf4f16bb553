import { Button, Group, Text } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { IconId, IconUserCog, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonView } from '../../../shared/contract/index.ts'
import { useCall } from '../../client/hooks.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { KeyHint, PageHeader, Panel, Pending } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { Time } from '../../ui/Time.tsx'
import { EnrolDialog } from './EnrolDialog.tsx'
import { KeyCardDialog } from './KeyCardDialog.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { Shown } from '../../ui/Shown.tsx'

export function PeoplePage() {
  const { t } = useTranslation()
  const people = useCall('person.list', {})
  const [adding, add] = useDisclosure(false)
  const [card, setCard] = useState<PersonView | null>(null)
  const [managed, setManaged] = useState<PersonView['id'] | null>(null)
  useHotkeys([['alt+N', add.open, { usePhysicalKeys: true }]])
  return (
    <>
      <PageHeader
        title={t('witness.people.title')}
        lead={t('witness.people.lead')}
        actions={
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={add.open} aria-keyshortcuts="Alt+N">
            {t('witness.people.add')}
            <KeyHint keys="Alt+N" />
          </Button>
        }
      />
      {people.data === undefined ? <Pending query={people} /> : <PeopleTable people={people.data} onCard={setCard} onManage={({ id }) => setManaged(id)} />}
      <EnrolDialog opened={adding} onClose={add.close} onCard={setCard} />
      <PersonDialog person={people.data?.find(({ id }) => id === managed) ?? null} onClose={() => setManaged(null)} onCard={setCard} />
      <KeyCardDialog person={card} onClose={() => setCard(null)} />
    </>
  )
}

interface PeopleTableProps {
  people: readonly PersonView[]
  onCard: (person: PersonView) => void
  onManage: (person: PersonView) => void
}

function PeopleTable({ people, onCard, onManage }: PeopleTableProps) {
  const { t } = useTranslation()
  return (
    <>
      {people.filter(({ departedAt }) => departedAt === null).length < 2 && (
        <Text component="div" mb="md">
          <Notice tone="info" title={t('witness.people.onlyYou.title')}>
            {t('witness.people.onlyYou.text')}
          </Notice>
        </Text>
      )}
      <Panel padded={false}>
        <DataTable
          caption={t('witness.people.caption')}
          rows={people}
          rowKey={(person) => person.id}
          columns={[
            {
              key: 'name',
              header: t('witness.people.name'),
              cell: (person) => (
                <>
                  <Text size="sm" fw={600} span>
                    <Shown>{person.name}</Shown>
                  </Text>
                  {person.title !== '' && (
                    <Text size="xs" c="dimmed">
                      <Shown>{person.title}</Shown>
                    </Text>
                  )}
                </>
              ),
            },
            {
              key: 'role',
              header: t('witness.people.role'),
              kind: 'tight',
              cell: (person) => (
                <>
                  {t(`witness.people.roles.${person.role}`)}
                  {person.departedAt !== null && (
                    <Text size="xs" component="div">
                      <StatusText tone="quiet">{t('people.departed')}</StatusText>
                    </Text>
                  )}
                </>
              ),
            },
            { key: 'contact', header: t('witness.people.contact'), cell: (person) => (person.contact === '' ? '–' : <Shown>{person.contact}</Shown>) },
            { key: 'since', header: t('witness.people.since'), kind: 'tight', cell: (person) => <Time at={person.enrolledAt} /> },
            {
              key: 'card',
              header: t('witness.people.fingerprint'),
              kind: 'tight',
              cell: (person) => (
                <Group gap="xs" wrap="nowrap">
                  <Button
                    size="compact-sm"
                    variant="default"
                    leftSection={<IconId size={15} aria-hidden />}
                    onClick={() => onCard(person)}
                    aria-label={t('witness.people.cardNamed', { name: person.name })}
                  >
                    {t('witness.people.card')}
                  </Button>
                  <Button
                    size="compact-sm"
                    variant="default"
                    leftSection={<IconUserCog size={15} aria-hidden />}
                    onClick={() => onManage(person)}
                    aria-label={t('people.manageNamed', { name: person.name })}
                  >
                    {t('people.manage')}
                  </Button>
                </Group>
              ),
            },
          ]}
        />
      </Panel>
    </>
  )
}
