import { useTranslation } from 'react-i18next'
import type { DisposalView } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { type Action, useAction, useStatus } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'
import { tell } from '../../ui/tell.ts'

/** Saves the certificate of a disposal where the person chooses, or in the only folder that the door knows, and tells its name. */
export function useCertificate(): Action<Pick<DisposalView, 'case' | 'seq'>, void> {
  const { t } = useTranslation()
  const language = useLanguage()
  const status = useStatus()
  return useAction(async ({ case: chain, seq }: Pick<DisposalView, 'case' | 'seq'>) => {
    const fixed = status.data?.folders === 'fixed'
    const folder = fixed ? null : await call('dialog.folder', { purpose: 'bundle' })
    if (folder === null && !fixed) return
    const { name } = await call('disposal.certificate', { case: chain, seq, language, folder: folder?.token ?? null })
    tell(t('disposal.list.saved', { name }))
  })
}
