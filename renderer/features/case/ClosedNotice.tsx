import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { formatTime } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import css from './case.module.css'

/** A closed case says so, and how it is opened again. */
export function ClosedNotice({ case: { id, closedAt } }: { case: CaseSummary }) {
  const { t } = useTranslation()
  const [asking, ask] = useDisclosure(false)
  if (closedAt === null) return null
  const texts = { title: t('casePage.closing.reopenTitle'), lead: t('casePage.closing.reopenLead'), reason: t('casePage.closing.reopenReason'), submit: t('casePage.closing.reopen') }
  return (
    <div className={css['closed']}>
      <Notice
        tone="info"
        title={t('casePage.closing.closed', { at: formatTime(closedAt) })}
        action={
          <Button variant="default" size="xs" onClick={ask.open}>
            {t('casePage.closing.reopen')}
          </Button>
        }
      />
      <ReasonDialog texts={texts} opened={asking} onClose={ask.close} onSubmit={(reason) => call('case.reopen', { case: id, reason })} />
    </div>
  )
}

export function CloseButton({ case: { id, closedAt } }: { case: CaseSummary }) {
  const { t } = useTranslation()
  const [asking, ask] = useDisclosure(false)
  if (closedAt !== null) return null
  const texts = { title: t('casePage.closing.closeTitle'), lead: t('casePage.closing.closeLead'), reason: t('casePage.closing.closeReason'), submit: t('casePage.closing.close') }
  return (
    <>
      <Button variant="subtle" onClick={ask.open}>
        {t('casePage.closing.close')}
      </Button>
      <ReasonDialog texts={texts} opened={asking} onClose={ask.close} onSubmit={(reason) => call('case.close', { case: id, reason })} />
    </>
  )
}
