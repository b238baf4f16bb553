import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { Approval, PersonView } from '../../../shared/contract/index.ts'
import type { PersonRole } from '../../../shared/model/index.ts'
import { findPerson, newJob, unlock, unlockToWrite, type Office, type OfficerOptions, type WriterOptions } from '../office.ts'
import { askPassphrase, passphraseFrom } from '../passphrase.ts'
import { WrongUse, type Outcome } from '../usage.ts'

interface ApprovalOptions {
  approver?: string
  approverPassphraseFile?: string
}

/** A second officer's word; null where none is named: the engine says whether one is needed. */
async function approvalOf(office: Office, { approver, approverPassphraseFile }: ApprovalOptions): Promise<Approval> {
  if (approver === undefined) return null
  const officer = await findPerson(office, approver)
  const passphrase = approverPassphraseFile === undefined ? await askPassphrase(`Lösenfras för ${officer.name}: `) : await passphraseFrom(approverPassphraseFile)
  return { officer: officer.id, passphrase }
}

const keyOf = ({ id, name, role, kid, fingerprint }: PersonView) => ({ person: id, name, role, kid, fingerprint })

export async function addPerson(
  office: Office,
  options: WriterOptions & ApprovalOptions & { name: string; role: string; title?: string; contact?: string; newPassphraseFile?: string },
): Promise<Outcome> {
  if (options.role !== 'officer' && options.role !== 'witness') throw new WrongUse('--role is officer or witness')
  const role: PersonRole = options.role
  await unlockToWrite(office, options)
  const approval = await approvalOf(office, options)
  const passphrase = options.newPassphraseFile === undefined ? await askPassphrase(`Ny lösenfras för ${options.name}: `) : await passphraseFrom(options.newPassphraseFile)
  const person = await office.call('person.enrol', { name: options.name, title: options.title ?? '', contact: options.contact ?? '', role, passphrase, approval })
  return { json: { ...keyOf(person), approvedBy: approval?.officer ?? null }, lines: [`${person.name} (${role}) ${person.id}`, `Fingerprint ${person.fingerprint}`] }
}

export async function listPeople(office: Office, options: OfficerOptions): Promise<Outcome> {
  await unlock(office, options)
  const people = await office.call('person.list', {})
  return {
    json: { people: people.map((person) => ({ ...keyOf(person), title: person.title, contact: person.contact, departedAt: person.departedAt })) },
    lines: people.map(({ id, name, role, kid, departedAt }) => `${kid}  ${id}  ${name} (${role}${departedAt === null ? '' : `, departed ${departedAt}`})`),
  }
}

export async function renewKey(office: Office, options: WriterOptions & ApprovalOptions & { person: string; newPassphraseFile?: string }): Promise<Outcome> {
  await unlockToWrite(office, options)
  const old = await findPerson(office, options.person)
  const approval = await approvalOf(office, options)
  const passphrase = options.newPassphraseFile === undefined ? await askPassphrase(`Ny lösenfras för ${old.name}: `) : await passphraseFrom(options.newPassphraseFile)
  const person = await office.call('person.renew-key', { person: old.id, passphrase, approval })
  return {
    json: { ...keyOf(person), oldKid: old.kid, approvedBy: approval?.officer ?? null },
    lines: [`${person.name} has a new key ${person.kid}; what ${old.kid} signed remains valid.`, `Fingerprint ${person.fingerprint}: print the key card anew.`],
  }
}

export async function changePerson(
  office: Office,
  options: WriterOptions & { person: string; name?: string; title?: string; contact?: string; reason: string },
): Promise<Outcome> {
  await unlockToWrite(office, options)
  const old = await findPerson(office, options.person)
  const { name, title, contact } = { ...old, ...given(options) }
  const person = await office.call('person.change', { person: old.id, name, title, contact, reason: options.reason })
  return {
    json: { person: person.id, was: old.name, name: person.name, title: person.title, contact: person.contact },
    lines: [`${old.name} is now ${person.name}${person.title === '' ? '' : `, ${person.title}`}.`],
  }
}

function given({ name, title, contact }: { name?: string; title?: string; contact?: string }) {
  return { ...(name === undefined ? {} : { name }), ...(title === undefined ? {} : { title }), ...(contact === undefined ? {} : { contact }) }
}

export interface DepartOptions extends WriterOptions, ApprovalOptions {
  person: string
  reason: string
  recoveryOut?: string
}

/** Where an officer departs, the new words go to a file that mustn't exist, as with a new vault. */
export async function departPerson(office: Office, options: DepartOptions): Promise<Outcome> {
  if (options.passphraseFile === '-') throw new WrongUse('person depart needs --passphrase-file FILE or a terminal')
  await unlockToWrite(office, options)
  const person = await findPerson(office, options.person)
  if (person.role === 'officer' && options.recoveryOut === undefined) throw new WrongUse('an officer departs: the new recovery words need --recovery-out FILE')
  const approval = await approvalOf(office, options)
  const passphrase = options.passphraseFile === undefined ? await askPassphrase('Lösenfras / Passphrase: ') : await passphraseFrom(options.passphraseFile)
  const work = () => office.call('person.depart', { job: newJob(), person: person.id, reason: options.reason, passphrase, approval })
  const json = { person: person.id, name: person.name, role: person.role, approvedBy: approval?.officer ?? null }
  if (person.role === 'witness' || options.recoveryOut === undefined) {
    await work()
    return { json: { ...json, newVaultKey: false }, lines: [`${person.name} has departed.`] }
  }
  await keepWords(office, options.recoveryOut, work)
  return {
    json: { ...json, newVaultKey: true },
    lines: [
      `${person.name} has departed, and the vault has a new key.`,
      `The 24 recovery words are in ${options.recoveryOut}: print them, lock them away, delete the file. The old ones open this vault no more.`,
      'Copies and backups made before still open with the old passphrase and the old words.',
    ],
  }
}

/** The words that `work` brings count as typed back once the file that they went to could be read again. */
export async function keepWords<T extends { recovery: readonly string[] | null }>(office: Office, file: string, work: () => Promise<T>): Promise<T> {
  await writeFile(file, '', { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    throw new WrongUse(`can't write ${file}: ${error.code ?? 'unknown'}`)
  })
  try {
    const done = await work()
    await writeFile(file, `${(done.recovery ?? []).join(' ')}\n`, { mode: 0o600 })
    await office.call('vault.confirm-recovery', { words: (await readFile(file, 'utf8')).trim().split(' ') })
    return done
  } catch (error) {
    // Without words in it the file would only stand in the way of the next try.
    const { size } = await stat(file).catch(() => ({ size: 1 }))
    if (size === 0) await rm(file, { force: true })
    throw error
  }
}
