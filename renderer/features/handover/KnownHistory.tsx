import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconFileSearch } from '@tabler/icons-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput, HandOverKnown } from '../../../shared/contract/index.ts'
import { call, ClientError } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { useJob } from '../../client/job.ts'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { digestOf } from './digest.ts'
import { KnownFile } from './KnownFile.tsx'
import css from './handover.module.css'

/** The file that was chosen in the page's dialog for bundles; null: none. */
type Chosen = { token: string; name: string } | null

interface Answer {
  name: string
  sha256: string
  known: HandOverKnown | null
  /** What was chosen when it was asked for: something chosen since is what counts. */
  beside: Chosen
}

/** Drops go to the window itself, which hashes the file; what a person chose in a dialog, here or above (`chosen`), the engine hashes. */
export function KnownHistory({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation()
  const reading = useRef<AbortController | null>(null)
  const [over, setOver] = useState(false)
  const [percent, setPercent] = useState<number | null>(null)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [picked, setPicked] = useState<{ file: NonNullable<Chosen>; beside: Chosen } | null>(null)
  const [failure, setFailure] = useState<ClientError | 'unreadable' | null>(null)
  useEffect(() => () => reading.current?.abort(), [])

  async function look(file: File): Promise<void> {
    reading.current?.abort()
    const controller = new AbortController()
    reading.current = controller
    setAnswer(null)
    setPicked(null)
    setFailure(null)
    setPercent(0)
    try {
      const sha256 = await digestOf(file, (done) => setPercent(Math.floor((100 * done) / file.size)), controller.signal)
      const known = await call('handover.which', { sha256 })
      if (!controller.signal.aborted) setAnswer({ name: file.name, sha256, known, beside: chosen })
    } catch (error) {
      if (!controller.signal.aborted) setFailure(error instanceof ClientError ? error : 'unreadable')
    } finally {
      if (reading.current === controller) setPercent(null)
    }
  }
  // Any file, and by the door's own dialog: it is the engine that may read it.
  const choose = useAction(async () => {
    const file = await call('dialog.bundle', {})
    if (file === null) return
    reading.current?.abort()
    setAnswer(null)
    setFailure(null)
    setPercent(null)
    setPicked({ file, beside: chosen })
  })
  const cancel = () => {
    reading.current?.abort()
    setPercent(null)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files.item(0)
    if (file !== null) void look(file)
  }
  const dropped = answer !== null && answer.beside === chosen ? answer : null
  const asked = picked !== null && picked.beside === chosen ? picked.file : chosen
  return (
    <Panel>
      <Stack>
        <Title order={2}>{t('handover.known.title')}</Title>
        <div
          className={`${css['drop']} ${over ? css['over'] : ''}`}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Text size="sm" mb="sm">
            {over ? t('handover.known.drop') : t('handover.known.lead')}
          </Text>
          <Group>
            <Button variant="default" leftSection={<IconFileSearch size={16} aria-hidden />} onClick={() => void choose.run(undefined)}>
              {t('handover.known.choose')}
            </Button>
            {percent !== null && (
              <>
                <Text size="sm" role="status">
                  {t('handover.known.working', { percent })}
                </Text>
                <Button variant="subtle" size="xs" onClick={cancel}>
                  {t('handover.known.cancel')}
                </Button>
              </>
            )}
          </Group>
        </div>
        {failure === 'unreadable' ? <Notice tone="bad" title={t('handover.known.failed')} role="alert" /> : <ErrorNotice error={failure ?? choose.error} />}
        <div aria-live="polite">
          {dropped !== null && <KnownFile {...dropped} />}
          {dropped === null && percent === null && asked !== null && <OfChosen key={asked.token} chosen={asked} />}
        </div>
      </Stack>
    </Panel>
  )
}

function OfChosen({ chosen }: { chosen: NonNullable<Chosen> }) {
  const job = useJob()
  const { start } = job
  const { token, name } = chosen
  const [found, setFound] = useState<CallOutput<'handover.which-file'> | null>(null)
  useEffect(() => {
    void start((id) => call('handover.which-file', { job: id, chosen: token })).then(setFound)
  }, [token, start])
  if (job.running && job.steps.length > 0) return <JobSteps job={job} />
  return found === null ? <ErrorNotice error={job.error} /> : <KnownFile name={name} {...found} />
}
