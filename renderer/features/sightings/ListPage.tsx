import { Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListImport, ListMapping, ListView } from '../../../shared/contract/index.ts'
import type { CaseId, ExhibitId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useCall } from '../../client/hooks.ts'
import { type Job, useJob } from '../../client/job.ts'
import { href, paths } from '../../client/paths.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Crumb, HashLink, PageHeader, Panel } from '../../ui/Page.tsx'
import { ListResult } from './ListResult.tsx'
import { MappingForm } from './MappingForm.tsx'
import { OrderReply } from './OrderReply.tsx'

/** A list that was imported as a file: what its columns mean, what comes of its rows, and then the rows as sightings. */
export function ListPage({ caseId, exhibit }: { caseId: CaseId; exhibit: ExhibitId }) {
  const { t } = useTranslation()
  const summary = useCall('case.get', { case: caseId })
  const job = useJob()
  const [list, setList] = useState<ListView | null>(null)
  const { start } = job
  const begun = useRef(false)
  useEffect(() => {
    // Reading is a look that is logged: once, however often the page is drawn.
    if (begun.current) return
    begun.current = true
    void start((id) => call('list.read', { job: id, case: caseId, exhibit })).then(setList)
  }, [start, caseId, exhibit])
  return (
    <>
      <PageHeader
        over={
          summary.data && (
            <>
              <Crumb to={paths.case(caseId)}>{summary.data.title}</Crumb> / <HashLink to={paths.step(caseId, 'overview')}>{t('guide.step.overview')}</HashLink>
            </>
          )
        }
        title={t('lists.title')}
        lead={t('lists.lead')}
      />
      {list === null ? <Reading job={job} /> : <Mapped caseId={caseId} list={list} job={job} />}
    </>
  )
}

function Reading({ job }: { job: Job }) {
  return job.error === null ? (
    <Panel>
      <JobSteps job={job} />
    </Panel>
  ) : (
    <ErrorNotice error={job.error} />
  )
}

function Mapped({ caseId, list, job }: { caseId: CaseId; list: ListView; job: Job }) {
  const { t } = useTranslation()
  const [mapping, setMapping] = useState<ListMapping>(list.guess ?? { url: 0, platform: null, account: null, postedOn: null, seenOn: null, reach: null, note: null, header: 0, dateOrder: 'ymd' })
  const [result, setResult] = useState<ListImport | null>(null)
  const run = async (write: boolean) => {
    setResult(null)
    setResult(await job.start((id) => call('list.import', { job: id, case: caseId, exhibit: list.exhibit.id, mapping, write })))
  }
  const isDone = result !== null && result.imported !== null
  return (
    <Stack>
      <Facts list={list} />
      {!isDone && (
        <MappingForm
          list={list}
          mapping={mapping}
          onChange={(next) => {
            setMapping(next)
            setResult(null)
          }}
        />
      )}
      {job.running && (
        <Panel>
          <JobSteps job={job} />
        </Panel>
      )}
      <ErrorNotice error={job.error} />
      <div role="status">{result !== null && <ListResult result={result} />}</div>
      {isDone ? (
        <Group>
          <Button component="a" href={href(paths.step(caseId, 'overview'))}>
            {t('lists.toSightings')}
          </Button>
        </Group>
      ) : (
        <Group>
          <Button variant={result === null ? 'filled' : 'default'} onClick={() => void run(false)} disabled={job.running}>
            {t('lists.try')}
          </Button>
          {result !== null && result.good > 0 && (
            <Button onClick={() => void run(true)} disabled={job.running}>
              {t('lists.take', { count: result.good })}
            </Button>
          )}
        </Group>
      )}
      <OrderReply caseId={caseId} exhibit={list.exhibit.id} />
    </Stack>
  )
}

function Facts({ list: { exhibit, rows, columns, sheet, otherSheets, formulas, cut, guess } }: { list: ListView }) {
  const { t } = useTranslation()
  return (
    <>
      <Text size="sm">
        <HashLink to={paths.exhibit(exhibit.id)}>{t('records.exhibitOption', { number: exhibit.number, title: exhibit.title })}</HashLink>
        {' · '}
        {t('lists.size', { rows, columns })}
      </Text>
      {guess === null && (
        <Notice tone="warn" title={t('lists.noGuess.title')}>
          <Text size="sm">{t('lists.noGuess.text')}</Text>
        </Notice>
      )}
      {otherSheets.length > 0 && <Notice tone="info" title={t('lists.sheets', { sheet: sheet ?? '', others: otherSheets.slice(0, 10).join(', ') })} />}
      {formulas && <Notice tone="info" title={t('lists.formulas')} />}
      {cut && <Notice tone="warn" title={t('lists.cut')} />}
    </>
  )
}
