import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CaseGuide, StepView } from '../../../shared/contract/index.ts'
import { dynamicText, type Translate } from '../../../shared/locales/index.ts'
import { href, paths } from '../../client/paths.ts'
import { StatusText, type Tone } from '../../ui/Status.tsx'
import { leftText, toneOf } from './Dues.tsx'
import css from './steps.module.css'

export const TONES = { untouched: 'quiet', todo: 'warn', waiting: 'info', settled: 'ok', done: 'ok', 'not-needed': 'quiet' } as const satisfies Record<StepView['state'], Tone>

export const nextText = ({ what, count }: NonNullable<StepView['next']>, t: Translate): string => dynamicText(t, `guide.next.${what}`, { count })

/** All steps of the case at once: how each stands, what would be next, and what runs out first. */
export function StepRail({ guide }: { guide: CaseGuide }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('guide.rail')}>
      <ol className={css['rail']}>
        {guide.steps.map((step) => (
          <li key={step.step}>
            <a href={href(paths.step(guide.case, step.step))}>
              <span className={css['mark']} aria-hidden>
                {t(`guide.mark.${step.step}`)}
              </span>
              <strong>{t(`guide.step.${step.step}`)}</strong>
              <span className={css['state']}>
                <StatusText tone={TONES[step.state]}>{t(`guide.state.${step.state}`)}</StatusText>
                {step.next !== null && step.state !== 'done' && <span className={css['under']}>{nextText(step.next, t)}</span>}
                <FirstDue step={step} />
              </span>
            </a>
          </li>
        ))}
      </ol>
      <Text size="xs" c="dimmed" mt={-12} mb="md">
        {t('guide.railLead')}
      </Text>
    </nav>
  )
}

function FirstDue({ step: { dues } }: { step: StepView }) {
  const { t } = useTranslation()
  const [first] = dues
  return first === undefined ? null : (
    <StatusText tone={toneOf(first)}>
      {first.day} ({leftText(first.left, t)})
    </StatusText>
  )
}
