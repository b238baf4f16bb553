import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import {
  Refusal,
  type CallInput,
  type CallName,
  type CallOutput,
  type Failure,
  type PersonView,
  type Result,
  type VaultView,
} from '../../shared/contract/index.ts'
import { CaseId } from '../../shared/model/index.ts'
import { forkNodeChild } from '../engine/children.ts'
import { createEngine, type Engine } from '../engine/index.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { askPassphrase, passphraseFrom } from './passphrase.ts'
import { WrongUse } from './usage.ts'

/** The engine as the command line uses it: the contract's calls, with refusals thrown. */
export interface Office {
  engine: Engine
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /** The open vault as it is now, null where none is. */
  vault(): Promise<VaultView | null>
  close(): Promise<void>
}

export interface OfficeOptions {
  home?: string
  documents?: string
  language: 'sv' | 'en'
  /**
   * Lets captures use the browser of the development packages where the machine has none: for the demo and tests. What
   * becomes evidence is acquired by a browser that somebody installed and keeps up to date.
   */
  bundledBrowser?: boolean
  /** Lets loopback and private addresses through in all captures; each records it. */
  allowPrivate?: boolean
}

/** Where settings and last-seen heads of this OS user lie. */
export const userHome = (): string => process.env['BEVISVALV_HOME'] ?? join(homedir(), '.bevisvalv')

export async function openOffice(options: OfficeOptions): Promise<Office> {
  const engine = await createEngine(
    {
      home: options.home ?? userHome(),
      documents: options.documents ?? process.cwd(),
      version: packageJson.version,
      door: 'cli',
      doorReason: 'command line',
      folders: 'fixed',
      systemLanguage: options.language,
      // Nobody sits at a window.
      loginWindow: false,
      bundledBrowser: options.bundledBrowser ?? false,
      allowPrivate: options.allowPrivate ?? false,
    },
    { spawnChild: forkNodeChild },
  )
  const office: Office = {
    engine,
    async call(name, input) {
      const result = (await engine.dispatch(name, input, 'cli')) as Result<CallOutput<typeof name>>
      if (!result.ok) throw refusal(result.error)
      return result.value
    },
    vault: async () => (await office.call('app.status', {})).vault,
    close: () => engine.close(),
  }
  return office
}

const refusal = ({ code, params }: Failure) => new Refusal(code, params)

export const newJob = (): string => `j-${randomBytes(16).toString('hex')}`

export interface OfficerOptions {
  vault: string
  as?: string
  passphraseFile?: string
}

export interface WriterOptions extends OfficerOptions {
  despiteAlarm?: boolean
}

/**
 * The same for a command that adds to the log. An older vault that was put back isn't written to by a script that nobody
 * watches: refuses `vault.alarm` unless the caller says that they know.
 */
export async function unlockToWrite(office: Office, options: WriterOptions): Promise<VaultView> {
  const view = await unlock(office, options)
  if (view.alarm !== null && options.despiteAlarm !== true) throw new Refusal('vault.alarm')
  return view
}

/** Opens the vault as an officer. The passphrase finds the person; `--as` must name the same one. */
export async function unlock(office: Office, options: OfficerOptions): Promise<VaultView> {
  const passphrase = options.passphraseFile === undefined ? await askPassphrase('Lösenfras / Passphrase: ') : await passphraseFrom(options.passphraseFile)
  const { token } = await office.engine.grant(await existing(options.vault), 'vault')
  const view = await office.call('vault.open', { vault: token, passphrase })
  const { as } = options
  if (as !== undefined && as !== view.officer.id && !sameName(as, view.officer.name)) {
    await office.call('vault.lock', {})
    throw new Refusal('officer.mismatch', { name: as })
  }
  return view
}

const sameName = (a: string, b: string) => a.normalize('NFC').trim().toLowerCase() === b.normalize('NFC').trim().toLowerCase()

/** By id or by name. */
export async function findPerson(office: Office, given: string): Promise<PersonView> {
  const people = await office.call('person.list', {})
  const found = people.find(({ id, name }) => id === given || sameName(name, given))
  if (found === undefined) throw new Refusal('person.not-found', { name: given })
  return found
}

/** By id or by number. */
export async function findCase(office: Office, given: string): Promise<CaseId> {
  const id = CaseId.safeParse(given)
  if (id.success) return id.data
  const found = (await office.call('case.list', {})).find(({ number }) => String(number) === given)
  if (found === undefined) throw new Refusal('case.not-found')
  return found.id
}

/** The absolute path of something that must be there. */
export async function existing(path: string): Promise<string> {
  const absolute = resolve(path)
  await stat(absolute).catch(() => {
    throw new WrongUse(`${path} doesn't exist`)
  })
  return absolute
}
