import { Button, SimpleGrid, Text, Title } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { IconFileExport, IconPlus, IconUserCheck, IconWorldDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../shared/contract/index.ts'
import { useCall } from '../../client/hooks.ts'
import { go, paths } from '../../client/paths.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState, KeyHint, NameLink, PageHeader, Panel, Pending } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { Time } from '../../ui/Time.tsx'
import { DisposedCases } from '../disposal/DisposalList.tsx'
import { CaseDialog } from './CaseDialog.tsx'
import { Shown } from '../../ui/Shown.tsx'

export function CasesPage() {
  const { t } = useTranslation()
  const cases = useCall('case.list', {})
  const [opened, dialog] = useDisclosure(false)
  useHotkeys([['alt+N', dialog.open, { usePhysicalKeys: true }]])
  const open = (summary: CaseSummary) => go(paths.case(summary.id))
  const newButton = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={dialog.open} aria-keyshortcuts="Alt+N">
      {t('cases.new')}
      <KeyHint keys="Alt+N" />
    </Button>
  )
  const none = cases.data?.length === 0
  return (
    <>
      <PageHeader
        title={t('cases.title')}
        lead={cases.data === undefined || none ? undefined : t('cases.count', { count: cases.data.length })}
        actions={none ? undefined : newButton}
      />
      {cases.data === undefined ? (
        <Pending query={cases} />
      ) : (
        <Panel padded={false}>{none ? <Teaching>{newButton}</Teaching> : <CaseTable cases={cases.data} onOpen={open} />}</Panel>
      )}
      <DisposedCases />
      <CaseDialog opened={opened} onClose={dialog.close} onSaved={open} />
    </>
  )
}

function CaseTable({ cases, onOpen }: { cases: readonly CaseSummary[]; onOpen: (summary: CaseSummary) => void }) {
  const { t } = useTranslation()
  return (
    <DataTable
      caption={t('cases.caption')}
      rows={cases}
      rowKey={(summary) => summary.id}
      onOpen={onOpen}
      columns={[
        { key: 'number', header: t('cases.column.number'), kind: 'number', cell: (summary) => summary.number },
        { key: 'title', header: t('cases.column.title'), cell: (summary) => (
          <>
            <NameLink to={paths.case(summary.id)}>{summary.title}</NameLink>
            {summary.closedAt !== null && <StatusText tone="quiet">{t('cases.closed')}</StatusText>}
          </>
        ) },
        { key: 'reference', header: t('cases.column.reference'), kind: 'tight', cell: (summary) => (summary.reference === '' ? '–' : <Shown>{summary.reference}</Shown>) },
        { key: 'exhibits', header: t('cases.column.exhibits'), kind: 'number', cell: (summary) => summary.exhibits },
        { key: 'witness', header: t('cases.column.unwitnessed'), kind: 'tight', cell: (summary) => <Witnessed summary={summary} /> },
        {
          key: 'partial',
          header: t('cases.column.partial'),
          kind: 'tight',
          cell: ({ partial }) => (partial === 0 ? '–' : <StatusText tone="warn">{t('cases.partial', { count: partial })}</StatusText>),
        },
        { key: 'bundles', header: t('cases.column.bundles'), kind: 'number', cell: (summary) => summary.bundles },
        { key: 'activity', header: t('cases.column.activity'), kind: 'tight', cell: (summary) => <Time at={summary.lastActivity} /> },
      ]}
    />
  )
}

function Witnessed({ summary: { exhibits, unwitnessed } }: { summary: CaseSummary }) {
  const { t } = useTranslation()
  if (exhibits === 0) return <>–</>
  return unwitnessed === 0 ? (
    <StatusText tone="ok">{t('cases.allWitnessed')}</StatusText>
  ) : (
    <StatusText tone="warn">{t('cases.unwitnessed', { count: unwitnessed })}</StatusText>
  )
}

function Teaching({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const steps = [
    { name: 'one', icon: IconWorldDownload },
    { name: 'two', icon: IconUserCheck },
    { name: 'three', icon: IconFileExport },
  ] as const
  return (
    <EmptyState title={t('cases.empty.title')} lead={t('cases.empty.lead')}>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xl" my="sm">
        {steps.map(({ name, icon: Icon }, at) => (
          <div key={name}>
            <Icon size={28} stroke={1.4} aria-hidden />
            <Title order={3} mt={4}>
              {at + 1}. {t(`cases.empty.${name}.title`)}
            </Title>
            <Text size="sm" mt={2}>
              {t(`cases.empty.${name}.text`)}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {children}
    </EmptyState>
  )
}
