import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { existing, unlock, type Office, type OfficerOptions } from '../office.ts'
import { WrongUse, type Outcome } from '../usage.ts'
import { writeHandle } from './evidence.ts'

/** The code itself, or a file that holds it as text. */
export interface ReceiptOptions {
  receipt?: string
  receiptFile?: string
}

/** Longer than any code, in bytes. */
const MAX_CODE = 2000

/** Null: none was given. What is no code is refused by whoever reads it. */
export async function receiptFrom({ receipt, receiptFile }: ReceiptOptions): Promise<string | null> {
  if (receipt !== undefined) return receipt
  if (receiptFile === undefined) return null
  const text = await readFile(await existing(receiptFile), 'utf8')
  if (text.length > MAX_CODE) throw new WrongUse(`${receiptFile} holds more than the code of a receipt`)
  return text
}

/** A page for each attestation. The vault isn't written to. */
export async function receipt(office: Office, options: OfficerOptions & { attestation: string[]; out: string; language?: string }): Promise<Outcome> {
  const attestations = options.attestation.map(Number)
  if (attestations.some((seq) => !Number.isSafeInteger(seq) || seq < 0)) throw new WrongUse('--attestation is the number of a log entry')
  await unlock(office, options)
  const language = options.language === 'sv' || options.language === 'en' ? options.language : null
  const { handle, bytes, codes } = await office.call('receipt.make', { attestations, language })
  await writeHandle(office, handle, 'receipt.pdf', options.out)
  return {
    json: { out: resolve(options.out), bytes, codes },
    lines: [`${options.out}: ${bytes} bytes`, ...codes.map(({ seq, code }) => `Entry ${seq}: ${code}`)],
  }
}
