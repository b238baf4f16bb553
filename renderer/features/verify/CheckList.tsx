import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../../shared/encoding/index.ts'
import type { CheckReport, CheckResult } from '../../../shared/contract/index.ts'
import { textOr, type Translate } from '../../../shared/locales/index.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusText, type Tone } from '../../ui/Status.tsx'
import css from './verify.module.css'

const TONES: Record<CheckResult['result'], Tone> = { pass: 'ok', fail: 'bad', 'not-checked': 'warn' }
const ORDER: Record<CheckResult['result'], number> = { fail: 0, 'not-checked': 1, pass: 2 }
const VERDICTS: Record<CheckReport['verdict'], Tone> = { ok: 'ok', incomplete: 'warn', failed: 'bad' }

export interface CheckListProps {
  report: CheckReport
  /** What was checked: it decides what to do about a failure. */
  of: 'bundle' | 'vault' | 'receipt' | 'kinship'
  /** Stands right below the verdict. */
  children?: ReactNode
}

/** Every check by its name, what failed first; the verdict never stands alone. */
export function CheckList({ report, of, children }: CheckListProps) {
  const { t } = useTranslation()
  const rows = report.checks.map((check, at) => ({ ...check, at })).sort((a, b) => ORDER[a.result] - ORDER[b.result] || a.at - b.at)
  const count = (result: CheckResult['result']) => rows.filter((check) => check.result === result).length
  // A tick beside "all" would claim what wasn't looked at.
  const verdict = report.verdict === 'ok' && count('not-checked') > 0 ? 'okSoFar' : report.verdict
  return (
    <Stack w="100%">
      <Notice tone={VERDICTS[report.verdict]} role="status" title={of === 'kinship' ? t(`kinship.verdict.${report.verdict}`) : t(`bundle.checks.verdict.${verdict}`, { pass: count('pass'), count: rows.length })}>
        <Text size="sm">{t('bundle.checks.count', { pass: count('pass'), fail: count('fail'), other: count('not-checked') })}</Text>
        <Text size="sm">{of === 'kinship' ? t(`kinship.means.${report.verdict}`) : t(`bundle.checks.means.${verdict}`)}</Text>
        {verdict === 'failed' && of !== 'kinship' && <Text size="sm">{t(`bundle.checks.act.${of}`)}</Text>}
      </Notice>
      {children}
      <Panel padded={false}>
        <DataTable
          caption={t('bundle.checks.caption')}
          rows={rows}
          rowKey={(check) => String(check.at)}
          columns={[
            {
              key: 'result',
              header: t('bundle.checks.result'),
              kind: 'tight',
              cell: (check) => <StatusText tone={TONES[check.result]}>{t(`bundle.checks.${check.result}`)}</StatusText>,
            },
            { key: 'name', header: t('bundle.checks.name'), cell: (check) => <Check check={check} /> },
          ]}
        />
      </Panel>
    </Stack>
  )
}

/** Where the words of a check stand: of a bundle, of a vault, and of two bundles side by side. */
const NAMES = ['verify.checks', 'vaultNotes.checks', 'kinship.checks'] as const

/** What a check means by how it came out: what it shows where it holds must never stand beside a failure. */
const SENTENCES = {
  pass: ['verify.explain', 'vaultNotes.holds', 'kinship.holds'],
  fail: ['verify.fails', 'vaultNotes.fails', 'kinship.fails'],
  'not-checked': ['verify.unchecked', 'vaultNotes.unchecked', 'kinship.unchecked'],
} as const

/** Complete in the reader's language; the engine's own detail is plain English for whoever has to look into it. */
function Check({ check: { name, result, item, detail } }: { check: CheckResult }) {
  const { t } = useTranslation()
  const first = (areas: readonly string[]) => areas.map((area) => textOr(t, `${area}.${name}`, '')).find((found) => found !== '')
  return (
    <div className={css['check']}>
      <Text size="sm" fw={600}>
        {first(NAMES) ?? name}
      </Text>
      <Text size="sm" {...(result === 'pass' ? { c: 'dimmed' } : {})}>
        {first(SENTENCES[result])}
      </Text>
      {item !== null && (
        <Text size="sm">
          {t('bundle.checks.detail')}: <bdi className={css['item']}>{itemName(t, item)}</bdi>
        </Text>
      )}
      {result !== 'pass' && (
        <Text size="xs" c="dimmed">
          {t('bundle.checks.technical')}: <span lang="en">{visible(detail)}</span>
        </Text>
      )}
    </div>
  )
}

const ITEM = /^(exhibit|entry|checkpoint) (\d+)(?:: (.+))?$/s

/** What a check names: the file as it is called, and what the engine counts in the reader's language. */
function itemName(t: Translate, item: string): string {
  const [, what, number = '', rest] = ITEM.exec(item) ?? []
  if (what === undefined) return visible(item)
  const named = t(`bundle.checks.item.${what as 'exhibit' | 'entry' | 'checkpoint'}`, { number })
  return rest === undefined ? named : `${named}: ${rest === 'pictures' ? t('bundle.checks.item.pictures') : visible(rest)}`
}
