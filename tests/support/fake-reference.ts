import { Refusal, type CallOutput, type CallParsed, type ReferenceView } from '../../shared/contract/index.ts'
import { areaOf, ReferenceId, type ReferenceContent } from '../../shared/model/index.ts'
import { shippedDigest } from '../../shared/law/index.ts'
import { at, hex, OFFICER } from './fake-data.ts'

type Name = 'reference.list' | 'reference.versions' | 'reference.save' | 'reference.withdraw'
type Handlers = { [N in Name]: (input: CallParsed<N>) => CallOutput<N> }

const id = (seed: number) => ReferenceId.parse(`l-${hex(`reference ${seed}`, 32)}`)

/** Made up: an own platform, a time of the office's own for an offence, and a check that somebody made. */
const FIRST: readonly (Pick<ReferenceView, 'content' | 'source'> & Partial<ReferenceView>)[] = [
  {
    content: { kind: 'platform', of: null, name: 'Byforum', hosts: ['byforum.example'], where: 'https://byforum.example/kontakt', how: 'Skriv till den som håller i forumet.', asks: ['Inläggets nummer'], categories: ['Hot mot person'], dsaNotice: null, appeal: '' },
    source: 'https://byforum.example/regler',
  },
  { content: { kind: 'offence-note', of: 'olaga-hot', note: 'Stadsjuristen räknar försiktigare.', years: 2, from: null, until: null }, source: 'PM från stadsjuristen, dnr 2026/4' },
  { content: { kind: 'checked', area: 'platform', of: 'instagram', note: '' }, source: 'https://help.instagram.com/' },
  { content: { kind: 'agency', of: null, name: 'Kommunens jourlinje', purpose: 'För den som är rädd.', url: null, phone: '0123-45 67 89' }, source: 'Intranätet', withdrawn: 'Linjen är nedlagd.' },
]

/** Local additions in memory. */
export function fakeReference(changed: () => void): { handlers: Handlers; list: () => readonly ReferenceView[] } {
  let made = 0
  let versions: ReferenceView[] = []
  const add = (content: ReferenceContent, more: Partial<ReferenceView>): ReferenceView => {
    made += 1
    const stale = content.of !== null && shippedDigest(areaOf(content), content.of) === null
    const view = { id: id(made), revision: 1, content, source: '', date: '2026-03-01', reason: 'Behövs.', withdrawn: null, at: at(made), by: OFFICER.name, seq: made, stale, ...more }
    versions = [...versions, view]
    return view
  }
  for (const { content, ...more } of FIRST) add(content, more)
  const list = () => versions.filter((one) => !versions.some((later) => later.id === one.id && later.revision > one.revision))
  const current = (wanted: ReferenceView['id']) => {
    const found = list().find((one) => one.id === wanted)
    if (found === undefined) throw new Refusal('reference.not-found')
    return found
  }
  const handlers: Handlers = {
    'reference.list': () => [...list()],
    'reference.versions': ({ reference }) => versions.filter((one) => one.id === reference),
    'reference.save': ({ reference, revision, content, ...said }) => {
      const before = reference === null ? null : current(reference)
      if (before !== null && before.revision !== revision) throw new Refusal('reference.changed-meanwhile')
      const view = add(content, { ...said, ...(before && { id: before.id, revision: before.revision + 1 }) })
      changed()
      return view
    },
    'reference.withdraw': ({ reference, reason }) => {
      const before = current(reference)
      const view = add(before.content, { ...before, revision: before.revision + 1, withdrawn: reason })
      changed()
      return view
    },
  }
  return { handlers, list }
}
