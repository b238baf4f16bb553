import { relationText, sinceText } from '../../../../shared/locales/witness.ts'
import type { Payload } from '../../../../shared/model/index.ts'
import { standingIn, type Attestation, type Attester } from '../contents.ts'
import { inFours } from '../readme.ts'
import type { Sheet } from './sheet.ts'
import type { Fact } from './style.ts'
import type { Words } from './words.ts'

/** What one witness signed, and what the program holds beside it. `acquiredAt`: of the exhibit. */
export function witnessPart(sheet: Sheet, words: Words, { item, payload }: Attestation, acquiredAt: string): void {
  const { t } = words
  const later = t('common.witness.later', { since: sinceText(t, acquiredAt, item.entry.at) })
  const standing = standingIn(payload)
  sheet.facts([
    { label: t('report.exhibit.witness'), value: payload.witness.name, style: 'strong' },
    { label: t('report.exhibit.witnessTitle'), value: payload.witness.title || t('report.none') },
    { label: t('report.exhibit.contact'), value: payload.witness.contact || t('report.none') },
    { label: t('report.exhibit.relation'), value: relationText(t, payload.witness.relation) },
    ...(standing === 'outside' ? [] : [{ label: t('report.witness.standing'), value: t(`report.witness.standings.${standing}`), style: 'strong' as const }]),
    { label: t('report.exhibit.grade'), value: t(`report.grade.${payload.grade}`), style: 'strong' },
    { label: t('report.exhibit.signed'), value: `${words.moment(item.entry.at)}, ${later}` },
    ...originalFacts(words, payload),
    ...answerFacts(words, payload),
    { label: t('report.exhibit.entry'), value: String(item.entry.seq) },
    { label: t('report.exhibit.key'), value: inFours(item.entry.kid), style: 'mono' },
  ])
  sheet.paragraph(t('report.exhibit.keyCompare'), 'small')
  sheet.space(4)
  sheet.subheading(t('report.exhibit.statement'))
  for (const paragraph of payload.statement.split('\n')) if (paragraph.trim() !== '') sheet.paragraph(paragraph)
  sheet.space(4)
}

/**
 * Where what was signed can't be shown: who signed and when, as the office says. The log shows the key, and that it signed then. What somebody
 * without a name is to the case isn't told: that they are the exposed employee says who they are.
 */
export function maskedWitnesses(sheet: Sheet, words: Words, witnesses: readonly Attester[]): void {
  const { t } = words
  for (const { name, grade, standing, at, seq } of witnesses) {
    sheet.facts([
      { label: t('report.exhibit.witness'), value: name ?? t('report.derived.nameless'), style: 'strong' },
      ...(standing === 'outside' || name === null ? [] : [{ label: t('report.witness.standing'), value: t(`report.witness.standings.${standing}`), style: 'strong' as const }]),
      { label: t('report.exhibit.grade'), value: t(`report.grade.${grade}`), style: 'strong' },
      { label: t('report.exhibit.signed'), value: words.moment(at) },
      { label: t('report.exhibit.entry'), value: String(seq) },
    ])
  }
  if (witnesses.length > 0) sheet.paragraph(t(witnesses.some(({ name }) => name === null) ? 'report.derived.namelessText' : 'report.witness.masked'), 'small')
}

function originalFacts({ t }: Words, { original }: Payload<'exhibit.attested'>): Fact[] {
  if (original === null) return []
  const found = `${t(`common.original.way.${original.way}`)}: ${t(`common.original.state.${original.state}`)}`
  return [{ label: t('report.witness.original'), value: `${found}. ${t('report.exhibit.other', { number: original.number })}` }]
}

/** Whether the program finds what the witness answered. An answer that isn't found may be a slip; it is told all the same. */
function answerFacts({ t }: Words, { answers, found }: Payload<'exhibit.attested'>): Fact[] {
  if (answers === null || found === null) return []
  const lines = (['account', 'words', 'date'] as const)
    .filter((of) => answers[of].how !== 'not-seen')
    .map((of) => t('report.witness.found', { of: t(`report.witness.of.${of}`), saved: t(`report.witness.is.${said(found[of].saved)}`), loaded: t(`report.witness.is.${said(found[of].loaded)}`) }))
  return lines.length === 0 ? [] : [{ label: t('report.witness.answers'), value: lines.join('\n') }]
}

const said = (found: boolean | null): 'yes' | 'no' | 'unknown' => (found === null ? 'unknown' : found ? 'yes' : 'no')
