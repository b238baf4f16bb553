import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ExhibitView } from '../../../shared/contract/index.ts'
import { href, paths } from '../../client/paths.ts'
import { formatTime } from '../../ui/format.ts'
import { HashText } from '../../ui/HashText.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { Shown } from '../../ui/Shown.tsx'
import css from './exhibit.module.css'

export function Statements({ exhibit }: { exhibit: ExhibitView }) {
  const { t } = useTranslation()
  const add = (
    <Button component="a" href={href(paths.witness(exhibit.id))} variant="default">
      {t('exhibit.witnesses.add')}
    </Button>
  )
  if (exhibit.attestations.length === 0) {
    return (
      <Notice tone="warn" title={t('common.witness.none')} action={add}>
        {t('exhibit.witnesses.none')}
      </Notice>
    )
  }
  return (
    <Stack>
      {exhibit.attestations.map((attestation) => (
        <Panel key={attestation.seq}>
          <Stack gap="xs">
            <Group justify="space-between">
              <Title order={2} size="h3">
                <Shown>{attestation.witness.name}</Shown>
                {attestation.witness.title !== '' && (
                  <>
                    , <Shown>{attestation.witness.title}</Shown>
                  </>
                )}
              </Title>
              <StatusText tone="ok">{t(`common.witness.${attestation.grade}`)}</StatusText>
            </Group>
            <Text size="sm" c="dimmed">
              {t('exhibit.witnesses.signed', { when: formatTime(attestation.at, 'second') })}
              {attestation.witness.relation !== '' && ` · ${t('exhibit.witnesses.relation', { relation: attestation.witness.relation })}`}
            </Text>
            <blockquote className={css['statement']} lang={attestation.language}>
              <Shown lines>{attestation.statement}</Shown>
            </blockquote>
            <Text size="xs" c="dimmed" component="div">
              {t('exhibit.witnesses.key')}: <HashText value={attestation.kid} label={t('exhibit.witnesses.key')} />
            </Text>
          </Stack>
        </Panel>
      ))}
      <Group>{add}</Group>
    </Stack>
  )
}
