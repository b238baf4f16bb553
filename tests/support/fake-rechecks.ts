import { removalOf, since, spanOf, platformsOf } from '../../electron/services/casework/removal.ts'
import { Refusal, type AnyEvent, type CallOutput, type CallParsed, type CheckView, type RecheckView, type ReportedPost } from '../../shared/contract/index.ts'
import { CASE, hex } from './fake-data.ts'
import { ExhibitId, RecordId, type CaseId, type CheckFinding, type Rhythm } from '../../shared/model/index.ts'

type Name = 'recheck.list' | 'recheck.now' | 'recheck.plan' | 'recheck.stop' | 'recheck.seen'
type Handlers = { [N in Name]: (input: CallParsed<N>) => CallOutput<N> }

const at = (day: string) => `2026-03-${day}T08:30:00.000Z`

/** What was reported in the case, as it was found on some days. What is asked to be loaded is gone; one that can't be reached stays so. */
export function fakeRechecks({ changed, emit }: { changed: () => void; emit: (event: AnyEvent) => void }): Handlers {
  let rhythm: Rhythm = 'weekly'
  let stopped: string[] = []
  let seen = 0
  let seq = 100
  const tried = new Map<string, NonNullable<ReportedPost['tried']>>()
  const check = (day: string, finding: CheckFinding, more: Partial<CheckView> = {}): CheckView => {
    seq += 1
    return {
      seq, asked: at(day), by: 'schedule', finding, status: finding === 'gone' ? 404 : finding === 'failed' ? 503 : 200, sign: finding === 'walled' ? 'login-wall' : null,
      words: { from: 'post', lines: 4, found: finding === 'changed' ? 3 : 4 }, exhibit: ExhibitId.parse(`x-${hex(`check ${seq}`, 32)}`), number: seq - 90, isNew: false, ...more,
    }
  }
  const posts = new Map<string, { platform: string; sentOn: string | null; checks: CheckView[] }>([
    ['https://forum.example/t/1', { platform: 'facebook', sentOn: '2026-03-04', checks: [check('11', 'up'), check('18', 'failed'), check('19', 'changed', { isNew: true }), check('26', 'walled', { isNew: true })] }],
    ['https://forum.example/t/9', { platform: 'x', sentOn: '2026-03-04', checks: [check('11', 'up'), check('18', 'gone', { isNew: true }), check('19', 'gone')] }],
    ['https://forum.example/borta', { platform: 'x', sentOn: null, checks: [] }],
  ])

  function view(chain: CaseId): RecheckView {
    if (chain !== CASE) return { case: chain, rhythm: 'weekly', posts: [], platforms: [], unseen: 0, running: null }
    const all = [...posts].map(([address, { platform, sentOn, checks }]): ReportedPost => {
      const removal = removalOf(checks, [])
      const why = stopped.includes(address) ? ('person' as const) : removal.gone?.confirmed === true ? ('gone' as const) : null
      return {
        address, url: address, platform, reports: [RecordId.parse(`r-${hex('record 1', 32)}`)], sentOn, stopped: why, nextOn: why !== null || rhythm === 'off' || sentOn === null ? null : '2026-04-02', ...removal,
        span: spanOf(sentOn, removal), upAfter: sentOn === null || removal.lastUp === null || removal.gone !== null ? null : since(sentOn, removal.lastUp),
        tried: tried.get(address) ?? null, checks: checks.toReversed(), checksTotal: checks.length,
      }
    })
    const unseen = all.filter(({ checks }) => checks.some((one) => one.isNew && one.seq > seen)).length
    return { case: chain, rhythm, posts: all, platforms: platformsOf(all), unseen, running: null }
  }
  const after = (chain: CaseId, change: () => void) => {
    change()
    changed()
    emit({ name: 'recheck.changed', payload: { case: chain } })
    return view(chain)
  }

  return {
    'recheck.list': ({ case: chain }) => view(chain),
    'recheck.now': ({ case: chain, address }) => {
      const post = posts.get(address)
      if (post === undefined) throw new Refusal('recheck.not-reported')
      if (address.endsWith('borta')) {
        tried.set(address, { at: at('27'), failure: { code: 'capture.unreachable', params: { host: 'forum.example' } } })
        after(chain, () => undefined)
        throw new Refusal('capture.unreachable', { host: 'forum.example' })
      }
      return after(chain, () => post.checks.push(check('27', 'gone', { by: 'person', isNew: true })))
    },
    'recheck.plan': ({ case: chain, rhythm: next }) => after(chain, () => (rhythm = next)),
    'recheck.stop': ({ case: chain, address, stopped: stops }) => after(chain, () => (stopped = [...stopped.filter((one) => one !== address), ...(stops ? [address] : [])])),
    'recheck.seen': ({ case: chain, seq: newest }) => after(chain, () => (seen = newest)),
  }
}
