import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitView } from '../../../shared/contract/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { href, paths } from '../../client/paths.ts'
import { formatBytes } from '../../ui/format.ts'
import { CompletenessNotes } from '../../ui/CompletenessNotes.tsx'
import { Facts, Panel } from '../../ui/Page.tsx'
import { CompletenessText, WitnessBadge } from '../../ui/Status.tsx'
import { Time } from '../../ui/Time.tsx'
import { Shown } from '../../ui/Shown.tsx'

export interface CaptureResultProps {
  exhibit: ExhibitView
  onAnother: () => void
  onCase: () => void
}

export function CaptureResult({ exhibit, onAnother, onCase }: CaptureResultProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const partial = exhibit.completeness?.verdict === 'partial'
  const source = exhibit.source !== null && 'finalUrl' in exhibit.source ? exhibit.source : null
  return (
    <Panel>
      <Stack>
        <div>
          <Title order={2} ref={heading} tabIndex={-1}>
            {t(partial ? 'capture.result.partialTitle' : 'capture.result.title')}
          </Title>
          <Text size="sm">{t('capture.result.saved', { number: exhibit.number })}</Text>
        </div>
        <Group gap="lg">
          <CompletenessText completeness={exhibit.completeness} />
          <WitnessBadge exhibit={exhibit} />
        </Group>
        <Facts
          facts={[
            { label: t('capture.result.pageTitle'), value: <Shown>{source?.pageTitle || t('common.state.notGiven')}</Shown>, wide: true },
            source === null ? null : { label: t('capture.result.final'), value: <Shown>{source.finalUrl}</Shown>, wide: true },
            { label: t('capture.result.time'), value: <Time at={exhibit.acquiredAt} precision="second" /> },
            { label: t('capture.result.status'), value: source?.status ?? t('common.state.notGiven') },
            { label: t('capture.result.files'), value: exhibit.artefacts.length },
            { label: t('capture.result.size'), value: formatBytes(exhibit.bytes, language) },
          ]}
        />
        <CompletenessNotes completeness={exhibit.completeness} />
        {!partial && (
          <Text size="sm" c="dimmed">
            {t('capture.result.complete')}
          </Text>
        )}
        <Text size="sm" fw={600}>
          {t('capture.result.next')}
        </Text>
        <Group>
          <Button component="a" href={href(paths.witness(exhibit.id))}>
            {t('capture.result.witness')}
          </Button>
          <Button variant="default" component="a" href={href(paths.exhibit(exhibit.id))}>
            {t('capture.result.open')}
          </Button>
          <Button variant="default" onClick={onAnother}>
            {t('capture.result.another')}
          </Button>
          <Button variant="subtle" onClick={onCase}>
            {t('capture.result.toCase')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  )
}
