import { readFile } from 'node:fs/promises'
import { existing } from './office.ts'
import { WrongUse } from './usage.ts'

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
