import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CheckView, ReportedPost } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { dynamicText } from '../../../shared/locales/index.ts'
import { paths } from '../../client/paths.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { HashLink } from '../../ui/Page.tsx'
import { StatusText, type Tone } from '../../ui/Status.tsx'
import { Time } from '../../ui/Time.tsx'
import css from './steps.module.css'

const TONES = { up: 'warn', changed: 'warn', 'text-gone': 'info', gone: 'ok', walled: 'quiet', failed: 'quiet', loaded: 'quiet' } as const satisfies Record<CheckView['finding'], Tone>

/** What a check found, with what it rests on, and no more than that. */
export function CheckText({ check: { finding, status, sign, words } }: { check: CheckView }) {
  const { t } = useTranslation()
  const key = finding === 'gone' && sign !== null ? 'goneSaid' : finding === 'walled' ? `walled.${sign ?? 'login-wall'}` : finding
  return <StatusText tone={TONES[finding]}>{dynamicText(t, `rechecks.finding.${key}`, { status: status ?? '–', found: words?.found ?? 0, lines: words?.lines ?? 0 })}</StatusText>
}

export function CheckHistory({ post: { url, checks, checksTotal } }: { post: ReportedPost }) {
  const { t } = useTranslation()
  return (
    <>
      <DataTable
        caption={t('rechecks.historyOf', { url: visible(url) })}
        rows={checks}
        rowKey={({ seq }) => String(seq)}
        columns={[
          {
            key: 'day',
            header: t('rechecks.day'),
            kind: 'tight',
            cell: ({ asked, by }) => (
              <>
                <Time at={asked} />
                <span className={css['under']}>{t(`rechecks.by.${by}`)}</span>
              </>
            ),
          },
          {
            key: 'found',
            header: t('rechecks.found'),
            cell: (check) => (
              <>
                <CheckText check={check} />
                {check.isNew && <span className={css['under']}>{t('rechecks.isNew')}</span>}
              </>
            ),
          },
          { key: 'exhibit', header: t('rechecks.exhibit'), kind: 'tight', cell: ({ exhibit, number }) => <HashLink to={paths.exhibit(exhibit)}>{t('exhibit.number', { number })}</HashLink> },
        ]}
      />
      {checksTotal > checks.length && (
        <Text size="xs" c="dimmed">
          {t('rechecks.more', { shown: checks.length, total: checksTotal })}
        </Text>
      )}
    </>
  )
}
