import { Button, Checkbox, Group, NativeSelect, Text } from '@mantine/core'
import { IconWorldDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CallOutput, SIGHTING_FILTERS, SIGHTINGS_PAGE, type SightingFilter, type SightingView } from '../../../shared/contract/index.ts'
import type { Translate } from '../../../shared/locales/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { CaseId, SightingId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'
import { paths } from '../../client/paths.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { shorten } from '../../ui/format.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { EmptyState, HashLink, Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { platformName } from '../steps/titles.ts'
import { EditDialog } from './EditDialog.tsx'
import { WithdrawSighting } from './WithdrawSighting.tsx'
import css from './sightings.module.css'

export interface SightingListProps {
  caseId: CaseId
  page: CallOutput<'sighting.list'>
  /** Of the case, whatever is shown of them. */
  total: number
  missing: number
  filter: SightingFilter
  skip: number
  /** Nothing is changed or captured any more. */
  isClosed: boolean
  onFilter: (filter: SightingFilter) => void
  onSkip: (skip: number) => void
}

export function SightingList({ caseId, page: { rows, total: found }, total, missing, filter, skip, isClosed, onFilter, onSkip }: SightingListProps) {
  const { t } = useTranslation()
  const [picked, setPicked] = useState<readonly SightingId[]>([])
  const [editing, edit] = useState<SightingView | null>(null)
  const [taking, take] = useState<SightingView | null>(null)
  const enqueue = useAction(async (sightings: SightingId[] | null) => {
    const queued = await call('sighting.queue', { case: caseId, sightings })
    setPicked([])
    return queued
  })
  const [queued, setQueued] = useState<CallOutput<'sighting.queue'> | null>(null)
  const secure = async (sightings: SightingId[] | null) => setQueued(await enqueue.run(sightings))
  const chosen = rows.filter(({ id }) => picked.includes(id)).map(({ id }) => id)
  if (total === 0) {
    return (
      <Panel padded={false}>
        <EmptyState title={t('sightings.empty.title')} lead={t('sightings.empty.lead')} />
      </Panel>
    )
  }
  return (
    <>
      <Group justify="space-between" align="flex-end" my="sm">
        <NativeSelect
          label={t('sightings.filter.label')}
          value={filter}
          onChange={({ currentTarget }) => onFilter(SIGHTING_FILTERS.find((one) => one === currentTarget.value) ?? 'all')}
          data={SIGHTING_FILTERS.map((value) => ({ value, label: t(`sightings.filter.${value}`) }))}
        />
        <Group gap="xs">
          {!isClosed && chosen.length > 0 && (
            <Button variant="default" leftSection={<IconWorldDownload size={16} aria-hidden />} onClick={() => void secure(chosen)} loading={enqueue.pending}>
              {t('sightings.secureSome', { count: chosen.length })}
            </Button>
          )}
          {!isClosed && missing > 0 && (
            <Button leftSection={<IconWorldDownload size={16} aria-hidden />} onClick={() => void secure(null)} loading={enqueue.pending}>
              {t('sightings.secureAll')}
            </Button>
          )}
        </Group>
      </Group>
      <ErrorNotice error={enqueue.error} />
      <div role="status">{queued !== null && <Queued caseId={caseId} queued={queued} />}</div>
      <Panel padded={false}>
        {rows.length === 0 ? (
          <EmptyState title={t('sightings.emptyFilter')} />
        ) : (
          <DataTable
            caption={t('sightings.caption')}
            rows={rows}
            rowKey={({ id }) => id}
            columns={columns({
              t,
              isPicked: (id) => chosen.includes(id),
              pick: (id, isOn) => setPicked(isOn ? [...chosen, id] : chosen.filter((one) => one !== id)),
              edit,
              take,
            }).filter(({ key }) => !isClosed || (key !== 'pick' && key !== 'act'))}
          />
        )}
      </Panel>
      {found > SIGHTINGS_PAGE && (
        <Group justify="space-between" mt="xs">
          <Text size="sm" c="dimmed">
            {t('sightings.page.shown', { from: skip + 1, to: skip + rows.length, total: found })}
          </Text>
          <Group gap="xs">
            <Button variant="default" size="xs" disabled={skip === 0} onClick={() => onSkip(Math.max(0, skip - SIGHTINGS_PAGE))}>
              {t('sightings.page.newer')}
            </Button>
            <Button variant="default" size="xs" disabled={skip + rows.length >= found} onClick={() => onSkip(skip + SIGHTINGS_PAGE)}>
              {t('sightings.page.older')}
            </Button>
          </Group>
        </Group>
      )}
      <EditDialog sighting={editing} onClose={() => edit(null)} />
      <WithdrawSighting sighting={taking} onClose={() => take(null)} />
    </>
  )
}

function Queued({ caseId, queued: { added, queued, full } }: { caseId: CaseId; queued: CallOutput<'sighting.queue'> }) {
  const { t } = useTranslation()
  const more = [...(queued > 0 ? [t('sightings.queued.already', { count: queued })] : []), ...(full > 0 ? [t('sightings.queued.full', { count: full })] : [])]
  return (
    <Notice tone={full > 0 ? 'warn' : 'ok'} title={added === 0 ? t('sightings.queued.none') : t('sightings.queued.added', { count: added })} action={<HashLink to={paths.capture(caseId, 'list')}>{t('sightings.queued.go')}</HashLink>}>
      {more.length > 0 && <Text size="sm">{more.join(' ')}</Text>}
    </Notice>
  )
}

interface Acts {
  t: Translate
  isPicked: (id: SightingId) => boolean
  pick: (id: SightingId, isOn: boolean) => void
  edit: (sighting: SightingView) => void
  take: (sighting: SightingView) => void
}

function columns({ t, isPicked, pick, edit, take }: Acts): Column<SightingView>[] {
  return [
    {
      key: 'pick',
      header: t('sightings.column.pick'),
      kind: 'tight',
      cell: ({ id, url, withdrawn }) =>
        withdrawn === null && <Checkbox aria-label={t('sightings.pickOne', { address: shorten(visible(url), 60, 20) })} checked={isPicked(id)} onChange={({ currentTarget }) => pick(id, currentTarget.checked)} />,
    },
    { key: 'address', header: t('sightings.column.address'), cell: (row) => <Where row={row} /> },
    { key: 'account', header: t('sightings.column.account'), cell: ({ account }) => <Shown>{account}</Shown> },
    { key: 'day', header: t('sightings.column.day'), kind: 'tight', cell: ({ postedOn, seenOn }) => <DayOf postedOn={postedOn} seenOn={seenOn} /> },
    { key: 'reach', header: t('sightings.column.reach'), kind: 'number', cell: ({ reach }) => <Reach reach={reach} /> },
    { key: 'state', header: t('sightings.column.state'), cell: (row) => <State row={row} /> },
    {
      key: 'act',
      header: t('sightings.column.act'),
      kind: 'tight',
      // What was taken back comes back when its link is pasted again.
      cell: (row) => row.withdrawn === null && (
        <>
          <Button variant="subtle" size="compact-sm" onClick={() => edit(row)} aria-label={t('sightings.edit.actionNamed', { address: shorten(visible(row.url), 60, 20) })}>
            {t('sightings.edit.action')}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => take(row)} aria-label={t('sightings.withdraw.actionNamed', { address: shorten(visible(row.url), 60, 20) })}>
            {t('sightings.withdraw.action')}
          </Button>
        </>
      ),
    },
  ]
}

