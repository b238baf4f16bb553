import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconPlaylistAdd } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SightingsAdded } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { TakenReport } from '../../ui/TakenReport.tsx'

/** As the contract's bound of `sighting.add`, in UTF-16 units. */
const LONGEST = 500_000

export function PasteForm({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  const input = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const [fault, setFault] = useState<'missing' | 'tooLong' | null>(null)
  const [report, setReport] = useState<SightingsAdded | null>(null)
  const add = useAction(async (pasted: string) => call('sighting.add', { case: caseId, text: pasted }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const wrong = text.trim() === '' ? 'missing' : text.length > LONGEST ? 'tooLong' : null
    setFault(wrong)
    if (wrong !== null) return input.current?.focus()
    const added = await add.run(text)
    setReport(added)
    if (added !== null) setText('')
  }
  return (
    <Panel>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="sm">
          <Text size="sm" maw="68ch">
            {t('sightings.lead')}
          </Text>
          <Textarea
            ref={input}
            label={t('sightings.paste.label')}
            description={t('sightings.paste.hint')}
            placeholder="https://"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={fault === null ? null : t(`sightings.paste.${fault}`)}
            autosize
            minRows={3}
            maxRows={12}
            autoComplete="off"
            spellCheck={false}
          />
          <ErrorNotice error={add.error} />
          <Group>
            <Button type="submit" loading={add.pending} leftSection={<IconPlaylistAdd size={16} aria-hidden />}>
              {t('sightings.paste.submit')}
            </Button>
          </Group>
          {/* Always there, so that what comes into it is read out. */}
          <div role="status">{report !== null && <AddedReport report={report} />}</div>
        </Stack>
      </form>
    </Panel>
  )
}

function AddedReport({ report: { added, known, filled, told, cut } }: { report: SightingsAdded }) {
  const { t } = useTranslation()
  return (
    <TakenReport
      title={added === 0 ? t('sightings.result.none') : t('sightings.result.added', { count: added })}
      notes={[
        ...(known > 0 ? [t('sightings.result.known', { count: known })] : []),
        ...(filled > 0 ? [t('sightings.result.filled', { count: filled })] : []),
        ...(cut ? [t('sightings.result.cut')] : []),
      ]}
      cut={cut}
      details={t('sightings.result.details')}
      left={told.map(({ line, text, outcome }) => ({ line: t('sightings.result.line', { line }), text, outcome: t(`sightings.result.outcome.${outcome}`) }))}
    />
  )
}
