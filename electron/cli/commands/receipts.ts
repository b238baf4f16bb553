import { resolve } from 'node:path'
import { unlock, type Office, type OfficerOptions } from '../office.ts'
import { WrongUse, type Outcome } from '../usage.ts'
import { writeHandle } from './evidence.ts'

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
