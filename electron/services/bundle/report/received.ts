import { receivedState, type ReceivedSource } from '../../../../shared/model/index.ts'
import { inFours } from '../readme.ts'
import type { Sheet } from './sheet.ts'
import type { Fact, Style } from './style.ts'
import type { Words } from './words.ts'

const LOUD: Style = { face: 'title', size: 11, lineGap: 3, after: 4 }
const PLAIN: Style = { face: 'text', size: 10, lineGap: 2, after: 2 }

/** What came from elsewhere says so before anything else is said of it. */
export function receivedBox(sheet: Sheet, { t }: Words, source: ReceivedSource): void {
  const state = receivedState(source)
  const reason = source.reason === '' ? [] : [{ text: t('received.notice.reason', { reason: source.reason }) }]
  sheet.box([{ text: t(`received.notice.${state}`), style: LOUD }, ...reason.map((line) => ({ ...line, style: PLAIN }))], state !== 'received')
}

export function receivedFacts({ t }: Words, { bundle, fingerprint, paper }: ReceivedSource): Fact[] {
  return [
    { label: t('report.exhibit.fileName'), value: bundle },
    { label: t('received.facts.paper'), value: t(`received.facts.${paper}`) },
    { label: t('received.claims.fingerprint'), value: fingerprint === null ? t('received.claims.unknown') : `${inFours(fingerprint.slice(0, 32))}\n${inFours(fingerprint.slice(32))}`, style: 'mono' },
  ]
}
