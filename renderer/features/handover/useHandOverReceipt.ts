import { useTranslation } from 'react-i18next'
import { call } from '../../client/bridge.ts'
import { type Action, useAction, useStatus } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'

/**
 * Saves the page that the receiver signs, in a folder that the person chooses or in the only one that the door knows. The entry of the
 * hand-over goes in; out comes what to tell of it, null where no folder was chosen.
 */
export function useHandOverReceipt(): Action<number, string | null> {
  const { t } = useTranslation()
  const language = useLanguage()
  const status = useStatus()
  return useAction(async (entry: number) => {
    const fixed = status.data?.folders === 'fixed'
    const folder = fixed ? null : await call('dialog.folder', { purpose: 'bundle' })
    if (folder === null && !fixed) return null
    const { name } = await call('handover.save-receipt', { entry, language, folder: folder?.token ?? null })
    return t('handover.list.saved', { name, place: folder?.label ?? status.data?.folderLabel ?? '' })
  })
}
