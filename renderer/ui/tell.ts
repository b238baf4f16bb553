import { notifications } from '@mantine/notifications'
import i18next from 'i18next'

/** Says in a corner, for some seconds, that something was done. */
export function tell(message: string): void {
  notifications.show({ message, closeButtonProps: { 'aria-label': i18next.t('common.action.closeMessage') } })
}
