import { useTranslation } from 'react-i18next'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'

export interface LiftDialogProps {
  opened: boolean
  onClose: () => void
  onLift: (reason: string) => Promise<void>
}

export function LiftDialog({ opened, onClose, onLift }: LiftDialogProps) {
  const { t } = useTranslation()
  const texts = { title: t('capture.login.lift.title'), lead: t('capture.login.lift.text'), reason: t('capture.login.lift.reason'), submit: t('capture.login.lift.confirm') }
  return <ReasonDialog texts={texts} opened={opened} onClose={onClose} onSubmit={onLift} />
}
