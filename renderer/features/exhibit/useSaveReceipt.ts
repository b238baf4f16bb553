import { useTranslation } from 'react-i18next'
import { call } from '../../client/bridge.ts'
import { type Action, useAction, useStatus } from '../../client/hooks.ts'

/**
 * Saves receipts as one PDF in a folder that the person chooses, or in the only one that the door knows. Entries of attestations go in;
 * out comes what to tell of it, null where no folder was chosen.
 */
export function useSaveReceipt(): Action<number[], string | null> {
  const { t } = useTranslation()
  const status = useStatus()
  return useAction(async (attestations: number[]) => {
    const fixed = status.data?.folders === 'fixed'
    const folder = fixed ? null : await call('dialog.folder', { purpose: 'bundle' })
    if (folder === null && !fixed) return null
    const { name } = await call('receipt.save', { attestations, folder: folder?.token ?? null })
    return t('sitting.done.savedAs', { name, place: folder?.label ?? status.data?.folderLabel ?? '' })
  })
}
