import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { STEPS } from '../../../shared/model/index.ts'
import { Panel } from '../../ui/Page.tsx'
import css from './case.module.css'

/** The guidance as reading text, with what this version does for each step. */
export function GuidanceSteps() {
  const { t } = useTranslation()
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw="68ch">
        {t('guidance.lead')} {t('guidance.note')}
      </Text>
      <Panel padded={false}>
        <ol className={css['steps']}>
          {STEPS.map((step) => (
            <li key={step}>
              <span className={css['step']} aria-hidden>
                {t(`guide.mark.${step}`)}
              </span>
              <div>
                <Title order={2}>{t(`guidance.steps.${step}.title`)}</Title>
                <p>{t(`guidance.steps.${step}.advice`)}</p>
                <p>
                  <strong>{t('guidance.inApp')}:</strong> {t(`guidance.steps.${step}.app`)}
                </p>
              </div>
            </li>
          ))}
        </ol>
      </Panel>
      <Text size="sm" c="dimmed" mt="sm" maw="68ch">
        {t('guidance.afterwards')}
      </Text>
    </>
  )
}
