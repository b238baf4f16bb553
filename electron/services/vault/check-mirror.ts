import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckResult } from '../../../shared/contract/index.ts'
import {
  createMemoryTree,
  entryLeaf,
  entrySigningBytes,
  fromBase64,
  fromUtf8,
  kidOf,
  openCheckpoint,
  parseEntryLine,
  parseSpkiPem,
  parseVkey,
  toHex,
  treeRoot,
} from '../../../shared/encoding/index.ts'
import type { Entry } from '../../../shared/model/index.ts'
import { verifyEd25519 } from '../crypto/index.ts'
import { createCosigners, type Cosigners } from '../ledger/index.ts'
import { fail, pass, reason, skip } from './check-results.ts'
import { isMissing } from './failures.ts'
import { readLines, readSmallFile } from './files.ts'
import { damageResult } from './mirror-damage.ts'
import { CHECKPOINT_NAME } from './mirror-checkpoints.ts'
import { ENTRIES_FILE, KEY_NAME, LEDGER } from './mirror.ts'

/** Far above any entry, which has a fixed set of short fields. */
const MAX_LINE = 8192
const MAX_SMALL = 16 * 1024

const ENTRIES = `${LEDGER}/${ENTRIES_FILE}`

/** A crash between the database and its copy leaves just this, so it isn't called a mismatch; nor is it a pass. */
const UNFINISHED = 'what a sudden end leaves; opening the vault mends it'

interface Walked {
  tree: ReturnType<typeof createMemoryTree>
  /** Statements of witnesses, in order. */
  statements: Entry[]
}

/** The plaintext copy of the ledger against itself, its keys and its checkpoints. `vkey` is the header's. */
export function checkMirror(folder: string, vkey: string | null): CheckResult[] {
  const ledger = join(folder, LEDGER)
  const keys = readKeys(join(ledger, 'keys'))
  const origin = vkey === null ? null : parseVkey(vkey).name
  const walk = walkEntries(join(ledger, ENTRIES_FILE), keys.byKid, origin)
  return [
    checkVkey(ledger, vkey),
    keys.result,
    ...walk.results,
    vkey === null
      ? skip('mirror-checkpoints', 'the log key stands in the damaged header')
      : checkCheckpoints(join(ledger, 'checkpoints'), walk, vkey, createCosigners(parseVkey(vkey).name, (kid) => keys.byKid.get(kid) ?? null)),
    damageResult(ledger, null),
  ]
}

function checkVkey(ledger: string, vkey: string | null): CheckResult {
  const name = 'mirror-vkey'
  const item = `${LEDGER}/vkey`
  try {
    const found = readSmallFile(join(ledger, 'vkey'), MAX_SMALL)?.toString('latin1')
    if (vkey === null) return skip(name, 'the header that it is compared with is damaged')
    if (found !== vkey) return fail(name, 'differs from the header', item)
    return pass(name, 'the log key is the one in the header')
  } catch (error) {
    return fail(name, reason(error), item)
  }
}

function readKeys(folder: string): { byKid: Map<string, Uint8Array>; result: CheckResult } {
  const name = 'mirror-keys'
  const byKid = new Map<string, Uint8Array>()
  let item = `${LEDGER}/keys`
  try {
    for (const file of readdirSync(folder)) {
      item = `${LEDGER}/keys/${file}`
      const kid = KEY_NAME.exec(file)?.[1]
      if (kid === undefined) continue
      const key = parseSpkiPem(fromUtf8(readSmallFile(join(folder, file), MAX_SMALL) ?? new Uint8Array()))
      if (kidOf(key) !== kid) return { byKid, result: fail(name, 'the key is not the one its name says', item) }
      byKid.set(kid, key)
    }
  } catch (error) {
    return { byKid, result: fail(name, reason(error), item) }
  }
  return { byKid, result: pass(name, `${byKid.size} keys`) }
}

