import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle, IconMinus, IconUserCheck, IconUserX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Completeness, WitnessGrade } from '../../shared/model/index.ts'
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

const STRONGEST: readonly WitnessGrade[] = ['original-seen', 'officer-session-seen', 'saved-image-only', 'fingerprint-only']

/** Without a witness an exhibit says so, loudly, wherever it is shown. */
export function WitnessBadge({ grades }: { grades: readonly WitnessGrade[] }) {
  const { t } = useTranslation()
  const best = STRONGEST.find((grade) => grades.includes(grade))
  if (best === undefined) {
    return (
      <span className={`${css['badge']} ${css['warn']}`}>
        <IconUserX size={15} stroke={1.75} aria-hidden />
        {t('common.witness.none')}
      </span>
    )
  }
  return (
    <span className={`${css['status']} ${css['ok']}`}>
      <IconUserCheck size={16} stroke={1.75} aria-hidden />
      <span>
        {t(`common.witness.${best}`)}
        {grades.length > 1 && ` (${t('common.witness.count', { count: grades.length })})`}
      </span>
    </span>
  )
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
