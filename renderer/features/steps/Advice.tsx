import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../../shared/model/index.ts'
import css from './steps.module.css'

/** The guidance's own advice, and what the program does for it. */
export function Advice({ step }: { step: Step }) {
  const { t } = useTranslation()
  return (
    <aside className={css['advice']} aria-label={t('guide.advice')}>
      <Text size="xs" c="dimmed" fw={650} component="p">
        {t('guide.advice')}
      </Text>
      <p>{t(`guidance.steps.${step}.advice`)}</p>
      <p>
        <strong>{t('guidance.inApp')}:</strong> {t(`guidance.steps.${step}.app`)}
      </p>
    </aside>
  )
}
