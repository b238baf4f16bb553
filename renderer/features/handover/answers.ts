import type { ProtectionWanted } from '../../../shared/contract/index.ts'
import { AgeRecipient, Day, type HandOverMethod, MAX_RECIPIENTS, type Protection } from '../../../shared/model/index.ts'

/** What the officer has answered so far. */
export interface Answers {
  protection: Protection
  /** Keys as they are typed, one a line. */
  keys: string
  authority: string
  receiver: string
  receiverTitle: string
  reference: string
  method: HandOverMethod
  methodText: string
  date: string
}

/** What stands there before anything is answered; the day is today's, in the Swedish form, which is the contract's. */
export const firstAnswers = (): Answers => ({
  protection: 'zip-aes256',
  keys: '',
  authority: '',
  receiver: '',
  receiverTitle: '',
  reference: '',
  method: 'in-person',
  methodText: '',
  date: new Intl.DateTimeFormat('sv-SE').format(new Date()),
})

/** As the export calls it. */
export const bundleName = (caseNumber: number, number: number): string => `bundle-${caseNumber}-${String(number).padStart(2, '0')}.zip`

export const keysOf = (typed: string): string[] => [...new Set(typed.split(/\s+/).filter((key) => key !== ''))]

/** What is wrong with the keys; null: nothing. */
export function keyFault(typed: string): { fault: 'keysNone' } | { fault: 'keysMany'; count: number } | { fault: 'keysWrong'; key: string } | null {
  const keys = keysOf(typed)
  if (keys.length === 0) return { fault: 'keysNone' }
  if (keys.length > MAX_RECIPIENTS) return { fault: 'keysMany', count: MAX_RECIPIENTS }
  const wrong = keys.find((key) => !AgeRecipient.safeParse(key).success)
  return wrong === undefined ? null : { fault: 'keysWrong', key: wrong.slice(0, 24) }
}

export const isDay = (typed: string): boolean => Day.safeParse(typed.trim()).success

/** As the contract takes it. */
export function wantedOf({ protection, keys, ...to }: Answers): Omit<Answers, 'protection' | 'keys'> & { protection: ProtectionWanted } {
  return { ...to, date: to.date.trim(), protection: protection === 'age-recipients' ? { kind: protection, recipients: keysOf(keys) } : { kind: protection } }
}
