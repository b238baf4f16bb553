import { Button, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconLoader2, IconMinus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../client/job.ts'
import { formatDuration } from './format.ts'
import { visible } from '../../shared/encoding/index.ts'
import { textOr } from '../../shared/locales/index.ts'
import css from './steps.module.css'

const ICONS = { running: IconLoader2, done: IconCircleCheck, failed: IconCircleX, skipped: IconMinus } as const

/** Named steps as they are told, with time and a way out. */
export function JobSteps({ job, title, lead }: { job: Job; title?: string; lead?: string }) {
  const { t } = useTranslation()
  const seconds = useSeconds(job.running)
  const current = job.steps.findLast((step) => step.state === 'running')
  const percent = current !== undefined && current.total > 0 ? Math.min(100, (100 * current.done) / current.total) : null
  return (
    <Stack gap="md">
      {title !== undefined && <Title order={2}>{title}</Title>}
      {lead !== undefined && (
        <Text size="sm" c="dimmed" mt={-8}>
          {lead}
        </Text>
      )}
      <Progress.Root size="md">
        <Progress.Section
          value={percent ?? 100}
          animated={percent === null}
          striped={percent === null}
          aria-label={current === undefined ? t('capture.progress.waiting') : textOr(t, `steps.${current.step}`, current.step)}
          {...(percent === null ? { 'aria-valuetext': t('common.state.working') } : {})}
        />
      </Progress.Root>
      <ol className={css['steps']} aria-label={t('capture.progress.steps')} aria-live="polite" aria-relevant="additions">
        {job.steps.length === 0 && <li className={css['running']}>{t('capture.progress.waiting')}</li>}
        {job.steps.map((step) => {
          const Icon = ICONS[step.state]
          return (
            <li key={step.step} className={css[step.state]}>
              <Icon size={18} stroke={1.75} aria-hidden />
              <span>{textOr(t, `steps.${step.step}`, step.step)}</span>
              <span className={css['state']}>
                {t(`capture.progress.state.${step.state}`)}
                {step.detail !== '' && step.state !== 'done' && ` · ${visible(step.detail)}`}
              </span>
            </li>
          )
        })}
      </ol>
      <Group>
        <Button variant="default" onClick={job.cancel} loading={job.cancelling}>
          {job.cancelling ? t('capture.progress.cancelling') : t('capture.progress.cancel')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('capture.progress.elapsed', { time: formatDuration(seconds) })}
        </Text>
      </Group>
    </Stack>
  )
}

function useSeconds(running: boolean): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (!running) return
    const from = Date.now()
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - from) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [running])
  return seconds
}
