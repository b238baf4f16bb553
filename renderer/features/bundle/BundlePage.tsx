import { Button, Group, List, Radio, Stack, Text, Title } from '@mantine/core'
import { IconFileExport, IconFolder } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundlePreview, BundleView, CallOutput } from '../../../shared/contract/index.ts'
import { BundleLanguage, type CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction, useCall, useStatus } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'
import { type Job, useJob } from '../../client/job.ts'
import { go, paths } from '../../client/paths.ts'
import { formatBytes } from '../../ui/format.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Crumb, EmptyState, Facts, HashLink, PageHeader, Panel, Pending } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { BundleResult } from './BundleResult.tsx'

export function BundlePage({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  const summary = useCall('case.get', { case: caseId })
  const preview = useCall('bundle.preview', { case: caseId, profile: 'police' })
  const job = useJob()
  const [made, setMade] = useState<BundleView | null>(null)
  const over =
    summary.data === undefined ? undefined : (
      <>
        <HashLink to={paths.cases()}>{t('cases.title')}</HashLink> / <Crumb to={paths.case(caseId)}>{summary.data.title}</Crumb>
      </>
    )
  return (
    <>
      <PageHeader title={t('bundle.title')} lead={t('bundle.lead')} over={over} />
      <Stack maw={900}>
        {job.running && (
          <Panel>
            <JobSteps job={job} title={t('bundle.progress.title')} />
          </Panel>
        )}
        {!job.running && made !== null && (
          <BundleResult bundle={made} onAgain={() => setMade(null)} onCase={() => go(paths.case(caseId))} onHandOver={() => go(paths.handOver(caseId, made.number))} />
        )}
        {!job.running && made === null && (preview.data === undefined ? <Pending query={preview} /> : <Prepare caseId={caseId} preview={preview.data} job={job} onMade={setMade} />)}
      </Stack>
    </>
  )
}

interface PrepareProps {
  caseId: CaseId
  preview: BundlePreview
  job: Job
  onMade: (bundle: BundleView | null) => void
}

function Prepare({ caseId, preview, job, onMade }: PrepareProps) {
  const { t } = useTranslation()
  const shown = useLanguage()
  const status = useStatus()
  const [language, setLanguage] = useState<BundleLanguage>(shown)
  const [folder, setFolder] = useState<CallOutput<'dialog.folder'>>(null)
  const [checked, setChecked] = useState(false)
  const choosing = status.data?.folders === 'choose'
  const choose = useAction(async () => {
    const chosen = await call('dialog.folder', { purpose: 'bundle' })
    if (chosen !== null) setFolder(chosen)
  })
  if (preview.exhibits === 0) {
    return (
      <Panel padded={false}>
        <EmptyState title={t('bundle.preview.empty.title')} lead={t('bundle.preview.empty.lead')}>
          <HashLink to={paths.case(caseId)}>{t('bundle.result.toCase')}</HashLink>
        </EmptyState>
      </Panel>
    )
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (choosing && folder === null) return
    onMade(await job.start((id) => call('bundle.export', { job: id, case: caseId, profile: 'police', language, folder: folder?.token ?? null, timestampUrls: null })))
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <Panel>
          <Stack>
            <Title order={2}>{t('bundle.preview.title')}</Title>
            <Facts
              facts={[
                { label: t('bundle.verify.number'), value: preview.nextNumber },
                { label: t('bundle.preview.exhibits'), value: preview.exhibits },
                { label: t('bundle.preview.artefacts'), value: preview.artefacts },
                { label: t('bundle.preview.bytes'), value: formatBytes(preview.bytes, shown) },
              ]}
            />
            {preview.unwitnessed.length === 0 ? (
              <StatusText tone="ok">{t('bundle.preview.allWitnessed')}</StatusText>
            ) : (
              <Shortfall what="unwitnessed" items={preview.unwitnessed} />
            )}
            {preview.partial.length > 0 && <Shortfall what="partial" items={preview.partial} />}
          </Stack>
        </Panel>
        <Panel>
          <Stack>
            <Radio.Group label={t('bundle.form.language')} value={language} onChange={(value) => setLanguage(BundleLanguage.parse(value))}>
              <Group mt="xs">
                <Radio value="sv" label={t('common.language.sv')} />
                <Radio value="en" label={t('common.language.en')} />
                <Radio value="both" label={t('bundle.form.both')} />
              </Group>
            </Radio.Group>
            <div>
              <Text size="sm" fw={500}>
                {t('bundle.form.folder')}
              </Text>
              <Text size="xs" c="dimmed" mb={6}>
                {t('bundle.form.folderHint')}
              </Text>
              {choosing ? (
                <Group gap="sm">
                  <Button variant="default" leftSection={<IconFolder size={16} aria-hidden />} onClick={() => void choose.run(undefined)}>
                    {t('bundle.form.choose')}
                  </Button>
                  <Text size="sm">{folder?.label ?? ''}</Text>
                </Group>
              ) : (
                <Text size="sm">{t('bundle.form.folderFixed', { folder: status.data?.folderLabel ?? '' })}</Text>
              )}
              {checked && choosing && folder === null && (
                <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
                  {t('bundle.form.folderRequired')}
                </Text>
              )}
            </div>
            {status.data !== undefined && <Authorities urls={status.data.settings.timestampUrls} />}
            <ErrorNotice error={choose.error ?? job.error} />
            <Group>
              <Button type="submit" leftSection={<IconFileExport size={16} aria-hidden />}>
                {t('bundle.form.submit')}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </Stack>
    </form>
  )
}

/** Who will be told that something was exported, before it is. */
function Authorities({ urls }: { urls: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('bundle.timestamp.title')}
      </Text>
      <Text size="sm">{t(urls.length === 0 ? 'bundle.timestamp.none' : 'bundle.timestamp.asks')}</Text>
      {urls.length > 0 && (
        <List type="ordered" size="sm" my={4}>
          {urls.map((url) => (
            <List.Item key={url} style={{ overflowWrap: 'anywhere' }}>
              {url}
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm">
        <HashLink to="/settings">{t(urls.length === 0 ? 'bundle.timestamp.settings' : 'bundle.timestamp.change')}</HashLink>
      </Text>
    </div>
  )
}

/** What the receiver will be told is missing, named one by one before anything is written. */
function Shortfall({ what, items }: { what: 'unwitnessed' | 'partial'; items: BundlePreview['partial'] }) {
  const { t } = useTranslation()
  return (
    <Notice tone="warn" title={t(`bundle.preview.${what}Title`, { count: items.length })}>
      <List size="sm" my={4}>
        {items.map(({ number, title }) => (
          <List.Item key={number}>{t('bundle.preview.item', { number, title })}</List.Item>
        ))}
      </List>
      {t(`bundle.preview.${what}Text`)}
    </Notice>
  )
}
