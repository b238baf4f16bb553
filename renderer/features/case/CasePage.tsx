import { Button, Tabs, Text } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { IconFileExport, IconFileImport, IconNotes, IconPackageImport, IconPencil, IconWorldDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseId } from '../../../shared/model/index.ts'
import { useCall } from '../../client/hooks.ts'
import { CASE_TABS, type CaseTab, go, href, paths } from '../../client/paths.ts'
import { CustodyLog } from '../../ui/CustodyLog.tsx'
import { Facts, HashLink, KeyHint, PageHeader, Panel, Pending } from '../../ui/Page.tsx'
import { Time } from '../../ui/Time.tsx'
import { CaseDialog } from '../cases/CaseDialog.tsx'
import { StepRail } from '../steps/StepRail.tsx'
import { CaseBundles } from './CaseBundles.tsx'
import { CaseExhibits } from './CaseExhibits.tsx'
import { CloseButton, ClosedNotice } from './ClosedNotice.tsx'
import { GuidanceSteps } from './GuidanceSteps.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { NoteDialog } from './NoteDialog.tsx'
import { useImport } from './useImport.ts'
import { Shown } from '../../ui/Shown.tsx'
import css from './case.module.css'

export function CasePage({ caseId, tab }: { caseId: CaseId; tab: CaseTab }) {
  const { t } = useTranslation()
  const summary = useCall('case.get', { case: caseId })
  const exhibits = useCall('exhibit.list', { case: caseId })
  const log = useCall('custody.list', { case: caseId })
  const guide = useCall('case.guide', { case: caseId })
  const [editing, edit] = useDisclosure(false)
  const [noting, note] = useDisclosure(false)
  const files = useImport(caseId)
  const capture = () => go(paths.capture(caseId))
  const physical = { usePhysicalKeys: true }
  // A closed case is read, exported and handed over, and takes nothing more.
  const isClosed = summary.data !== undefined && summary.data.closedAt !== null
  useHotkeys(
    isClosed
      ? []
      : [
          ['alt+W', capture, physical],
          ['alt+I', files.choose, physical],
          ['alt+N', note.open, physical],
        ],
  )
  if (summary.data === undefined) return <Pending query={summary} />
  const { number, title, reference, openedAt, lastActivity, description } = summary.data
  const actions = (
    <>
      {!isClosed && (
        <>
          <Button leftSection={<IconWorldDownload size={16} aria-hidden />} onClick={capture} aria-keyshortcuts="Alt+W">
            {t('casePage.action.capture')}
            <KeyHint keys="Alt+W" />
          </Button>
          <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} onClick={files.choose} aria-keyshortcuts="Alt+I">
            {t('casePage.action.import')}
            <KeyHint keys="Alt+I" />
          </Button>
          <Button variant="default" leftSection={<IconNotes size={16} aria-hidden />} onClick={note.open} aria-keyshortcuts="Alt+N">
            {t('casePage.action.note')}
            <KeyHint keys="Alt+N" />
          </Button>
          <Button component="a" href={href(paths.receive(caseId))} variant="default" leftSection={<IconPackageImport size={16} aria-hidden />}>
            {t('received.action')}
          </Button>
        </>
      )}
      <Button
        variant="default"
        leftSection={<IconFileExport size={16} aria-hidden />}
        onClick={() => go(paths.bundle(caseId))}
      >
        {t('casePage.action.export')}
      </Button>
    </>
  )
  return (
    <>
      <PageHeader
        over={
          <>
            <HashLink to={paths.cases()}>{t('cases.title')}</HashLink> / {t('casePage.number', { number })}
          </>
        }
        title={title}
        actions={
          <>
            {!isClosed && (
              <Button variant="subtle" leftSection={<IconPencil size={16} aria-hidden />} onClick={edit.open}>
                {t('casePage.edit')}
              </Button>
            )}
            <Button component="a" href={href(paths.disposal(caseId))} variant="subtle">
              {t('disposal.open')}
            </Button>
            <CloseButton case={summary.data} />
          </>
        }
      />
      <ClosedNotice case={summary.data} />
      <div className={css['facts']}>
        <Facts
          facts={[
            { label: t('casePage.facts.reference'), value: reference === '' ? t('common.state.notGiven') : <Shown>{reference}</Shown> },
            { label: t('casePage.facts.opened'), value: <Time at={openedAt} /> },
            { label: t('casePage.facts.activity'), value: <Time at={lastActivity} /> },
            { label: t('casePage.facts.exhibits'), value: summary.data.exhibits },
            description === ''
              ? null
              : { label: t('casePage.facts.description'), value: <Text className={css['description'] ?? ''}><Shown lines>{description}</Shown></Text>, wide: true },
          ]}
        />
      </div>
      <div className={css['actions']}>{actions}</div>
      {guide.data !== undefined && <StepRail guide={guide.data} />}
      <Tabs
        value={tab}
        onChange={(value) => go(paths.case(caseId, CASE_TABS.find((known) => known === value) ?? 'exhibits'), 'replace')}
      >
        <Tabs.List>
          {CASE_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`casePage.tab.${name}`)}
              {name === 'exhibits' && ` (${summary.data.exhibits})`}
              {name === 'bundles' && ` (${summary.data.bundles})`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="exhibits" pt="md">
          {exhibits.data === undefined ? <Pending query={exhibits} /> : <CaseExhibits exhibits={exhibits.data} />}
        </Tabs.Panel>
        <Tabs.Panel value="log" pt="md">
          <Text size="sm" c="dimmed" mb="sm">
            {t('custody.log.caseLead')}
          </Text>
          {log.data === undefined ? (
            <Pending query={log} />
          ) : (
            <Panel padded={false}>
              <CustodyLog entries={log.data} />
            </Panel>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="bundles" pt="md">
          {log.data === undefined ? <Pending query={log} /> : <CaseBundles caseId={caseId} entries={log.data} />}
        </Tabs.Panel>
        <Tabs.Panel value="steps" pt="md">
          <GuidanceSteps />
        </Tabs.Panel>
      </Tabs>
      <CaseDialog known={summary.data} opened={editing} onClose={edit.close} />
      <NoteDialog target={{ case: caseId }} opened={noting} onClose={note.close} />
      <ImportDialog work={files} />
    </>
  )
}
