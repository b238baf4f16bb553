import type { Sheet } from './sheet.ts'
import type { Words } from './words.ts'

const TERMS = [
  'fingerprint', 'signature', 'key', 'keyId', 'keyCard', 'log', 'entry', 'leaf', 'chain', 'checkpoint', 'timestamp', 'publicValue', 'witness', 'grade', 'unwitnessed',
  'partial', 'receipt', 'provenance', 'reading', 'loadedAgain', 'masking', 'wacz', 'mhtml', 'json', 'bag', 'verifier', 'utc',
] as const

/** Every term of the trade that the report can't do without, in words of one who has never heard it. */
export function glossary(sheet: Sheet, { t }: Words): void {
  sheet.chapter(t('report.glossary.title'))
  sheet.facts(TERMS.map((word) => ({ label: t(`report.glossary.${word}`), value: t(`report.glossary.${word}Text`), style: 'term' as const })))
}
