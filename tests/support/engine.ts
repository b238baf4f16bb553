import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forkNodeChild } from '../../electron/engine/children.ts'
import { createEngine, type Engine, type EngineOptions, type GrantPurpose } from '../../electron/engine/index.ts'
import {
  Refusal,
  type AnyEvent,
  type CallInput,
  type CallName,
  type CallOutput,
  type Result,
  type VaultView,
} from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { TEST_COST, TEST_PASSPHRASE, passphraseBytes } from './vault.ts'

export const WITNESS_PASSPHRASE = 'vittnets helt egna fras'
export const OFFICER = { name: 'Anna Provsson', title: 'Handläggare', contact: 'anna@example.org' }

export const newJob = (): string => `j-${crypto.randomUUID().replaceAll('-', '')}`

/** The whole engine in this process, with a cheap key derivation and folders of its own. */
export interface TestEngine {
  engine: Engine
  /** Everything it told, in order. */
  events: AnyEvent[]
  home: string
  documents: string
  /** The value; throws the Refusal that the call was answered with. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /** The code of its refusal; throws where the call succeeded. */
  refused<N extends CallName>(name: N, input: CallInput<N>): Promise<string>
  grant(path: string, purpose: GrantPurpose): Promise<string>
  /** A new vault in `folder`, open, its words confirmed. */
  found(folder: string): Promise<{ vault: VaultView; recovery: string[] }>
  open(folder: string, passphrase?: string): Promise<VaultView>
  openCase(title?: string): Promise<CaseId>
}

export async function startTestEngine(base: string, options: Partial<EngineOptions> = {}): Promise<TestEngine> {
  const home = options.home ?? join(base, 'home')
  const documents = options.documents ?? join(base, 'documents')
  mkdirSync(documents, { recursive: true })
  const engine = await createEngine(
    {
      home,
      documents,
      version: '0.0.0',
      door: 'test',
      doorReason: 'test',
      folders: 'fixed',
      systemLanguage: 'sv',
      bundledBrowser: true,
      loginWindow: false,
      allowPrivate: false,
      ...options,
    },
    { spawnChild: forkNodeChild, cost: TEST_COST },
  )
  const events: AnyEvent[] = []
  engine.on((event) => events.push(event))

  async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const result = (await engine.dispatch(name, input, 'test')) as Result<CallOutput<N>>
    if (!result.ok) throw new Refusal(result.error.code, result.error.params)
    return result.value
  }

  const test: TestEngine = {
    engine,
    events,
    home,
    documents,
    call,
    async refused(name, input) {
      const result = await engine.dispatch(name, input, 'test')
      if (result.ok) throw new Error(`${name} was not refused`)
      return result.error.code
    },
    grant: async (path, purpose) => (await engine.grant(path, purpose)).token,
    async found(folder) {
      const created = await call('vault.create', {
        folder: await test.grant(folder, 'vault-to-create'),
        name: 'Provvalvet',
        officer: OFFICER,
        passphrase: passphraseBytes(),
      })
      await call('vault.confirm-recovery', { words: created.recovery })
      return created
    },
    open: async (folder, passphrase = TEST_PASSPHRASE) =>
      call('vault.open', { vault: await test.grant(folder, 'vault'), passphrase: passphraseBytes(passphrase) }),
    openCase: async (title = 'Hot efter artikel') =>
      (await call('case.open', { title, reference: 'KS 2026/17', description: '' })).id,
  }
  return test
}

/** A folder below the temporary one; `remove` takes it away. */
export function testFolder(name: string): { base: string; remove: () => void } {
  const base = mkdtempSync(join(tmpdir(), `bevisvalv-${name}-`))
  return { base, remove: () => rmSync(base, { recursive: true, force: true }) }
}

/** Has an enrolled witness sign for an exhibit. */
export async function attest(
  test: TestEngine,
  exhibit: CallInput<'attestation.prepare'>['exhibit'],
  witness: CallInput<'attestation.prepare'>['witness'],
  passphrase = WITNESS_PASSPHRASE,
) {
  const draft = await test.call('attestation.prepare', { exhibit, witness, relation: 'Kollega', language: 'sv' })
  return test.call('attestation.sign', { challenge: draft.challenge, passphrase: passphraseBytes(passphrase) })
}

export const enrolWitness = (test: TestEngine, name = 'Vera Vittne', passphrase = WITNESS_PASSPHRASE) =>
  test.call('person.enrol', {
    name,
    title: '',
    contact: '',
    role: 'witness',
    passphrase: passphraseBytes(passphrase),
  })
