import { Button, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { textOr } from '../../../shared/locales/index.ts'
import type { Comparison } from '../../../shared/model/index.ts'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import css from './comparison.module.css'

export interface DifferencesProps {
  comparison: Comparison
  /** Shows a stretch of the pictures; null: they aren't shown here. */
  onGo: ((at: number) => void) | null
}

/** What the program lists, all of it and nothing else. Every text in it is a stranger's. */
export function Differences({ comparison, onGo }: DifferencesProps) {
  const { t } = useTranslation()
  const { text, picture, posts } = comparison
  const parts = [text, picture, posts]
  const total = parts.reduce((sum, part) => sum + part.total, 0)
  const partly = parts.some(({ result }) => result === 'not-compared')
  return (
    <section aria-label={t('sitting.differences.title')}>
      <Title order={2} mb="xs">
        {t('sitting.differences.title')}
      </Title>
      <Text component="div" mb="sm">
        {total > 0 ? (
          <StatusText tone="warn">{t('sitting.differences.some', { count: total })}</StatusText>
        ) : (
          !partly && <StatusText tone="ok">{t('sitting.differences.none')}</StatusText>
        )}
        {partly && <StatusText tone="info">{t('sitting.differences.partly')}</StatusText>}
      </Text>
      <div className={css['parts']}>
        <Part name="text" found={text}>
          {text.list.map(({ kind, saved, loaded, line }, at) => (
            // A list that never changes: its place is its name.
            <li key={at}>
              <b>{t(`sitting.differences.kind.${kind}`)}</b>, {t('sitting.differences.line', { line })}
              <Sides kind={kind} saved={saved} loaded={loaded} />
            </li>
          ))}
        </Part>
        <Part name="picture" found={picture}>
          {picture.list.map(({ saved, loaded }, at) => (
            <li key={at}>
              <b>{t('sitting.differences.stretch', { n: at + 1 })}</b>
              <span>{t('sitting.differences.savedValue', { text: rowsText(saved) })}</span>
              <span>{t('sitting.differences.loadedValue', { text: rowsText(loaded) })}</span>
              {onGo !== null && (
                <Button variant="subtle" size="compact-sm" ml={-8} onClick={() => onGo(at)}>
                  {t('sitting.differences.go', { n: at + 1 })}
                </Button>
              )}
            </li>
          ))}
        </Part>
        <Part name="posts" found={posts}>
          {posts.list.map(({ kind, post, field, saved, loaded }, at) => (
            <li key={at}>
              <b>{t(`sitting.differences.kind.${kind}`)}</b>: <Shown>{post}</Shown>,{' '}
              {field === null ? t('sitting.differences.whole') : textOr(t, `exhibit.reading.fields.${field}`, field)}
              <Sides kind={kind} saved={saved} loaded={loaded} />
            </li>
          ))}
        </Part>
      </div>
    </section>
  )

  function rowsText({ top, rows }: { top: number; rows: number }): string {
    return rows === 0 ? t('sitting.differences.stretchNone') : t('sitting.differences.stretchRows', { top, rows })
  }
}

function Sides({ kind, saved, loaded }: { kind: 'gone' | 'new' | 'edited'; saved: string; loaded: string }) {
  const { t } = useTranslation()
  return (
    <>
      {kind !== 'new' && saved !== '' && <span>{t('sitting.differences.savedValue', { text: saved })}</span>}
      {kind !== 'gone' && loaded !== '' && <span>{t('sitting.differences.loadedValue', { text: loaded })}</span>}
    </>
  )
}

interface PartProps {
  name: 'text' | 'picture' | 'posts'
  found: Pick<Comparison['text'], 'result' | 'why' | 'total'> & { list: readonly unknown[] }
  children: ReactNode
}

function Part({ name, found, children }: PartProps) {
  const { t } = useTranslation()
  const { result, why, total, list } = found
  return (
    <div>
      <Title order={3}>
        {t(`sitting.differences.${name}`)}
        {total > 0 && ` (${total})`}
      </Title>
      {result === 'same' && <Text size="sm">{t('sitting.differences.same')}</Text>}
      {result === 'not-compared' && <Text size="sm">{t(`sitting.differences.why.${why ?? 'failed'}`)}</Text>}
      {list.length > 0 && <ul className={css['list']}>{children}</ul>}
      {list.length > 0 && list.length < total && (
        <Text size="xs" c="dimmed" mt={6}>
          {t('sitting.differences.showing', { shown: list.length, total })}
        </Text>
      )}
    </div>
  )
}
