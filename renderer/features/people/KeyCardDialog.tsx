import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PersonView } from '../../../shared/contract/index.ts'
import { useStatus } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { formatTime, groupsOfFour } from '../../ui/format.ts'
import { Fingerprint } from '../../ui/HashText.tsx'
import { PrintSheet } from '../../ui/PrintSheet.tsx'

export function KeyCardDialog({ person, onClose }: { person: PersonView | null; onClose: () => void }) {
  const { t } = useTranslation()
  const status = useStatus()
  return (
    <Dialog title={person === null ? '' : t('witness.people.cardNamed', { name: person.name })} opened={person !== null} onClose={onClose}>
      {person !== null && (
        <Stack>
          <Text size="sm">{t('witness.people.cardLead')}</Text>
          <Fingerprint value={person.fingerprint} label={t('witness.people.fingerprint')} />
          <Group justify="flex-end">
            <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
              {t('common.action.print')}
            </Button>
            <Button onClick={onClose} data-autofocus>
              {t('common.action.close')}
            </Button>
          </Group>
          <PrintSheet>
            <h1>{t('witness.people.cardNamed', { name: person.name })}</h1>
            <p>
              {t(`witness.people.roles.${person.role}`)} · {status.data?.vault?.name} · {formatTime(person.enrolledAt)}
            </p>
            <p>{t('witness.people.fingerprint')}</p>
            <p>
              <code>{groupsOfFour(person.fingerprint).join(' ')}</code>
            </p>
          </PrintSheet>
        </Stack>
      )}
    </Dialog>
  )
}