/** The address is shown and never opened from here: it is captured in a browser of its own. */
function Where({ row: { url, platform, note, list } }: { row: SightingView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <span className={css['where']}>
      <bdi title={visible(url)}>{shorten(visible(url), 70, 30)}</bdi>
      <span className={css['under']}>
        <Shown>{platformName(platform, language)}</Shown>
        {list !== null && list.row !== null && ` · ${t('sightings.list', { number: list.number, row: list.row })}`}
      </span>
      {note !== '' && (
        <span className={css['under']}>
          <Shown>{note}</Shown>
        </span>
      )}
    </span>
  )
}

function DayOf({ postedOn, seenOn }: Pick<SightingView, 'postedOn' | 'seenOn'>) {
  const { t } = useTranslation()
  return (
    <>
      <span className={css['under']}>{t(postedOn === null ? 'sightings.seen' : 'sightings.posted')}</span>
      {postedOn ?? seenOn}
    </>
  )
}

export function Reach({ reach }: { reach: number | null }) {
  const language = useLanguage()
  return <>{reach === null ? '' : new Intl.NumberFormat(language).format(reach)}</>
}

function State({ row: { withdrawn, exhibit, queued } }: { row: SightingView }) {
  const { t } = useTranslation()
  if (withdrawn !== null) return <Shown>{t('sightings.state.withdrawn', { reason: withdrawn })}</Shown>
  if (exhibit === null) return <StatusText tone={queued ? 'info' : 'warn'}>{t(queued ? 'sightings.state.queued' : 'sightings.state.unsecured')}</StatusText>
  return (
    <>
      <StatusText tone={exhibit.complete && exhibit.witnessed ? 'ok' : 'info'}>
        {t(exhibit.complete ? 'sightings.state.secured' : 'sightings.state.partial')}, {t(exhibit.witnessed ? 'sightings.state.witnessed' : 'sightings.state.unwitnessed')}
      </StatusText>
      <span className={css['under']}>
        <HashLink to={paths.exhibit(exhibit.id)}>{t('sightings.exhibit', { number: exhibit.number })}</HashLink>
      </span>
    </>
  )
}
