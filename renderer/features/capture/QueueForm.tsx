import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconPlaylistAdd } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput, LinkFinding } from '../../../shared/contract/index.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { TakenReport } from '../../ui/TakenReport.tsx'
import type { Queue } from './useQueue.ts'

/** As the contract's bound of `queue.add`, in UTF-16 units. */
const LONGEST = 500_000

export function QueueForm({ queue: { add } }: { queue: Queue }) {
  const { t } = useTranslation()
  const input = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const [fault, setFault] = useState<'linksMissing' | 'linksTooLong' | null>(null)
  const [report, setReport] = useState<CallOutput<'queue.add'> | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const wrong = text.trim() === '' ? 'linksMissing' : text.length > LONGEST ? 'linksTooLong' : null
    setFault(wrong)
    if (wrong !== null) return input.current?.focus()
    const added = await add.run(text)
    setReport(added)
    if (added !== null) setText('')
  }

  return (
    <Panel>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          <Text size="sm" maw="68ch">
            {t('queue.lead')}
          </Text>
          <Textarea
            ref={input}
            label={t('queue.links')}
            description={t('queue.linksHint')}
            placeholder="https://"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={fault === null ? null : t(`queue.${fault}`)}
            autosize
            minRows={4}
            maxRows={12}
            autoComplete="off"
            spellCheck={false}
          />
          <ErrorNotice error={add.error} />
          <Group>
            <Button type="submit" loading={add.pending} leftSection={<IconPlaylistAdd size={16} aria-hidden />}>
              {t('queue.add')}
            </Button>
          </Group>
          {/* Always there, so that what comes into it is read out. */}
          <div role="status">{report !== null && <Report findings={report.findings} cut={report.cut} />}</div>
        </Stack>
      </form>
    </Panel>
  )
}

function Report({ findings, cut }: { findings: readonly LinkFinding[]; cut: boolean }) {
  const { t } = useTranslation()
  const left = findings.filter(({ outcome }) => outcome !== 'added')
  const added = findings.length - left.length
  return (
    <TakenReport
      title={added === 0 ? t('queue.report.none') : t('queue.report.added', { count: added })}
      notes={cut ? [t('queue.report.cut')] : []}
      cut={cut}
      details={t('queue.report.details')}
      left={left.map(({ line, text, outcome }) => ({ line: t('queue.report.line', { line }), text, outcome: t(`queue.report.outcome.${outcome}`) }))}
    />
  )
}
