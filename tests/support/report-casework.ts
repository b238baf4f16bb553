import type { CaseId, PayloadDraft, RecordContent, RecordId, RecordLink, RecordedSighting, SightingId } from '../../shared/model/index.ts'
import { SIGHTINGS_PER_ENTRY } from '../../shared/model/index.ts'
import { idOf, type BundleCase } from './bundle-case.ts'

/** Sightings and records as they stand in the log, without the services that write them. */

export const sightingOf = (name: string, changes: Partial<RecordedSighting> = {}): RecordedSighting => ({
  sighting: idOf<SightingId>('s', name),
  revision: 1,
  url: `https://forum.example/${name}`,
  platform: '',
  account: '',
  postedOn: null,
  seenOn: '2026-06-01',
  reach: null,
  note: '',
  row: null,
  withdrawn: null,
  ...changes,
})

/** As many entries as they need. */
export function see({ ledger, officer }: BundleCase, chain: CaseId, sightings: readonly RecordedSighting[], source: PayloadDraft<'sighting.recorded'>['source'] = { kind: 'typed' }): void {
  ledger.commit(officer, (append) => {
    for (let from = 0; from < sightings.length; from += SIGHTINGS_PER_ENTRY) {
      append(chain, { type: 'sighting.recorded', case: chain, source, sightings: sightings.slice(from, from + SIGHTINGS_PER_ENTRY) })
    }
  })
}

/** A version of a record; returns its entry. */
export function note({ ledger, officer }: BundleCase, chain: CaseId, name: string, content: RecordContent, { revision = 1, exhibits = [], withdrawn = null }: { revision?: number; exhibits?: RecordLink[]; withdrawn?: string | null } = {}): number {
  const record = idOf<RecordId>('r', name)
  return ledger.commit(officer, (append) => append(chain, { type: 'step.recorded', case: chain, record, revision, content, exhibits, withdrawn })).seq
}
