import { Button, Collapse, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitView } from '../../../shared/contract/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { formatBytes } from '../../ui/format.ts'
import { HashText } from '../../ui/HashText.tsx'
import { Facts, Panel } from '../../ui/Page.tsx'
import { Time } from '../../ui/Time.tsx'
import { Shown } from '../../ui/Shown.tsx'
import css from './exhibit.module.css'

/** First 16 hex digits: short enough to read aloud. */
const SHORT = 16

/** The few facts that are always wanted, and the rest on request, so that the evidence itself stays in sight. */
export function ExhibitFacts({ exhibit }: { exhibit: ExhibitView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  const [open, { toggle }] = useDisclosure(false)
  const { source } = exhibit
  const page = source !== null && 'finalUrl' in source ? source : null
  const file = source !== null && 'fileName' in source ? source : null
  const received = source !== null && 'verdict' in source ? source : null
  const Chevron = open ? IconChevronUp : IconChevronDown
  return (
    <Panel>
      <Facts
        label={t('exhibit.facts.label')}
        facts={[
          { label: t(received === null ? 'exhibit.facts.acquired' : 'received.facts.at'), value: <Time at={exhibit.acquiredAt} precision="second" /> },
          { label: t(received === null ? 'exhibit.facts.by' : 'received.facts.by'), value: <Shown>{exhibit.acquiredBy}</Shown> },
          {
            label: t('exhibit.facts.kind'),
            value: `${t(`common.kind.${exhibit.kind}`)}, ${formatBytes(exhibit.bytes, language)}`,
          },
          {
            label: t('exhibit.facts.fingerprintShort'),
            value: <HashText value={exhibit.contentRoot.slice(0, SHORT)} label={t('common.hash.fingerprint')} />,
          },
          page === null ? null : { label: t('exhibit.facts.url'), value: <Shown>{page.finalUrl}</Shown>, wide: true },
        ]}
      />
      <Button
        variant="subtle"
        size="compact-sm"
        mt="xs"
        ml={-8}
        onClick={toggle}
        aria-expanded={open}
        aria-controls={id}
        rightSection={<Chevron size={15} aria-hidden />}
      >
        {t('exhibit.facts.more')}
      </Button>
      <Collapse expanded={open} id={id} transitionDuration={0}>
        <div className={css['more']}>
          <Facts
            facts={[
              page === null ? null : { label: t('exhibit.facts.requested'), value: <Shown>{page.requestedUrl}</Shown>, wide: true },
              file === null ? null : { label: t('exhibit.facts.fileName'), value: <Shown>{file.fileName}</Shown> },
              file === null || file.modifiedAt === null
                ? null
                : { label: t('exhibit.facts.modified'), value: <Time at={file.modifiedAt} precision="second" /> },
              { label: t('exhibit.facts.entry'), value: exhibit.seq },
              {
                label: t('exhibit.facts.fingerprint'),
                value: (
                  <>
                    <HashText value={exhibit.contentRoot} label={t('common.hash.fingerprint')} />
                    <Text size="xs" c="dimmed">
                      {t('exhibit.facts.fingerprintHint')}
                    </Text>
                  </>
                ),
                wide: true,
              },
            ]}
          />
        </div>
      </Collapse>
    </Panel>
  )
}
