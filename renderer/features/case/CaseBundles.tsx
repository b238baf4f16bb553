import { useTranslation } from 'react-i18next'
import type { CustodyEntry } from '../../../shared/contract/index.ts'
import { dynamicText } from '../../../shared/locales/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { paths } from '../../client/paths.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState, HashLink, Panel } from '../../ui/Page.tsx'
import { Time } from '../../ui/Time.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { HandOverList } from '../handover/HandOverList.tsx'

/** The bundles that were exported, as the case's log has them. */
export function CaseBundles({ caseId, entries }: { caseId: CaseId; entries: readonly CustodyEntry[] }) {
  const { t } = useTranslation()
  const exported = entries.filter(({ type }) => type === 'bundle.exported').toReversed()
  return (
    <>
      <Panel padded={false}>
        {exported.length === 0 ? (
          <EmptyState title={t('casePage.bundles.none.title')} lead={t('casePage.bundles.none.lead')} />
        ) : (
          <DataTable
            caption={t('casePage.bundles.caption')}
            rows={exported}
            rowKey={(entry) => String(entry.seq)}
            columns={[
              { key: 'content', header: t('casePage.bundles.content'), cell: (entry) => dynamicText(t, 'custody.bundle.exported', entry.subject) },
              { key: 'at', header: t('casePage.bundles.at'), kind: 'tight', cell: (entry) => <Time at={entry.at} /> },
              { key: 'by', header: t('casePage.bundles.by'), cell: (entry) => <Shown>{entry.actor}</Shown> },
              { key: 'act', header: t('casePage.list.act'), kind: 'tight', cell: ({ subject }) => <HandOverLink caseId={caseId} number={Number(subject['number'])} /> },
            ]}
          />
        )}
      </Panel>
      {exported.length > 0 && <HandOverList caseId={caseId} />}
    </>
  )
}

function HandOverLink({ caseId, number }: { caseId: CaseId; number: number }) {
  const { t } = useTranslation()
  return <HashLink to={paths.handOver(caseId, number)}>{t('handover.list.actNamed', { number })}</HashLink>
}
