import { Button, Group, NativeSelect, Stack, Text, Textarea, Title } from '@mantine/core'
import { IconPackageImport } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleReport, CallOutput, ExhibitSummary } from '../../../shared/contract/index.ts'
import { CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useCall } from '../../client/hooks.ts'
import { useJob } from '../../client/job.ts'
import { paths } from '../../client/paths.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { HashLink, Panel } from '../../ui/Page.tsx'

export interface TakeInProps {
  /** As it was checked, with what it was held against: it is checked once more as it is taken in. */
  file: NonNullable<CallOutput<'dialog.bundle'>>
  report: BundleReport
  fingerprint: string | null
  receipt: string | null
  /** Null: the officer chooses. */
  into: CaseId | null
}

/** Puts a bundle that somebody else made in a case. One that failed only with a reason, in the officer's own words. */
export function TakeIn({ file, report, fingerprint, receipt, into }: TakeInProps) {
  const { t } = useTranslation()
  const job = useJob()
  const cases = useCall('case.list', {})
  const field = useRef<HTMLTextAreaElement>(null)
  const [chosen, setChosen] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [taken, setTaken] = useState<ExhibitSummary | null>(null)
  const failed = report.verdict === 'failed'
  const home = into ?? CaseId.safeParse(chosen).data ?? null
  const missing = failed && reason.trim() === ''

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing) return field.current?.focus()
    if (home === null) return
    const done = await job.start((id) =>
      call('bundle.receive', { job: id, case: home, bundle: file.token, fingerprint, receipt, reason: failed ? reason.trim() : null }),
    )
    if (done !== null) setTaken(done.exhibit)
  }

  if (taken !== null) {
    return (
      <Notice tone="ok" role="status" title={t('received.take.done', { number: taken.number })}>
        <Text size="sm">
          <HashLink to={paths.exhibit(taken.id)}>{t('received.take.open')}</HashLink>
        </Text>
      </Notice>
    )
  }
  return (
    <Panel>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          <div>
            <Title order={2}>{t('received.take.title')}</Title>
            <Text size="sm" c="dimmed">
              {t('received.take.lead')}
            </Text>
          </div>
          {failed && (
            <>
              <Notice tone="bad" title={t('received.take.failedTitle')}>
                <Text size="sm">{t('received.take.failedText')}</Text>
              </Notice>
              <Textarea
                ref={field}
                label={t('received.take.reason')}
                description={t('received.take.reasonHint')}
                error={tried && missing ? t('received.take.reasonMissing') : null}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
                maxLength={2000}
                autosize
                minRows={2}
                maxRows={6}
                required
              />
            </>
          )}
          {into === null &&
            (cases.data?.length === 0 ? (
              <Text size="sm">{t('received.take.noCases')}</Text>
            ) : (
              <NativeSelect
                label={t('received.take.case')}
                value={chosen}
                onChange={(event) => setChosen(event.currentTarget.value)}
                data={[{ value: '', label: t('received.take.choose') }, ...(cases.data ?? []).map(({ id, number, title }) => ({ value: id, label: `${number} ${title}` }))]}
              />
            ))}
          <Group>
            <Button type="submit" variant={into === null || failed ? 'default' : 'filled'} leftSection={<IconPackageImport size={16} aria-hidden />} disabled={home === null} loading={job.running}>
              {t('received.take.submit')}
            </Button>
          </Group>
          {job.running && <JobSteps job={job} title={t('received.take.working')} />}
          <ErrorNotice error={job.error} />
        </Stack>
      </form>
    </Panel>
  )
}
