import { mkdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Refusal, type HandOverView, type ProtectionWanted } from '../../../shared/contract/index.ts'
import type { Translate } from '../../../shared/locales/index.ts'
import { AgeRecipient, Day, ExhibitId, HandOverMethod, MAX_RECIPIENTS } from '../../../shared/model/index.ts'
import { existing, findCase, newJob, unlock, unlockToWrite, type Office, type OfficerOptions, type WriterOptions } from '../office.ts'
import { systemCode, WrongUse, type Outcome } from '../usage.ts'
import { writeHandle } from './evidence.ts'

export interface HandOverOptions extends WriterOptions {
  case: string
  number: string
  protect: string
  recipient?: string[]
  receiver: string
  receiverTitle?: string
  authority: string
  reference?: string
  method: string
  methodText?: string
  date?: string
  out?: string
}

/** Encrypts a finished bundle for its receiver and records that it went. The passphrase is printed this once. */
export async function handOver(office: Office, bundle: string, options: HandOverOptions, t: Translate): Promise<Outcome> {
  const number = wholeNumber(options.number, '--number')
  const protection = protectionOf(options)
  const method = HandOverMethod.safeParse(options.method)
  if (!method.success) throw new WrongUse(`--method is one of ${HandOverMethod.options.join(', ')}`)
  const date = options.date ?? new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' })
  if (!Day.safeParse(date).success) throw new WrongUse('--date is a day like 2026-11-29')
  if (protection.kind !== 'none' && options.out === undefined) throw new WrongUse('--out says where the encrypted file goes')
  const { token } = await office.engine.grant(await existing(bundle), 'bundle')
  const folder = options.out === undefined ? null : await grantFolder(office, options.out)
  await unlockToWrite(office, options)
  const { view, signature, passphrase } = await office.call('handover.make', {
    job: newJob(),
    case: await findCase(office, options.case),
    number,
    bundle: token,
    folder,
    protection,
    receiver: options.receiver,
    receiverTitle: options.receiverTitle ?? '',
    authority: options.authority,
    reference: options.reference ?? '',
    method: method.data,
    methodText: options.methodText ?? '',
    date,
  })
  const out = protection.kind === 'none' || options.out === undefined ? null : resolve(options.out)
  const made = out === null ? resolve(bundle) : join(out, view.handed.name)
  if (passphrase !== null) process.stderr.write(`${t('cli.warning')}: ${t('handover.cli.warning')}\n`)
  return {
    json: {
      entry: view.seq,
      made,
      sha256: view.handed.sha256,
      bundleSha256: view.bundle.sha256,
      protection: view.protection,
      ...(out === null || signature === null ? {} : { signature: join(out, signature) }),
      ...(passphrase === null ? {} : { passphrase }),
    },
    lines: [
      made,
      `SHA-256 ${view.handed.sha256}`,
      ...(out === null || signature === null ? [] : [`Signature of the bundle, to be handed over too: ${join(out, signature)}`]),
      `${t(`handover.protection.${view.protection}`)}`,
      `Recorded: entry ${view.seq}`,
      ...(passphrase === null ? [] : [`Passphrase: ${passphrase}`]),
    ],
  }
}

/** One page for the receiver to sign. The vault isn't written to. */
export async function handOverReceipt(office: Office, options: OfficerOptions & { entry: string; out: string; language?: string }): Promise<Outcome> {
  const entry = wholeNumber(options.entry, '--entry')
  await unlock(office, options)
  const { handle, bytes } = await office.call('handover.receipt', { entry, language: options.language === 'en' ? 'en' : 'sv' })
  await writeHandle(office, handle, 'receipt.pdf', options.out)
  return { json: { out: resolve(options.out), bytes }, lines: [`${options.out}: ${bytes} bytes`] }
}

