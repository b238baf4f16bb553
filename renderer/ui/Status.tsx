import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle, IconMinus, IconUserCheck, IconUserX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitSummary } from '../../shared/contract/index.ts'
import { sinceText } from '../../shared/locales/witness.ts'
import { type Completeness, countsAsWitness, isForWitness, receivedState, type ReceivedSource, WitnessGrade } from '../../shared/model/index.ts'
import css from './ui.module.css'

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'quiet'

const ICONS = { ok: IconCircleCheck, warn: IconAlertTriangle, bad: IconCircleX, info: IconInfoCircle, quiet: IconMinus } as const

export const toneClass = (tone: Tone): string => css[tone] ?? ''

export function ToneIcon({ tone, size = 18 }: { tone: Tone; size?: number }) {
  const Icon = ICONS[tone]
  return <Icon size={size} stroke={1.75} aria-hidden />
}

/** A state in words; the sign and colour only repeat it. */
export function StatusText({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`${css['status']} ${toneClass(tone)}`}>
      <ToneIcon tone={tone} size={16} />
      <span>{children}</span>
    </span>
  )
}

/** Strongest first. */
const STRONGEST: readonly WitnessGrade[] = WitnessGrade.options

type Witnessed = Pick<ExhibitSummary, 'kind' | 'acquiredAt' | 'witnessed' | 'source'>

/** Whether nobody who counts as a witness has signed for it, of what somebody is asked to. */
export const isUnwitnessed = ({ kind, witnessed }: Pick<Witnessed, 'kind' | 'witnessed'>): boolean => isForWitness(kind) && !witnessed.some(({ standing }) => countsAsWitness(standing))

export interface WitnessBadgeProps {
  exhibit: Witnessed
  /** Number of the exhibit that a comparison belongs to; null: not known here. */
  compares?: number | null
}

/** Without a witness an exhibit says so, loudly, wherever it is shown; with one, how much that one saw, and how long afterwards. */
export function WitnessBadge({ exhibit, compares = null }: WitnessBadgeProps) {
  const { t } = useTranslation()
  if (exhibit.kind === 'comparison') {
    return <StatusText tone="quiet">{compares === null ? t('common.kind.comparison') : t('common.witness.compares', { number: compares })}</StatusText>
  }
  if (exhibit.kind === 'recheck') return <StatusText tone="quiet">{t('common.kind.recheck')}</StatusText>
  if (exhibit.source !== null && 'verdict' in exhibit.source) return <ReceivedState source={exhibit.source} />
  const counting = exhibit.witnessed.filter(({ standing }) => countsAsWitness(standing))
  const [best] = counting.toSorted((a, b) => STRONGEST.indexOf(a.grade) - STRONGEST.indexOf(b.grade))
  if (best === undefined) {
    return (
      <span className={`${css['badge']} ${css['warn']}`}>
        <IconUserX size={15} stroke={1.75} aria-hidden />
        {t(exhibit.witnessed.length > 0 ? 'common.witness.exposed' : 'common.witness.none')}
      </span>
    )
  }
  const notes = [
    ...(counting.length > 1 ? [t('common.witness.count', { count: counting.length })] : []),
    ...(counting.every(({ standing }) => standing === 'officer') ? [t('common.witness.officer')] : []),
  ]
  return (
    <span className={`${css['status']} ${css['ok']}`}>
      <IconUserCheck size={16} stroke={1.75} aria-hidden />
      <span>
        {t(`common.witness.${best.grade}`)}
        {notes.length > 0 && ` (${notes.join(', ')})`}
        <span className={css['since']}>{t('common.witness.later', { since: sinceText(t, exhibit.acquiredAt, best.at) })}</span>
      </span>
    </span>
  )
}

const RECEIVED: Record<ReceivedSource['verdict'], Tone> = { ok: 'info', incomplete: 'warn', failed: 'bad' }

/** What came from elsewhere says so in the place of a witness; a bundle that failed is never shown without it. */
export function ReceivedState({ source }: { source: ReceivedSource }) {
  const { t } = useTranslation()
  return <StatusText tone={RECEIVED[source.verdict]}>{t(`common.witness.${receivedState(source)}`)}</StatusText>
}

export function CompletenessText({ completeness }: { completeness: Completeness | null }) {
  const { t } = useTranslation()
  if (completeness === null) return <StatusText tone="quiet">{t('common.completeness.none')}</StatusText>
  return completeness.verdict === 'complete' ? (
    <StatusText tone="ok">{t('common.completeness.complete')}</StatusText>
  ) : (
    <StatusText tone="warn">{t('common.completeness.partial')}</StatusText>
  )
}
