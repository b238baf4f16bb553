import { Button, Checkbox, Group } from '@mantine/core'
import { IconEyeCheck, IconFile, IconFileImport, IconNotes, IconPackageImport, IconReload, IconUserCheck, IconWorldDownload, IconWorldWww } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitSummary } from '../../../shared/contract/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { go, href, paths } from '../../client/paths.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { formatBytes, shorten } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { EmptyState, NameLink, Panel } from '../../ui/Page.tsx'
import { CompletenessText, isUnwitnessed, StatusText, WitnessBadge } from '../../ui/Status.tsx'
import { Time } from '../../ui/Time.tsx'
import { type ExhibitId, isForWitness, MAX_SITTING } from '../../../shared/model/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import css from './case.module.css'

const KINDS = { capture: IconWorldWww, file: IconFile, note: IconNotes, comparison: IconReload, received: IconPackageImport, recheck: IconEyeCheck } as const

export function CaseExhibits({ exhibits }: { exhibits: readonly ExhibitSummary[] }) {
  const { t } = useTranslation()
  const [picked, setPicked] = useState<readonly ExhibitId[]>([])
  const [showsChecks, setShowsChecks] = useState(false)
  if (exhibits.length === 0) return <FirstExhibit />
  const unwitnessed = exhibits.filter(isUnwitnessed)
  // There may be many of them, and step 2 tells what they found.
  const checks = exhibits.filter(({ kind }) => kind === 'recheck').length
  const numbers = new Map(exhibits.map(({ id, number }) => [id, number]))
  // A second witness may sign for what has one already.
  const witnessable = exhibits.filter(({ kind }) => isForWitness(kind))
  const chosen = witnessable.filter(({ id }) => picked.includes(id)).map(({ id }) => id)
  const [first, ...others] = chosen
  const full = chosen.length >= MAX_SITTING
  const pick: Column<ExhibitSummary> = {
    key: 'pick',
    header: t('casePage.list.pick'),
    kind: 'tight',
    cell: (exhibit) =>
      isForWitness(exhibit.kind) && (
        <Checkbox
          aria-label={t('casePage.list.pickOne', { number: exhibit.number })}
          checked={chosen.includes(exhibit.id)}
          disabled={full && !chosen.includes(exhibit.id)}
          onChange={({ currentTarget }) => setPicked(currentTarget.checked ? [...chosen, exhibit.id] : chosen.filter((id) => id !== exhibit.id))}
        />
      ),
  }
  return (
    <>
      {(unwitnessed.length > 0 || first !== undefined) && (
        <Group justify="space-between" mb="sm">
          {unwitnessed.length > 0 && <StatusText tone="warn">{t('casePage.list.unwitnessed', { count: unwitnessed.length })}</StatusText>}
          {first !== undefined && (
            <Button component="a" href={href(paths.witness(first, others))} leftSection={<IconUserCheck size={16} aria-hidden />}>
              {t('casePage.action.witnessSome', { count: chosen.length })}
            </Button>
          )}
        </Group>
      )}
      <Panel padded={false}>
        <DataTable
          caption={t('casePage.list.caption')}
          rows={showsChecks ? exhibits : exhibits.filter(({ kind }) => kind !== 'recheck')}
          rowKey={(exhibit) => exhibit.id}
          onOpen={(exhibit) => go(paths.exhibit(exhibit.id))}
          columns={[
            ...(witnessable.length > 1 ? [pick] : []),
            { key: 'number', header: t('casePage.list.number'), kind: 'number', cell: (exhibit) => exhibit.number },
            { key: 'title', header: t('casePage.list.title'), cell: (exhibit) => <ExhibitTitle exhibit={exhibit} /> },
            { key: 'acquired', header: t('casePage.list.acquired'), kind: 'tight', cell: (exhibit) => <AcquiredAt exhibit={exhibit} /> },
            { key: 'completeness', header: t('casePage.list.completeness'), kind: 'tight', cell: (exhibit) => <CompletenessText completeness={exhibit.completeness} /> },
            { key: 'witness', header: t('casePage.list.witness'), cell: (exhibit) => <WitnessBadge exhibit={exhibit} compares={exhibit.compares && (numbers.get(exhibit.compares) ?? null)} /> },
            {
              key: 'act',
              header: t('casePage.list.act'),
              kind: 'tight',
              cell: (exhibit) => isForWitness(exhibit.kind) && (
                <Button
                  component="a"
                  href={href(paths.witness(exhibit.id))}
                  size="compact-sm"
                  variant="default"
                  aria-label={`${t('casePage.action.witness')}: ${t('exhibit.number', { number: exhibit.number })}`}
                >
                  {t('casePage.action.witness')}
                </Button>
              ),
            },
          ]}
        />
      </Panel>
      {checks > 0 && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setShowsChecks(!showsChecks)} aria-expanded={showsChecks}>
          {t(showsChecks ? 'casePage.list.hideChecks' : 'casePage.list.showChecks', { count: checks })}
        </Button>
      )}
    </>
  )
}

/** What came from elsewhere was received then, and acquired at another time by others. */
function AcquiredAt({ exhibit: { kind, acquiredAt } }: { exhibit: ExhibitSummary }) {
  const { t } = useTranslation()
  return (
    <>
      {kind === 'received' && <span className={css['under']}>{t('received.facts.at')}</span>}
      <Time at={acquiredAt} />
    </>
  )
}

function ExhibitTitle({ exhibit }: { exhibit: ExhibitSummary }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const Icon = KINDS[exhibit.kind]
  const source = exhibit.source
  const from = source === null ? null : 'finalUrl' in source ? source.finalUrl : 'fileName' in source ? source.fileName : source.bundle
  return (
    <span className={css['title']}>
      <Icon size={19} stroke={1.6} role="img" aria-label={t(`common.kind.${exhibit.kind}`)} />
      <span>
        <NameLink to={paths.exhibit(exhibit.id)}>{exhibit.title}</NameLink>
        <span className={css['under']}>
          {t(`common.kind.${exhibit.kind}`)} · {formatBytes(exhibit.bytes, language)}
          {from !== null && from !== exhibit.title && (
            <>
              {' '}
              · <bdi>{shorten(visible(from), 60, 28)}</bdi>
            </>
          )}
        </span>
        {exhibit.supersedes !== null && <span className={css['under']}>{t('casePage.list.corrects')}</span>}
        {exhibit.supersededBy !== null && <StatusText tone="info">{t('casePage.list.superseded')}</StatusText>}
      </span>
    </span>
  )
}

function FirstExhibit() {
  const { t } = useTranslation()
  return (
    <Panel padded={false}>
      <EmptyState title={t('casePage.empty.title')} lead={t('casePage.empty.lead')}>
        <ul className={css['teaching']}>
          <li>
            <IconWorldDownload size={22} stroke={1.5} aria-hidden />
            {t('casePage.empty.capture')}
          </li>
          <li>
            <IconFileImport size={22} stroke={1.5} aria-hidden />
            {t('casePage.empty.import')}
          </li>
          <li>
            <IconNotes size={22} stroke={1.5} aria-hidden />
            {t('casePage.empty.note')}
          </li>
        </ul>
        <Notice tone="info" title={t('capture.advice.title')}>
          {t('capture.advice.text')}
        </Notice>
      </EmptyState>
    </Panel>
  )
}
