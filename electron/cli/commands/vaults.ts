import { resolve } from 'node:path'
import type { BundleReport, CheckReport } from '../../../shared/contract/index.ts'
import { existing, newJob, unlock, unlockToWrite, type Office, type OfficerOptions, type WriterOptions } from '../office.ts'
import { askPassphrase, passphraseFrom } from '../passphrase.ts'
import { EXIT, WrongUse, type Outcome } from '../usage.ts'
import { receiptFrom, type ReceiptOptions } from '../receipt-code.ts'
import { createInterface } from 'node:readline'
import { keepWords } from './people.ts'

export interface InitOptions {
  vault: string
  name: string
  officer: string
  title?: string
  contact?: string
  passphraseFile?: string
  recoveryOut: string
}

/** The words go to a file that mustn't exist, and count as typed back once that file could be read again. */
export async function init(office: Office, options: InitOptions): Promise<Outcome> {
  const { vault } = await keepWords(office, options.recoveryOut, async () => {
    const passphrase = options.passphraseFile === undefined ? await askPassphrase('Ny lösenfras / New passphrase: ') : await passphraseFrom(options.passphraseFile)
    const { token } = await office.engine.grant(resolve(options.vault), 'vault-to-create')
    return office.call('vault.create', {
      folder: token,
      name: options.name,
      officer: { name: options.officer, title: options.title ?? '', contact: options.contact ?? '' },
      passphrase,
    })
  })
  return {
    json: { vault: vault.id, origin: vault.head.origin, officer: vault.officer.id, fingerprint: vault.fingerprint },
    lines: [
      `Vault ${vault.id}`,
      `Officer ${vault.officer.name} (${vault.officer.id})`,
      `Fingerprint of the export key: ${vault.fingerprint}`,
      `The 24 recovery words are in ${options.recoveryOut}: print them, lock them away, delete the file.`,
    ],
  }
}

/** With `--as` or a receipt everything is checked, else what can be checked without keys. */
export async function check(office: Office, options: OfficerOptions & ReceiptOptions): Promise<Outcome> {
  const folder = await existing(options.vault)
  const receipt = await receiptFrom(options)
  if (receipt === null && options.as === undefined && options.passphraseFile === undefined) {
    const { token } = await office.engine.grant(folder, 'vault')
    const { json, lines, ...rest } = checked(await office.call('vault.inspect', { vault: token }))
    const told = json['verdict'] === 'ok' ? `${lines.at(-1)}, as far as can be seen without keys` : `${lines.at(-1)}, without keys`
    return { json: { scope: 'keyless', ...json }, lines: [...lines.slice(0, -1), told], ...rest }
  }
  await unlock(office, options)
  // A code that was mistyped is told at once.
  const compared = receipt === null ? null : await office.call('receipt.check', { code: receipt })
  const whole = await office.call('vault.check', { job: newJob() })
  const { json, ...rest } = checked(compared === null ? whole : both(compared, whole))
  return { json: { scope: 'whole', ...json }, ...rest }
}

/** What the window does under the alarm: the reason goes into the log under the officer's name. */
export async function restored(office: Office, options: OfficerOptions & { reason: string }): Promise<Outcome> {
  const { alarm } = await unlock(office, options)
  if (alarm === null) throw new WrongUse('this vault raises no alarm: there is no restore to declare')
  const { head } = await office.call('vault.declare-restore', { reason: options.reason })
  return {
    json: { restored: true, lastSeen: alarm.lastSeen, found: alarm.found, head },
    lines: [`Declared in the log: ${alarm.lastSeen.size} entries were last seen here, ${alarm.found.size} were found.`],
  }
}

function both(a: CheckReport, b: CheckReport): CheckReport {
  const verdict = (['failed', 'incomplete'] as const).find((one) => a.verdict === one || b.verdict === one) ?? 'ok'
  return { verdict, checks: [...a.checks, ...b.checks] }
}

export function checked(report: CheckReport & Partial<Pick<BundleReport, 'fingerprint' | 'noLaterThan'>>): Outcome {
  const order = { fail: 0, 'not-checked': 1, pass: 2 }
  const mark = { fail: 'FAIL', 'not-checked': 'not checked', pass: 'ok' }
  const checks = report.checks.toSorted((a, b) => order[a.result] - order[b.result])
  return {
    json: {
      verdict: report.verdict,
      ...(report.fingerprint === undefined ? {} : { fingerprint: report.fingerprint }),
      ...(report.noLaterThan === undefined ? {} : { noLaterThan: report.noLaterThan }),
      checks: checks.map(({ name, result, detail, item }) => ({ name, result, detail, item })),
    },
    lines: [
      ...checks.map(({ name, result, detail, item }) => `${mark[result].padEnd(11)} ${name}${item === null ? '' : ` [${item}]`}: ${detail}`),
      ...(report.noLaterThan ?? []).map(({ number, at, authority }) => `exhibit ${number}: in the log no later than ${at}, says “${authority}”`),
      `verdict: ${report.verdict}`,
    ],
    exit: report.verdict === 'ok' ? EXIT.ok : EXIT.checkFailed,
  }
}

export async function key(office: Office, options: WriterOptions & { yes?: boolean }): Promise<Outcome> {
  if (options.yes !== true) {
    const answer = await ask('Whoever has this key can read the whole database. The ledger records that it was shown. Type "yes": ')
    if (answer.trim() !== 'yes') throw new WrongUse('not confirmed')
  }
  if (options.passphraseFile === '-') throw new WrongUse('key needs --passphrase-file FILE or a terminal')
  const read = async () => (options.passphraseFile === undefined ? askPassphrase('Lösenfras / Passphrase: ') : passphraseFrom(options.passphraseFile))
  await unlockToWrite(office, options)
  const { database } = await office.call('vault.reveal-key', { passphrase: await read() })
  return { json: { database }, lines: [database] }
}

/** One line from standard input; an input that ends without one is an empty answer. */
async function ask(question: string): Promise<string> {
  process.stderr.write(question)
  const terminal = createInterface({ input: process.stdin })
  for await (const line of terminal) return line
  return ''
}
