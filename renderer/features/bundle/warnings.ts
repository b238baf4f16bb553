import type { BundlePreview } from '../../../shared/contract/index.ts'
import type { Choices } from './choices.ts'

/** What must be read and accepted before a masked bundle is written. */
export interface Warnings {
  /** All that goes is shown whole. */
  nothingMasked: boolean
  /** The case is called as in the vault. */
  ownTitle: boolean
  uncovered: BundlePreview['uncovered']
}

const compared = (title: string): string => title.normalize('NFC').trim().replaceAll(/\s+/gu, ' ').toLocaleLowerCase('sv')

/** Null: there is nothing to warn of. */
export function warningsOf({ profile, title }: Pick<Choices, 'profile' | 'title'>, preview: BundlePreview | null, ownTitle: string): Warnings | null {
  if (preview === null || profile !== 'masked') return null
  const found: Warnings = {
    nothingMasked: preview.exhibits > 0 && preview.masked.length === 0,
    ownTitle: title.trim() !== '' && compared(title) === compared(ownTitle),
    uncovered: preview.uncovered,
  }
  return found.nothingMasked || found.ownTitle || found.uncovered.length > 0 ? found : null
}
