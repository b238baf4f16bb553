import { contentRoot, sha256Hex, utf8 } from '../../shared/encoding/index.ts'
import type { CaptureSource, CaseId, ExhibitId, ExhibitKind, PersonRole } from '../../shared/model/index.ts'
import { createCasework } from '../../electron/services/casework/index.ts'
import { generateSigner, newId } from '../../electron/services/crypto/index.ts'
import type { ExhibitRow } from '../../electron/services/evidence/index.ts'
import { checkLedger, createLedger, type ActorSession } from '../../electron/services/ledger/index.ts'
import { createPeople } from '../../electron/services/people/index.ts'
import { createMemoryHeads, createMemoryMirror, createMemoryStores } from './memory-stores.ts'

/** The cheapest that libsodium computes: tests are about rules, not about the price of guessing. */
export const CHEAP = { cost: { ops: 1, memory: 8192 }, floor: { ops: 1, memory: 8192 } }

export const OFFICER_PASSPHRASE = utf8('handläggarens långa fras')
export const WITNESS_PASSPHRASE = utf8('vittnets helt egna fras')

interface NewExhibit {
  by?: ActorSession
  kind?: ExhibitKind
  supersedes?: ExhibitId
  compares?: ExhibitId
  sitting?: string
  source?: CaptureSource
  /** Of its text. */
  bytes?: number
}

/** A founded vault in memory, with one officer at work and a wall clock that the test turns. */
export function createOffice() {
  const stores = createMemoryStores()
  const heads = createMemoryHeads()
  const mirror = createMemoryMirror()
  const logKey = generateSigner().signer
  const vault = newId('v')
  const origin = `bevisvalv.invalid/${vault}`
  const time = { wall: Date.parse('2026-11-22T14:00:00.000Z'), steady: 0 }
  const clock = () => time.wall
  const openLedger = () => createLedger({ store: stores.ledger, mirror, heads, origin, logKey, clock })
  const ledger = openLedger()
  const denied: string[] = []
  const people = createPeople({
    store: stores.people,
    ledger,
    cost: CHEAP,
    now: () => time.steady,
    onDenied: (person) => denied.push(person),
  })
  const { person: officer, session } = people.found(
    {
      vault,
      name: 'Säkerhetsenheten',
      logKey: logKey.publicKey,
      exportKey: generateSigner().signer.publicKey,
      tool: 'bevisvalv 0.1.0',
      officer: newId('p'),
    },
    { name: 'Åsa Öberg', title: 'säkerhetshandläggare', contact: 'asa@kommunen.example' },
    OFFICER_PASSPHRASE,
  )
  const casework = createCasework({ store: stores.cases, ledger, newId: () => newId('c') })

  function enrol(name: string, role: PersonRole = 'witness', passphrase = WITNESS_PASSPHRASE) {
    return people.enrol(session, { name, title: 'HR-specialist', contact: '' }, role, passphrase)
  }

  function openCase(title = 'Hot efter artikel') {
    return casework.openCase(session, { title, reference: 'KS 2026/17', description: '' }).id
  }

  /** An exhibit as the evidence room would leave it, without content. */
  function acquire(
    chain: CaseId,
    title: string,
    { by = session, kind = 'capture', supersedes, compares, sitting = '5'.repeat(64), source, bytes = title.length }: NewExhibit = {},
  ) {
    const sha256 = sha256Hex(utf8(title))
    const picture = { name: 'screenshot.png', bytes: 1, sha256, mediaType: 'image/png' }
    const artefacts = [{ name: 'page.txt', bytes, sha256, mediaType: 'text/plain' }, ...(kind === 'capture' || kind === 'comparison' ? [picture] : [])]
    return ledger.commit(by, (append): ExhibitRow => {
      const id = newId('x')
      const number = stores.evidence.nextNumber(chain)
      const acquiredAt = new Date(time.wall).toISOString()
      const root = contentRoot(artefacts)
      const what = { number, kind, title, contentRoot: root, acquiredAt }
      const known = { ...what, completeness: null, source: source ?? null, supersedes: supersedes ?? null }
      const comparison = compares && { compares: { exhibit: compares, sitting } }
      const { seq } = append(chain, { type: 'exhibit.acquired', exhibit: id, artefacts, previewRoot: '5'.repeat(64), ...comparison, ...known })
      const row = { id, case: chain, seq, bytes, acquiredBy: by.actor.name, compares: compares ?? null, ...known }
      stores.evidence.insert({ row, artefacts: [], previews: [], searchText: title })
      return row
    })
  }

  /** Names of the checks that didn't pass, with their item. */
  async function failures(): Promise<Record<string, string | null>> {
    const results = await checkLedger({
      store: stores.ledger,
      origin,
      logPublicKey: logKey.publicKey,
      publicKey: (kid) => people.publicKey(kid),
      lastSeen: heads.read(origin),
    })
    const failed = results.filter((check) => check.result !== 'pass')
    return Object.fromEntries(failed.map((check) => [check.name, check.result === 'fail' ? check.item : check.result]))
  }

  return {
    stores, raw: stores.raw, heads, mirror, logKey, vault, origin, time, denied,
    ledger, openLedger, people, officer, session, casework, enrol, openCase, acquire, failures,
  }
}
export type Office = ReturnType<typeof createOffice>
