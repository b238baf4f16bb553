import { Button, Group, SegmentedControl, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StepView } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import css from './steps.module.css'

const MARKS = ['open', 'done', 'not-needed'] as const
type Mark = (typeof MARKS)[number]

/** A person's word on the step. It hides no deadline, and each word stays in the log. */
export function MarkPanel({ caseId, view: { step, mark }, isClosed }: { caseId: CaseId; view: StepView; isClosed: boolean }) {
  const { t } = useTranslation()
  const said: Mark = mark?.mark ?? 'open'
  const [chosen, choose] = useState<Mark | null>(null)
  const [reason, setReason] = useState('')
  const save = useAction(async () => {
    await call('record.save', { case: caseId, record: null, revision: null, content: { kind: 'step-mark', step, mark: chosen ?? said, reason: reason.trim() }, exhibits: [] })
    choose(null)
    setReason('')
  })
  return (
    <section className={css['block']}>
      <Title order={2} size="h4" mb={6}>
        {t('guide.marking.title')}
      </Title>
      <Panel>
        <Stack gap="sm">
          {mark !== null && (
            <Text size="sm">
              <Shown>{t('guide.marking.said', { mark: t(`guide.marking.${mark.mark}`), by: mark.by, reason: mark.reason })}</Shown>
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {t('guide.marking.lead')}
          </Text>
          <Group>
            <SegmentedControl
              aria-label={t('guide.marking.title')}
              value={chosen ?? said}
              disabled={isClosed}
              onChange={(value) => choose(MARKS.find((one) => one === value) ?? null)}
              data={MARKS.map((value) => ({ value, label: t(`guide.marking.${value}`) }))}
            />
          </Group>
          {chosen !== null && chosen !== said && (
            <>
              <Textarea label={t('guide.marking.reason')} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} maxLength={2000} autosize minRows={1} maxRows={5} />
              <ErrorNotice error={save.error} />
              <Group>
                <Button onClick={() => void save.run(undefined)} loading={save.pending}>
                  {t('guide.marking.save')}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </Panel>
    </section>
  )
}
