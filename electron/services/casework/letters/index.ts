import type { Language, RecordContent } from '../../../../shared/model/index.ts'
import { heldOf, type Held } from '../guide/facts.ts'
import * as accounts from './accounts.ts'
import * as civil from './civil.ts'
import { deindexing } from './deindexing.ts'
import { employerReport } from './employer.ts'
import type { LetterFacts } from './facts.ts'
import { monitoringOrder } from './monitoring.ts'
import { createPen } from './pen.ts'
import { platformReport } from './platform.ts'
import * as police from './police.ts'
import { preservationRequest } from './preservation.ts'
import * as victim from './victim.ts'

export type { LetterFacts } from './facts.ts'

/**
 * The letter to go with what stands in a form, for a person to read, change and send; null: the kind has none. A report to a platform
 * is in the language that it names itself. Pure; sends nothing.
 */
export function draftLetter(content: RecordContent, facts: LetterFacts, language: Language): string | null {
  const pen = createPen(content.kind === 'platform-report' ? content.language : language)
  switch (content.kind) {
    case 'monitoring-order':
      return monitoringOrder(content, facts, pen)
    case 'platform-report':
      return platformReport(content, facts, pen)
    case 'preservation-request':
      return preservationRequest(content, facts, pen)
    case 'deindexing':
      return deindexing(content, facts, pen)
    case 'employer-report':
      return employerReport(content, facts, pen)
    default:
      return null
  }
}

export const mandateText = (content: RecordContent<'mandate'>, facts: LetterFacts, language: Language): string =>
  accounts.mandateText(content, facts, createPen(language))

/** With the actions that were recorded under this mandate. */
export const handBackText = ({ id, content }: Held<'mandate'>, facts: LetterFacts, language: Language): string => {
  const actions = heldOf(facts, 'account-action').filter((action) => action.content.mandate === id)
  return accounts.handBackText(content, actions, facts, createPen(language))
}

export const victimText = (facts: LetterFacts, language: Language): string => victim.victimText(facts, createPen(language))
export const policeSummary = (facts: LetterFacts, language: Language): string => police.policeSummary(facts, createPen(language))
export const civilSummary = (facts: LetterFacts, language: Language): string => civil.civilSummary(facts, createPen(language))
