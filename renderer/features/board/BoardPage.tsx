import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Board, BoardCase } from '../../../shared/contract/index.ts'
import type { Step } from '../../../shared/model/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { useCall } from '../../client/hooks.ts'
import { paths } from '../../client/paths.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState, HashLink, NameLink, PageHeader, Panel, Pending } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { RetentionDueList } from '../disposal/RetentionDue.tsx'
import { dueText, leftText, toneOf } from '../steps/Dues.tsx'
import { nextText } from '../steps/StepRail.tsx'
import css from './board.module.css'

/** Over all cases: what waits for whom, and what runs out. */
export function BoardPage() {
  const { t } = useTranslation()
  const board = useCall('board.get', {})
  return (
    <>
      <PageHeader title={t('guide.board.title')} lead={t('guide.board.lead')} />
      {board.data === undefined ? (
        <Pending query={board} />
      ) : board.data.cases.length === 0 ? (
        <Panel padded={false}>
          <EmptyState title={t('guide.board.none.title')} lead={t('guide.board.none.lead')} />
        </Panel>
      ) : (
        <>
          <Dues board={board.data} />
          <Cases cases={board.data.cases} />
          <RetentionDueList />
        </>
      )}
    </>
  )
}

function Dues({ board: { dues } }: { board: Board }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className={css['block']}>
      <Title order={2} size="h4" mb={6}>
        {t('guide.due.title')}
      </Title>
      <Panel padded={false}>
        {dues.length === 0 ? (
          <EmptyState title={t('guide.due.none')} />
        ) : (
          <DataTable
            caption={t('guide.due.caption')}
            rows={dues}
            rowKey={(due) => `${due.case} ${due.what} ${due.day} ${due.record ?? ''} ${due.subject}`}
            columns={[
              {
                key: 'day',
                header: t('guide.due.day'),
                kind: 'tight',
                cell: (due) => (
                  <>
                    <time dateTime={due.day}>{due.day}</time>
                    <br />
                    <StatusText tone={toneOf(due)}>{leftText(due.left, t)}</StatusText>
                  </>
                ),
              },
              { key: 'what', header: t('guide.due.what'), cell: (due) => <Shown>{dueText(due, t, language)}</Shown> },
              { key: 'where', header: t('guide.due.where'), kind: 'tight', cell: (due) => <HashLink to={paths.step(due.case, due.step)}>{t(`guide.step.${due.step}`)}</HashLink> },
              { key: 'case', header: t('guide.due.case'), kind: 'tight', cell: (due) => <HashLink to={paths.case(due.case)}>{t('casePage.number', { number: due.number })}</HashLink> },
            ]}
          />
        )}
      </Panel>
    </section>
  )
}

function Cases({ cases }: { cases: readonly BoardCase[] }) {
  const { t } = useTranslation()
  return (
    <section className={css['block']}>
      <Title order={2} size="h4" mb={6}>
        {t('guide.board.cases')}
      </Title>
      <Panel padded={false}>
        <DataTable
          caption={t('guide.board.caption')}
          rows={cases}
          rowKey={({ id }) => id}
          columns={[
            { key: 'number', header: t('casePage.list.number'), kind: 'number', cell: ({ number }) => number },
            { key: 'case', header: t('guide.due.case'), cell: ({ id, title }) => <NameLink to={paths.case(id)}>{title}</NameLink> },
            { key: 'todo', header: t('guide.board.todo'), cell: (row) => <Waiting row={row} items={row.todo} /> },
            { key: 'waiting', header: t('guide.board.waiting'), cell: (row) => <Waiting row={row} items={row.waiting} /> },
            { key: 'counts', header: t('guide.board.counts'), cell: (row) => <Counts row={row} /> },
          ]}
        />
      </Panel>
    </section>
  )
}

function Waiting({ row, items }: { row: BoardCase; items: BoardCase['todo'] }) {
  const { t } = useTranslation()
  if (items.length === 0) return <>{t('guide.board.nothing')}</>
  return (
    <ul className={css['items']}>
      {items.map(({ step, what, count }: { step: Step } & BoardCase['todo'][number]) => (
        <li key={step}>
          <HashLink to={paths.step(row.id, step)}>{nextText({ what, count }, t)}</HashLink>
        </li>
      ))}
    </ul>
  )
}

function Counts({ row: { exhibits, unwitnessed, unsecured, partial } }: { row: BoardCase }) {
  const { t } = useTranslation()
  if (exhibits + unsecured === 0) return <>{t('records.noExhibits')}</>
  if (unwitnessed + unsecured + partial === 0) return <StatusText tone="ok">{t('guide.board.allThere')}</StatusText>
  return (
    <ul className={css['items']}>
      {unsecured > 0 && (
        <li>
          <StatusText tone="warn">{t('guide.board.unsecured', { count: unsecured })}</StatusText>
        </li>
      )}
      {unwitnessed > 0 && (
        <li>
          <StatusText tone="warn">{t('guide.board.unwitnessed', { count: unwitnessed })}</StatusText>
        </li>
      )}
      {partial > 0 && (
        <li>
          <StatusText tone="info">{t('guide.board.partial', { count: partial })}</StatusText>
        </li>
      )}
    </ul>
  )
}
