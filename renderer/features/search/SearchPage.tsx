import { Button, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput, CallOutput } from '../../../shared/contract/index.ts'
import { readSearch } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { EmptyState, PageHeader, Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { type Asked, type Fault, NOTHING, queryOf } from './asked.ts'
import { HitList } from './HitList.tsx'
import { SearchForm } from './SearchForm.tsx'

type Query = CallInput<'search.find'>
type Page = CallOutput<'search.find'>
interface Found {
  query: Query
  hits: Page['hits']
  next: Page['next']
}
interface Kept {
  asked: Asked
  found: Found | null
}

/** In memory, with all else that was read: locking the vault drops it. */
const KEPT = ['search.kept'] as const

/** Looks through all of the vault. What was asked is in no address and no log; it is here again for whoever comes back from a hit. */
export function SearchPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [{ asked, found }, setState] = useState<Kept>(() => client.getQueryData<Kept>(KEPT) ?? { asked: NOTHING, found: null })
  const [fault, setFault] = useState<Fault | null>(null)
  const find = useAction((query: Query) => call('search.find', query))

  const keep = (next: Kept) => {
    setState(next)
    client.setQueryDefaults(KEPT, { gcTime: Infinity })
    client.setQueryData<Kept>(KEPT, next)
  }
  const search = async () => {
    const { query, fault: wrong } = queryOf(asked)
    setFault(wrong)
    if (query === null) return
    const page = await find.run(query)
    if (page !== null) keep({ asked, found: { query, ...page } })
  }
  const older = async ({ query, hits, next }: Found) => {
    const page = await find.run({ ...query, after: next })
    if (page !== null) keep({ asked, found: { query, hits: [...hits, ...page.hits], next: page.next } })
  }

  return (
    <>
      <PageHeader title={t('search.title')} lead={t('search.lead')} />
      <SearchForm
        asked={asked}
        fault={fault}
        pending={find.pending}
        onChange={(change) => setState({ asked: { ...asked, ...change }, found })}
        onSubmit={() => void search()}
        onClear={() => {
          setFault(null)
          find.reset()
          keep({ asked: NOTHING, found: null })
        }}
      />
      <ErrorNotice error={find.error} />
      <Short text={found?.query.text ?? ''} />
      <p role="status">{found === null ? '' : t(found.next === null ? 'search.shown' : 'search.more', { count: found.hits.length })}</p>
      <Panel padded={false}>
        {found === null ? (
          <EmptyState title={t('search.start.title')} lead={t('search.start.lead')} />
        ) : found.hits.length === 0 ? (
          <EmptyState title={t(found.next === null ? 'search.none.title' : 'search.noneYet.title')} lead={t(found.next === null ? 'search.none.lead' : 'search.noneYet.lead')} />
        ) : (
          <HitList hits={found.hits} />
        )}
      </Panel>
      {found !== null && found.next !== null && (
        <Button mt="sm" variant="default" onClick={() => void older(found)} loading={find.pending}>
          {t('search.older')}
        </Button>
      )}
      <Text size="sm" c="dimmed" mt="lg" maw="72ch">
        {t('search.covered')} {t('search.kept')}
      </Text>
      <Text size="sm" c="dimmed" mt={6} maw="72ch">
        {t('search.purpose')}
      </Text>
    </>
  )
}

/** Never left aside unsaid: words that were too short to be looked for. */
function Short({ text }: { text: string }) {
  const { t } = useTranslation()
  const { short } = readSearch(text)
  if (short.length === 0) return null
  return <Notice tone="info" role="status" title={<Shown>{t('search.short', { count: short.length, words: short.map((word) => `”${word}”`).join(', ') })}</Shown>} />
}
