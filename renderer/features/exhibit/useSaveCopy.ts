import { useTranslation } from 'react-i18next'
import type { ExhibitId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { type Action, useAction } from '../../client/hooks.ts'
import { tell } from '../../ui/tell.ts'

/** Puts an artefact as it was acquired in a folder that the person chooses; that it was copied is logged. */
export function useSaveCopy(exhibit: ExhibitId): Action<string, void> {
  const { t } = useTranslation()
  return useAction(async (name: string) => {
    const folder = await call('dialog.folder', { purpose: 'bundle' })
    if (folder === null) return
    const saved = await call('exhibit.save-artefact', { exhibit, name, folder: folder.token })
    tell(t('exhibit.files.saved', { name: saved.name, place: folder.label }))
  })
}
