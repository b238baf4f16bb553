import { Button, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DisposalView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { useCall } from '../../client/hooks.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { Time } from '../../ui/Time.tsx'
import { useCertificate } from './useCertificate.ts'
import css from './disposal.module.css'

/** Of one case; not there while there is nothing. */
export function CaseDisposals({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  const list = useCall('disposal.list', { case: caseId })
  if (list.data === undefined || list.data.length === 0) return null
  return <Disposals title={t('disposal.list.title')} rows={list.data} nameOf={({ scope, numbers }) => (scope === 'case' ? t('disposal.list.case') : t('disposal.list.exhibits', { numbers: numbers.join(', ') }))} />
}

/** Cases that are gone as a whole: their number is all that is left of them. */
export function DisposedCases() {
  const { t } = useTranslation()
  const list = useCall('disposal.cases', {})
  if (list.data === undefined || list.data.length === 0) return null
  return <Disposals title={t('disposal.list.casesTitle')} rows={list.data} nameOf={({ number }) => t('disposal.list.caseNumber', { number })} />
}

function Disposals<D extends DisposalView>({ title, rows, nameOf }: { title: string; rows: readonly D[]; nameOf: (disposal: D) => string }) {
  const { t } = useTranslation()
  const save = useCertificate()
  return (
    <section className={css['block']}>
      <Title order={2} size="h4" mb={6}>
        {title}
      </Title>
      <ErrorNotice error={save.error} />
      <Panel padded={false}>
        <DataTable
          caption={title}
          rows={rows}
          rowKey={({ seq }) => String(seq)}
          columns={[
            { key: 'at', header: t('disposal.list.column.at'), kind: 'tight', cell: ({ at }) => <Time at={at} /> },
            { key: 'what', header: t('disposal.list.column.what'), cell: nameOf },
            { key: 'decision', header: t('disposal.list.column.decision'), cell: ({ decision: { authority, number, decidedOn } }) => <Shown>{t('disposal.decision.name', { authority, number, day: decidedOn })}</Shown> },
            { key: 'by', header: t('disposal.list.column.by'), cell: ({ by, approvedBy }) => t('disposal.list.byBoth', { by: visible(by), approvedBy: visible(approvedBy) }) },
            {
              key: 'certificate',
              header: t('disposal.list.column.certificate'),
              kind: 'tight',
              cell: (disposal) => (
                <Button size="xs" variant="default" aria-label={t('disposal.list.saveOf', { what: nameOf(disposal) })} onClick={() => void save.run(disposal)}>
                  {t('disposal.list.save')}
                </Button>
              ),
            },
          ]}
        />
      </Panel>
    </section>
  )
}
