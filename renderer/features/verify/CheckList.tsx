import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CheckReport, CheckResult } from '../../../shared/contract/index.ts'
import { textOr } from '../../client/i18n.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusText, type Tone } from '../../ui/Status.tsx'

const TONES: Record<CheckResult['result'], Tone> = { pass: 'ok', fail: 'bad', 'not-checked': 'warn' }
const ORDER: Record<CheckResult['result'], number> = { fail: 0, 'not-checked': 1, pass: 2 }
const VERDICTS: Record<CheckReport['verdict'], Tone> = { ok: 'ok', incomplete: 'warn', failed: 'bad' }

/** Every check by its name, what failed first; the verdict never stands alone. */
export function CheckList({ report }: { report: CheckReport }) {
  const { t } = useTranslation()
  const rows = report.checks.map((check, at) => ({ ...check, at })).sort((a, b) => ORDER[a.result] - ORDER[b.result] || a.at - b.at)
  const count = (result: CheckResult['result']) => rows.filter((check) => check.result === result).length
  // A tick beside "all" would claim what wasn't looked at.
  const verdict = report.verdict === 'ok' && count('not-checked') > 0 ? 'okSoFar' : report.verdict
  return (
    <Stack w="100%">
      <Notice tone={VERDICTS[report.verdict]} role="status" title={t(`bundle.checks.verdict.${verdict}`, { pass: count('pass'), count: rows.length })}>
        <Text size="sm">{t('bundle.checks.count', { pass: count('pass'), fail: count('fail'), other: count('not-checked') })}</Text>
        <Text size="sm">{t('bundle.checks.means')}</Text>
      </Notice>
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
            { key: 'name', header: t('bundle.checks.name'), cell: (check) => <CheckName name={check.name} /> },
            {
              key: 'detail',
              header: t('bundle.checks.detail'),
              cell: (check) => (
                <>
                  {check.item !== null && (
                    <Text size="sm" fw={600} ff="monospace">
                      {check.item}
                    </Text>
                  )}
                  {check.result !== 'pass' && <CheckDetail check={check} asked={report.verdict !== 'ok'} />}
                </>
              ),
            },
          ]}
        />
      </Panel>
    </Stack>
  )
}

/** Where the names of checks stand: of bundles, of a locked vault, of an open one. */
const NAMES = ['verify.checks', 'vaultNotes.checks', 'bundle.check.names'] as const

function CheckName({ name }: { name: string }) {
  const { t } = useTranslation()
  const text = NAMES.map((area) => textOr(t, `${area}.${name}`, '')).find((found) => found !== '') ?? name
  const explained = textOr(t, `verify.explain.${name}`, '')
  return (
    <>
      {text}
      {explained !== '' && (
        <Text size="xs" c="dimmed">
          {explained}
        </Text>
      )}
    </>
  )
}

interface CheckDetailProps {
  check: CheckResult
  /** Whether something that was promised may be among what wasn't checked: then the reason isn't the usual one. */
  asked: boolean
}

/** The engine's own detail is plain English for whoever has to look into it. */
function CheckDetail({ check, asked }: CheckDetailProps) {
  const { t } = useTranslation()
  const why = check.result === 'not-checked' && !asked ? textOr(t, `bundle.checks.why.${check.name}`, '') : ''
  if (why !== '') return <Text size="sm">{why}</Text>
  return (
    <Text size="xs" c="dimmed">
      {t('bundle.checks.technical')}: <span lang="en">{check.detail}</span>
    </Text>
  )
}
