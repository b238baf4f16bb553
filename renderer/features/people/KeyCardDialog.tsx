import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { useCall, useStatus } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { formatTime, groupsOfFour } from '../../ui/format.ts'
import { Fingerprint } from '../../ui/HashText.tsx'
import { PrintSheet } from '../../ui/PrintSheet.tsx'

export function KeyCardDialog({ person, onClose }: { person: PersonView | null; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={person === null ? '' : t('witness.people.cardNamed', { name: visible(person.name) })} opened={person !== null} onClose={onClose}>
      {person !== null && (
        <Stack>
          <Text size="sm">{t('witness.people.cardLead')}</Text>
          <Fingerprint value={person.fingerprint} label={t('witness.people.fingerprint')} />
          <Group justify="flex-end">
            <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
              {t('people.card.print')}
            </Button>
            <Button onClick={onClose} data-autofocus>
              {t('common.action.close')}
            </Button>
          </Group>
          <KeyCard person={person} />
        </Stack>
      )}
    </Dialog>
  )
}

/** What is printed: one card to cut out, for the purse and not for the vault's folder. */
function KeyCard({ person }: { person: PersonView }) {
  const { t } = useTranslation()
  const status = useStatus()
  const keys = useCall('person.keys', { person: person.id })
  const [printed] = useState(() => new Date().toISOString())
  const key = keys.data?.find(({ kid }) => kid === person.kid)
  const rows = [
    [t('people.card.vault'), visible(status.data?.vault?.name ?? '')],
    [t('people.card.from'), formatTime(key?.from ?? person.enrolledAt)],
    [t('people.card.printed'), formatTime(printed)],
  ] as const
  const role = [t(`witness.people.roles.${person.role}`), visible(person.title)].filter(Boolean).join(' · ')
  return (
    <PrintSheet>
      <section className="bv-card">
        <p>{t('people.card.heading')}</p>
        <h1>{visible(person.name)}</h1>
        <p>{role}</p>
        <dl>
          {rows.map(([term, text]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
          <div>
            <dt>{t('people.card.kid')}</dt>
            <dd>
              <code>{groupsOfFour(person.kid).join(' ')}</code>
            </dd>
          </div>
          <div>
            <dt>{t('people.card.fingerprint')}</dt>
            <dd>
              <code>{groupsOfFour(person.fingerprint).join(' ')}</code>
            </dd>
          </div>
        </dl>
        <p>{t('people.card.purpose')}</p>
        {(keys.data?.length ?? 0) > 1 && <p>{t('people.card.earlier')}</p>}
      </section>
    </PrintSheet>
  )
}
