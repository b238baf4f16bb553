import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CorrectionView, ExhibitContent, ExhibitView, ReadingView } from '../../../shared/contract/index.ts'
import { PAGE_FIELDS, READING_FIELDS, type ReadPost } from '../../../shared/model/index.ts'
import { formatTime } from '../../ui/format.ts'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import css from './exhibit.module.css'

/** Who posted what, as the tool read it, with the officer's corrections beside. */
export function ReadingTab({ exhibit, content }: { exhibit: ExhibitView; content: ExhibitContent }) {
  const { t } = useTranslation()
  const [corrections, setCorrections] = useState(content.corrections)
  const [post, setPost] = useState<number | null>(null)
  const { reading } = content
  if (reading === null || reading.posts.length === 0) {
    return (
      <Text size="sm">
        {reading?.reader && !reading.reader.found
          ? t('exhibit.reading.noneReader', { name: reading.reader.name, asOf: reading.reader.asOf })
          : t('exhibit.reading.none')}
      </Text>
    )
  }
  const chosen = post === null ? null : (reading.posts[post] ?? null)
  return (
    <Stack>
      <Text size="sm" c="dimmed" maw="68ch">
        {t('exhibit.reading.lead')}
      </Text>
      <Source reading={reading} />
      <ol className={css['posts']}>
        {reading.posts.map((each, index) => (
          <li key={index}>
            <Post post={each} n={index + 1} corrections={corrections.filter((correction) => correction.post === index)} onCorrect={() => setPost(index)} />
          </li>
        ))}
      </ol>
      {chosen !== null && post !== null && (
        <CorrectDialog exhibit={exhibit.id} post={post} read={chosen} onClose={() => setPost(null)} onSaved={setCorrections} />
      )}
    </Stack>
  )
}

function Source({ reading }: { reading: ReadingView }) {
  const { t } = useTranslation()
  const about = PAGE_FIELDS.flatMap((field) => (reading.page[field] === undefined ? [] : [{ field, ...reading.page[field] }]))
  return (
    <Panel>
      <Text size="sm" fw={600}>
        {reading.reader?.found ? t('exhibit.reading.reader', { name: reading.reader.name, asOf: reading.reader.asOf }) : t('exhibit.reading.general')}
      </Text>
      {reading.total > reading.posts.length && <Text size="sm">{t('exhibit.reading.more', { shown: reading.posts.length, total: reading.total })}</Text>}
      {reading.cut && <Text size="sm">{t('exhibit.reading.cut')}</Text>}
      {about.length > 0 && (
        <dl className={css['read']} aria-label={t('exhibit.reading.page')}>
          {about.map(({ field, value, from }) => (
            <Value key={field} label={t(`exhibit.reading.pageFields.${field}`)} value={value} from={from} />
          ))}
        </dl>
      )}
    </Panel>
  )
}

interface PostProps {
  post: ReadPost
  n: number
  corrections: readonly CorrectionView[]
  onCorrect: () => void
}

function Post({ post, n, corrections, onCorrect }: PostProps) {
  const { t } = useTranslation()
  const title = t(`exhibit.reading.${post.kind}`, { n })
  return (
    <Panel>
      <Group justify="space-between" wrap="nowrap" align="start">
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          {post.y === null && (
            <Text size="xs" c="dimmed">
              {t('exhibit.reading.hidden')}
            </Text>
          )}
        </div>
        <Button size="compact-sm" variant="default" onClick={onCorrect} aria-label={t('exhibit.reading.correctNamed', { post: title })}>
          {t('exhibit.reading.correct')}
        </Button>
      </Group>
      <dl className={css['read']}>
        {READING_FIELDS.map((field) => {
          const read = post.fields[field]
          const own = corrections.filter((correction) => correction.field === field)
          if (read === undefined && own.length === 0) return null
          return (
            <Value
              key={field}
              label={t(`exhibit.reading.fields.${field}`)}
              value={read?.value ?? t('common.state.notGiven')}
              from={read?.from ?? null}
              corrections={own}
            />
          )
        })}
      </dl>
    </Panel>
  )
}

function Value({ label, value, from, corrections = [] }: { label: string; value: string; from: string | null; corrections?: readonly CorrectionView[] }) {
  const { t } = useTranslation()
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Shown lines>{value.length > 1500 ? `${value.slice(0, 1500)} …` : value}</Shown>
        {from !== null && (
          <Text size="xs" c="dimmed">
            {t('exhibit.reading.from', { from })}
          </Text>
        )}
        {corrections.map((correction) => (
          <Text key={correction.seq} size="sm" fw={600} mt={4}>
            <Shown>{t('exhibit.reading.corrected', { by: correction.by, when: formatTime(correction.at, 'minute'), value: correction.value })}</Shown>
            {correction.reason !== '' && (
              <Text size="xs" c="dimmed">
                <Shown>{t('exhibit.reading.because', { reason: correction.reason })}</Shown>
              </Text>
            )}
          </Text>
        ))}
      </dd>
    </div>
  )
}