/** Reads every line once: form, chains and signatures. The first failure of each kind is kept. */
function walkEntries(
  path: string,
  keys: ReadonlyMap<string, Uint8Array>,
  origin: string | null,
): Walked & { results: CheckResult[] } {
  const names = ['mirror-entries', 'mirror-chains', 'mirror-signatures'] as const
  const failures = new Map<string, CheckResult>()
  const complain = (name: (typeof names)[number], detail: string, seq: number) => {
    if (!failures.has(name)) failures.set(name, fail(name, detail, `${ENTRIES}:${seq + 1}`))
  }
  const tree = createMemoryTree()
  const statements: Entry[] = []
  const tails = new Map<string, { n: number; leaf: string }>()
  let at = ''
  let seq = 0
  let torn = false
  try {
    for (const { text, complete } of readLines(path, MAX_LINE)) {
      torn = text !== null && !complete
      if (torn) break
      let entry: Entry
      try {
        if (text === null) throw new TypeError('endless line')
        entry = parseEntryLine(text)
      } catch {
        complain('mirror-entries', 'not a canonical entry', seq)
        break
      }
      const leaf = entryLeaf(text)
      const chain = entry.case ?? ''
      const tail = tails.get(chain)
      const prev = tail ? `sha256:${tail.leaf}` : null
      if (entry.seq !== seq || (origin !== null && entry.log !== origin) || entry.at < at) {
        complain('mirror-entries', 'out of its place in the log', seq)
      }
      if (entry.n !== (tail?.n ?? -1) + 1 || entry.prev !== prev) {
        complain('mirror-chains', "doesn't continue its chain", seq)
      }
      const key = keys.get(entry.kid)
      const { sig, ...signed } = entry
      if (!key) complain('mirror-signatures', `no key ${entry.kid}`, seq)
      else if (!verifyEd25519(fromBase64(sig), entrySigningBytes(signed), key)) {
        complain('mirror-signatures', 'wrong signature', seq)
      }
      tree.append(leaf)
      if (entry.type === 'exhibit.attested') statements.push(entry)
      tails.set(chain, { n: entry.n, leaf: toHex(leaf) })
      at = entry.at
      seq += 1
    }
  } catch (error) {
    // A vault that was only just created has no entry yet.
    if (!isMissing(error)) complain('mirror-entries', reason(error), seq)
  }
  if (torn && failures.size === 0) failures.set('mirror-entries', skip('mirror-entries', UNFINISHED))
  return { tree, statements, results: names.map((name) => failures.get(name) ?? pass(name, `${seq} entries`)) }
}

/** Each checkpoint file must be signed by the log, cosigned where it follows upon a statement, and a state that this very log went through. */
function checkCheckpoints(folder: string, { tree, statements }: Walked, vkey: string, cosigners: Cosigners): CheckResult {
  const name = 'mirror-checkpoints'
  let item = `${LEDGER}/checkpoints`
  let newest = 0
  let count = 0
  let told = 0
  try {
    for (const file of readdirSync(folder).toSorted()) {
      if (!CHECKPOINT_NAME.test(file)) continue
      item = `${LEDGER}/checkpoints/${file}`
      let head: ReturnType<typeof openCheckpoint>
      let note: string
      try {
        note = fromUtf8(readSmallFile(join(folder, file), MAX_SMALL) ?? new Uint8Array())
        head = openCheckpoint(note, vkey, verifyEd25519)
      } catch {
        return fail(name, 'not signed by the log', item)
      }
      if (head.size !== Number(file)) return fail(name, 'is of another size than its name says', item)
      if (head.size > tree.size) {
        // The log signed for more: it is the file of entries that lacks something.
        return fail(name, `signed for ${head.size} entries, found ${tree.size}`, `${ENTRIES}:${tree.size + 1}`)
      }
      if (toHex(treeRoot(tree, head.size)) !== head.root) return fail(name, 'the entries have another root', item)
      for (let next = statements[told]; next !== undefined && next.seq < head.size; next = statements[told]) {
        cosigners.entry(next)
        told += 1
      }
      const uncosigned = cosigners.checkpoint(note)
      if (uncosigned !== null) return fail(name, uncosigned, item)
      newest = head.size
      count += 1
    }
  } catch (error) {
    return fail(name, reason(error), item)
  }
  if (count === 0 && tree.size > 0) return fail(name, 'no checkpoint', `${LEDGER}/checkpoints`)
  if (newest !== tree.size) return skip(name, `the newest covers ${newest} of ${tree.size} entries: ${UNFINISHED}`)
  return pass(name, `${count} checkpoints, the newest over all ${newest} entries`)
}