/** A signed receipt comes in as an exhibit, or one that is an exhibit already is named as such. */
export async function receipted(office: Office, scan: string | undefined, options: WriterOptions & { entry: string; exhibit?: string }): Promise<Outcome> {
  const entry = wholeNumber(options.entry, '--entry')
  if ((scan === undefined) === (options.exhibit === undefined)) throw new WrongUse('give the scanned file, or --exhibit')
  const exhibit = options.exhibit === undefined ? null : ExhibitId.safeParse(options.exhibit)
  if (exhibit?.success === false) throw new WrongUse(`${options.exhibit} is no exhibit id: it begins with x-`)
  const source = exhibit === null ? { token: (await office.engine.grant(await existing(scan ?? ''), 'import')).token } : { exhibit: exhibit.data }
  await unlockToWrite(office, options)
  const { receipts } = await office.call('handover.attach', { job: newJob(), entry, scan: source })
  const last = receipts.at(-1)
  return { json: { entry, receipts: receipts.map(({ seq, exhibit: id, number }) => ({ entry: seq, exhibit: id, number })) }, lines: [`Exhibit ${last?.number}: receipt for the hand-over of entry ${entry}`] }
}

/** Which bundle a file is and to whom it went. */
export async function which(office: Office, chosen: string, options: OfficerOptions, t: Translate): Promise<Outcome> {
  const { token } = await office.engine.grant(await existing(chosen), 'bundle')
  await unlock(office, options)
  const { sha256, known } = await office.call('handover.which-file', { job: newJob(), chosen: token })
  if (known === null) return { json: { sha256, known: null }, lines: [`SHA-256 ${sha256}`, `${t('handover.known.unknown')}. ${t('handover.known.unknownText')}`] }
  const { bundle, case: home, handOvers } = known
  return {
    json: { sha256, known },
    lines: [
      `SHA-256 ${sha256}`,
      t(known.as === 'bundle' ? 'handover.known.isBundle' : 'handover.known.isEncrypted', { number: bundle.number, case: home.number }),
      `${home.number}  ${home.id}  ${home.title}`,
      `${bundle.name}  ${bundle.profile}  ${bundle.exportedAt}  ${bundle.exportedBy}`,
      ...(handOvers.length === 0 ? [t('handover.known.never')] : handOvers.flatMap((one) => linesOf(one, t))),
    ],
  }
}

function linesOf({ date, receiver, authority, method, protection, by, seq, reference, receipts }: HandOverView, t: Translate): string[] {
  return [
    `${t('handover.known.item', { date, receiver, authority })} (entry ${seq})`,
    `  ${t('handover.known.itemHow', { method: t(`handover.method.${method}`), protection: t(`handover.protection.${protection}`), by })}`,
    ...(reference === '' ? [] : [`  ${t('handover.known.itemReference', { reference })}`]),
    ...(receipts.length === 0 ? [`  ${t('handover.known.noReceipt')}`] : receipts.map(({ number }) => `  ${t('handover.known.receipt', { number })}`)),
  ]
}

function protectionOf({ protect, recipient = [] }: HandOverOptions): ProtectionWanted {
  const kinds = { zip: 'zip-aes256', age: 'age-passphrase', none: 'none' } as const
  if (protect === 'age' && recipient.length > 0) {
    const wrong = recipient.find((key) => !AgeRecipient.safeParse(key).success)
    if (wrong !== undefined) throw new WrongUse(`${wrong} is no age recipient: age1 and 58 characters`)
    if (recipient.length > MAX_RECIPIENTS) throw new WrongUse(`at most ${MAX_RECIPIENTS} recipients`)
    return { kind: 'age-recipients', recipients: recipient }
  }
  if (recipient.length > 0) throw new WrongUse('--recipient goes with --protect age')
  if (protect === 'zip' || protect === 'age' || protect === 'none') return { kind: kinds[protect] }
  throw new WrongUse('--protect is zip, age or none')
}

function wholeNumber(given: string, option: string): number {
  const number = Number(given)
  if (!/^\d{1,15}$/.test(given) || !Number.isSafeInteger(number)) throw new WrongUse(`${option} is a whole number`)
  return number
}

async function grantFolder(office: Office, out: string): Promise<string> {
  await mkdir(out, { recursive: true }).catch((error: unknown) => {
    throw new Refusal('bundle.write-failed', { name: basename(out), reason: systemCode(error) ?? 'unknown' }, error)
  })
  return (await office.engine.grant(resolve(out), 'bundle-folder')).token
}
