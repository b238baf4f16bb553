import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconArrowsDiff, IconFileZip } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput, KinExhibit, KinshipReport } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { useJob } from '../../client/job.ts'
import { useLanguage } from '../../client/i18n.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { formatBytes } from '../../ui/format.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { visible } from '../../../shared/encoding/index.ts'
import { CheckList } from './CheckList.tsx'

type ChosenFile = NonNullable<CallOutput<'dialog.bundle'>>

/** A second bundle beside the one that was chosen: do they come from the same case? Both are checked for it. */
export function KinshipPanel({ file, fingerprint }: { file: ChosenFile; fingerprint: string | null }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const job = useJob()
  const [other, setOther] = useState<ChosenFile | null>(null)
  const [kinship, setKinship] = useState<KinshipReport | null>(null)
  const choose = useAction(async () => {
    const chosen = await call('dialog.bundle', {})
    if (chosen === null) return
    setOther(chosen)
    setKinship(null)
    job.reset()
  })
  const compare = async () => {
    if (other === null) return
    setKinship(null)
    const found = await job.start((id) => call('bundle.compare', { job: id, first: file.token, second: other.token, fingerprint }))
    if (found !== null) setKinship(found.kinship)
  }
  return (
    <>
      <Panel>
        <Stack>
          <div>
            <Title order={2}>{t('kinship.title')}</Title>
            <Text size="sm" c="dimmed">
              {t('kinship.lead')}
            </Text>
          </div>
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t('kinship.other')}
            </Text>
            <Group gap="sm">
              <Button variant="default" leftSection={<IconFileZip size={16} aria-hidden />} onClick={() => void choose.run(undefined)} disabled={job.running}>
                {t('kinship.choose')}
              </Button>
              <Text size="sm">{other === null ? '' : `${visible(other.name)} (${formatBytes(other.bytes, language)})`}</Text>
            </Group>
          </div>
          <Group>
            <Button variant="default" leftSection={<IconArrowsDiff size={16} aria-hidden />} onClick={() => void compare()} disabled={other === null} loading={job.running}>
              {t('kinship.submit')}
            </Button>
          </Group>
          {job.running && <JobSteps job={job} title={t('kinship.working')} />}
          <ErrorNotice error={choose.error ?? job.error} />
        </Stack>
      </Panel>
      {kinship !== null && (
        <CheckList report={kinship} of="kinship">
          <KinExhibits kinship={kinship} />
        </CheckList>
      )}
    </>
  )
}

const TONES = { both: 'ok', differs: 'bad', first: 'quiet', second: 'quiet' } as const

function KinExhibits({ kinship: { exhibits, later } }: { kinship: KinshipReport }) {
  const { t } = useTranslation()
  if (exhibits.length === 0) return null
  const where = (exhibit: KinExhibit) => (exhibit.in === 'both' && !exhibit.same ? 'differs' : exhibit.in)
  return (
    <Panel padded={false}>
      <Title order={2} p="md" pb={0}>
        {t('kinship.exhibits.title')}
      </Title>
      {later !== null && (
        <Text size="sm" c="dimmed" px="md" pb="xs">
          {t(`kinship.later.${later}`)}
        </Text>
      )}
      <DataTable
        caption={t('kinship.exhibits.title')}
        rows={exhibits.map((exhibit, at) => ({ ...exhibit, at }))}
        rowKey={({ at }) => String(at)}
        columns={[
          { key: 'number', header: t('kinship.exhibits.number'), kind: 'number', cell: ({ number }) => number },
          { key: 'name', header: t('kinship.exhibits.name'), cell: ({ title }) => (title === '' ? t('kinship.exhibits.untitled') : <Shown>{title}</Shown>) },
          { key: 'where', header: t('kinship.exhibits.where'), kind: 'tight', cell: (exhibit) => <StatusText tone={TONES[where(exhibit)]}>{[t(`kinship.exhibits.in.${where(exhibit)}`), ...(exhibit.masked === 'none' ? [] : [t(`kinship.exhibits.masked.${exhibit.masked}`)])].join(', ')}</StatusText> },
        ]}
      />
    </Panel>
  )
}
