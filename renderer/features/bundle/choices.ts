import { useSyncExternalStore } from 'react'
import type { CallOutput, ExhibitSummary, ExportProfile, Selection } from '../../../shared/contract/index.ts'
import type { BundleLanguage, CaseId, ExhibitId } from '../../../shared/model/index.ts'
import { onEvent } from '../../client/bridge.ts'

export const HOWS = ['whole', 'masked', 'left-out'] as const
export type How = (typeof HOWS)[number]

/** What somebody has chosen for a bundle so far. */
export interface Choices {
  profile: ExportProfile
  /** Of exhibits that were chosen for or against, by profile: what is harmless whole for one receiver may not be for another. */
  picked: { civil: Readonly<Record<ExhibitId, How>>; masked: Readonly<Record<ExhibitId, How>> }
  reason: string
  title: string
  /** Of a masked one: names of witnesses stay out. */
  hideWitnesses: boolean
  language: BundleLanguage | null
  folder: CallOutput<'dialog.folder'>
}

const NONE: Choices = { profile: 'police', picked: { civil: {}, masked: {} }, reason: '', title: '', hideWitnesses: false, language: null, folder: null }

// Outside the page: the way to the masking of an exhibit and back must not lose them. Gone with the lock.
const kept = new Map<CaseId, Choices>()
const listeners = new Set<() => void>()
let listening = false

function change(id: CaseId, to: Partial<Choices>): void {
  if (!listening) onEvent('vault.locked', () => kept.clear())
  listening = true
  kept.set(id, { ...(kept.get(id) ?? NONE), ...to })
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export interface Choosing extends Choices {
  set(to: Partial<Choices>): void
}

export function useChoices(id: CaseId): Choosing {
  const choices = useSyncExternalStore(subscribe, () => kept.get(id) ?? NONE)
  return { ...choices, set: (to) => change(id, to) }
}

/** Unless somebody said something else nothing goes along, and what has a masking only with that. */
export function howOf({ profile, picked }: Choices, exhibit: ExhibitSummary, masked: ReadonlySet<number>): How {
  if (profile === 'police') return 'whole'
  return picked[profile][exhibit.id] ?? (profile === 'masked' && masked.has(exhibit.number) ? 'masked' : 'left-out')
}

/** What stands there for the preview until a reason or title is written: it isn't recorded, and holds no word. */
const UNWRITTEN = '–'

/** Null: all of the case. `exhibits` as they are chosen; text that isn't there yet doesn't hold up the preview. */
export function selectionOf(choices: Choices, exhibits: readonly ExhibitSummary[], masked: ReadonlySet<number>): Selection | null {
  const { profile, reason, title, hideWitnesses } = choices
  if (profile === 'police') return null
  const chosen = exhibits.flatMap((exhibit) => {
    const how = howOf(choices, exhibit, masked)
    return how === 'left-out' ? [] : [{ exhibit: exhibit.id, masked: how === 'masked' }]
  })
  return { exhibits: chosen, reason: reason.trim() || UNWRITTEN, title: profile === 'masked' ? title.trim() || UNWRITTEN : null, ...(profile === 'masked' && hideWitnesses ? { hideWitnesses } : {}) }
}
