import { useTranslation } from 'react-i18next'
import { textOr } from '../../../shared/locales/index.ts'
import { artefactKind } from '../../../shared/model/index.ts'

/** What an artefact is, in words; several of a kind by their number, and what can't be told by its own name. */
export function usePartName(): (name: string) => string {
  const { t } = useTranslation()
  return (name) => {
    const { kind, answered } = artefactKind(name)
    const number = /-(\d+)\.[a-z0-9]+$/.exec(name)?.[1]
    const words = kind === 'other' ? name : textOr(t, `exhibit.artefacts.${kind}`, name)
    return [number === undefined || kind === 'other' ? words : `${words} (${number})`, ...(answered ? [t('exhibit.artefacts.answered')] : [])].join(', ')
  }
}
