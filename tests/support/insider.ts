import { expect } from 'vitest'
import { fromUtf8, utf8 } from '../../shared/encoding/index.ts'
import { type VerifyOptions, verifyBag, verifyCrypto } from '../../shared/verify/index.ts'
import {
  type Files,
  type Tampering,
  buildBag,
  entriesOf,
  memoryReader,
  rememberingCrypto,
  seal,
  seq6,
} from './bag-fixture.ts'

/**
 * Somebody who holds keys: every bundle here has fitting manifests and a good outermost signature, so only the check
 * that looks at the thing itself can notice. Each case states *all* checks that fail: a check that is taken out, or
 * that fails for another's reason, is seen.
 */
export interface InsiderCase {
  what: string
  fails: readonly (readonly [check: string, item: string])[]
  /** Checks that fail in its wake; `null`: which ones is of no interest. */
  also?: readonly string[] | null
  files: () => Files
  options?: VerifyOptions
}

export const crypto = rememberingCrypto(verifyCrypto)

/** Entries of the fixture, by their number in the case. */
export const [OPENED, FIRST, SECOND, CHANGED, ATTESTED, EXPORTED] = [0, 1, 2, 3, 4, 5] as const
export const SEQS = entriesOf(buildBag()).map(({ seq }) => seq)
/** How a report names them and what belongs to them. */
export const entry = (n: number) => `ledger/entries.jsonl:${n + 1}`
export const payload = (n: number) => `data/ledger-payloads/${seq6(SEQS[n]!)}.json`
export const proof = (n: number) => `ledger/proofs/${seq6(SEQS[n]!)}.tlog-proof`
/** Path of the earlier state, without its ending. */
export const PRIOR = [...buildBag().keys()].find((path) => path.endsWith('.consistency'))!.replace('.consistency', '')
export const OTHER_LOG = `bevisvalv.invalid/v-${'0'.repeat(32)}`

export const text = (files: Files, path: string) => fromUtf8(files.get(path)!)

/** Changes files and makes all manifests fit again. */
export const edit = (change: (files: Files) => void) => () => {
  const files = buildBag()
  change(files)
  return seal(files)
}

/** Changes things before they are signed. */
export const built = (tampering: Tampering) => () => buildBag(tampering)

export const replace = (path: string, from: string | RegExp, to: string) =>
  edit((files) => {
    const changed = text(files, path).replace(from, to)
    expect(changed).not.toBe(text(files, path))
    files.set(path, utf8(changed))
  })

export const inEntry = (n: number, change: object) =>
  built({ entry: (one) => (one.n === n ? { ...one, ...change } : one) })
export const inPayload = (type: string, change: object) =>
  built({ payload: (one) => (one.type === type ? { ...one, ...change } : one) })
export const lines = (change: (all: string[]) => string[]) => built({ lines: change })

export async function judge({ fails, also = [], files, options }: InsiderCase): Promise<void> {
  const report = await verifyBag(memoryReader(files()), crypto, options)
  expect(report.verdict).toBe('failed')
  const found = report.checks.filter(({ result }) => result === 'fail')
  for (const [name, item] of fails) {
    const check = found.find((one) => one.name === name)
    expect(check, JSON.stringify(found)).toBeDefined()
    if (item !== '') expect(check?.item).toBe(item)
  }
  if (also === null) return
  expect(found.map(({ name }) => name).sort()).toEqual([...fails.map(([name]) => name), ...also].sort())
}

/** Names of those among `checks` that no case breaks. */
export function unbroken(cases: readonly InsiderCase[], checks: readonly string[]): string[] {
  const seen = new Set(cases.flatMap(({ fails }) => fails.map(([name]) => name)))
  return checks.filter((name) => !seen.has(name))
}
