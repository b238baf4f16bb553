import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forkNodeChild } from '../../electron/engine/children.ts'
import type { EngineHost } from '../../electron/engine/context.ts'
import { createEngine, type Engine, type EngineOptions, type GrantPurpose } from '../../electron/engine/index.ts'
import {
  Refusal,
  type AnyEvent,
  type AttestationView,
  type CallInput,
  type CallName,
  type CallOutput,
  type Result,
  type VaultView,
} from '../../shared/contract/index.ts'
import type { CaseId, ExhibitId, PersonId } from '../../shared/model/index.ts'
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

export async function startTestEngine(base: string, options: Partial<EngineOptions> = {}, host: Partial<EngineHost> = {}): Promise<TestEngine> {
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
    { spawnChild: forkNodeChild, cost: TEST_COST, ...host },
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

/**
 * A witness signs for an exhibit as on the command line: nothing is loaded or shown. The officer takes the vault back afterwards.
 */
export async function attest(
  test: TestEngine,
  exhibit: ExhibitId,
  witness: PersonId,
  passphrase = WITNESS_PASSPHRASE,
  officerPassphrase = TEST_PASSPHRASE,
): Promise<AttestationView> {
  const relation = { exposed: 'colleague', officer: 'none', words: '' } as const
  const { items } = await test.call('sitting.begin', { exhibits: [exhibit], witness, relation, language: 'sv' })
  if (items[0]?.stage === 'waiting') await test.call('sitting.pass-over', { exhibit })
  const drawn = await test.call('sitting.draft', { exhibit, agrees: null, reservation: '' })
  const signed = await test.call('sitting.sign', {
    challenges: drawn.items.flatMap(({ draft }) => draft?.challenge ?? []),
    passphrase: passphraseBytes(passphrase),
    hand: null,
  })
  await test.call('sitting.end', { passphrase: passphraseBytes(officerPassphrase) })
  return signed.items[0]!.attestation!
}

export const enrolWitness = (test: TestEngine, name = 'Vera Vittne', passphrase = WITNESS_PASSPHRASE) =>
  test.call('person.enrol', {
    name,
    title: '',
    contact: '',
    role: 'witness',
    passphrase: passphraseBytes(passphrase),
  })

export const SECOND_PASSPHRASE = 'arkivariens egen lösenfras'

/** Another officer: who approves what one alone may not do. */
export const enrolSecond = (test: TestEngine, name = 'Per Arkivsson') =>
  test.call('person.enrol', { name, title: 'Arkivarie', contact: '', role: 'officer', passphrase: passphraseBytes(SECOND_PASSPHRASE), approval: null })

export const DECISION = { authority: 'Kommunstyrelsen', number: 'KS 2026/9', decidedOn: '2026-01-15' }

/** Destroys exhibits, or a whole case (null), as the officer at work with the second one's approval. */
export const dispose = async (test: TestEngine, chain: CaseId, exhibits: ExhibitId[] | null, second: PersonId) =>
  test.call('disposal.carry-out', { case: chain, exhibits, mark: (await test.call('disposal.plan', { case: chain, exhibits })).mark, decision: DECISION, passphrase: passphraseBytes(), approval: { officer: second, passphrase: passphraseBytes(SECOND_PASSPHRASE) } })
