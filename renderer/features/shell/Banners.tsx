import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VaultView } from '../../../shared/contract/index.ts'
import { textOr } from '../../../shared/locales/index.ts'
import { Notice } from '../../ui/Notice.tsx'
import { QueueNotice } from '../capture/QueueNotice.tsx'
import { ConfirmWordsDialog } from '../gate/ConfirmWordsDialog.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'
import { StampNotice } from './StampNotice.tsx'
import css from './shell.module.css'

/** The note by which the engine tells that the 24 words were never typed back. */
const UNCONFIRMED = 'recovery-unconfirmed'

/** What everybody who works in the vault must see, on each page. */
export function Banners({ vault }: { vault: VaultView }) {
  const { t } = useTranslation()
  const [restore, restoring] = useDisclosure(false)
  const [confirm, confirming] = useDisclosure(false)
  const [read, setRead] = useState(false)
  const notes = vault.notes.filter((note) => note !== UNCONFIRMED)
  return (
    <div className={css['banners']}>
      {vault.alarm !== null && (
        <Notice
          tone="bad"
          role="alert"
          title={t('common.alarm.title')}
          action={
            <Button variant="default" onClick={restoring.open}>
              {t('common.alarm.declare')}
            </Button>
          }
        >
          <Text size="sm">{t('common.alarm.what', { lastSeen: vault.alarm.lastSeen.size, found: vault.alarm.found.size })}</Text>
          <Text size="sm">{t('common.alarm.why')}</Text>
          <Text size="sm">{t('common.alarm.do')}</Text>
        </Notice>
      )}
      {vault.notes.includes(UNCONFIRMED) && (
        <Notice
          tone="warn"
          title={t('common.unconfirmed.title')}
          action={
            <Button variant="default" onClick={confirming.open}>
              {t('common.unconfirmed.act')}
            </Button>
          }
        >
          {t('common.unconfirmed.text')}
        </Notice>
      )}
      <QueueNotice />
      <StampNotice />
      {notes.length > 0 && !read && (
        <Notice
          tone="info"
          title={t('common.shell.notesTitle')}
          action={
            <Button variant="default" onClick={() => setRead(true)}>
              {t('common.action.dismiss')}
            </Button>
          }
        >
          {notes.map((note) => (
            <Text key={note} size="sm">
              {textOr(t, `vaultNotes.${note}`, note)}
            </Text>
          ))}
        </Notice>
      )}
      {vault.alarm !== null && <RestoreDialog alarm={vault.alarm} opened={restore} onClose={restoring.close} />}
      <ConfirmWordsDialog opened={confirm} onClose={confirming.close} />
    </div>
  )
}
