import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleView, ExportProfile } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { formatBytes, groupsOfFour } from '../../ui/format.ts'
import { Fingerprint, HashText } from '../../ui/HashText.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Facts, Panel } from '../../ui/Page.tsx'
import { PrintSheet } from '../../ui/PrintSheet.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimestampResult } from './TimestampResult.tsx'
import { Shown } from '../../ui/Shown.tsx'

export interface BundleResultProps {
  bundle: BundleView
  profile: ExportProfile
  onAgain: () => void
  onCase: () => void
  onHandOver: () => void
}

const TONES = { ok: 'ok', incomplete: 'warn', failed: 'bad' } as const

export function BundleResult({ bundle, profile, onAgain, onCase, onHandOver }: BundleResultProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <Panel>
      <Stack>
        <Title order={2} ref={heading} tabIndex={-1}>
          {t(bundle.verdict === 'failed' ? 'bundle.result.failedTitle' : 'bundle.result.title')}
        </Title>
        <Notice tone={TONES[bundle.verdict]} title={t('bundle.result.verdict')}>
          {t(`bundle.result.verdicts.${bundle.verdict}`)}
        </Notice>
        <Facts
          facts={[
            { label: t('bundle.result.kind'), value: <strong>{t(`bundle.result.kinds.${profile}`)}</strong> },
            { label: t('bundle.result.file'), value: <Shown>{bundle.name}</Shown> },
            { label: t('bundle.result.place'), value: <Shown>{bundle.place}</Shown> },
            { label: t('bundle.result.size'), value: formatBytes(bundle.bytes, language) },
            { label: t('bundle.result.sha256'), value: <HashText value={bundle.sha256} label={t('bundle.result.sha256')} />, wide: true },
          ]}
        />
        <Text size="sm">{t('bundle.result.together', { name: visible(bundle.name) })}</Text>
        <div>
          <Title order={3}>{t('bundle.result.fingerprint')}</Title>
          <Text size="sm" my={6}>
            <strong>{t('bundle.result.write')}.</strong> {t('bundle.result.writeText')}
          </Text>
          <Fingerprint value={bundle.fingerprint} label={t('bundle.result.fingerprint')} />
        </div>
        <TimestampResult bundle={bundle} />
        <Group>
          {bundle.verdict !== 'failed' && <Button onClick={onHandOver}>{t('handover.list.act')}</Button>}
          <Button variant={bundle.verdict === 'failed' ? 'filled' : 'default'} onClick={onCase}>
            {t('bundle.result.toCase')}
          </Button>
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {t('bundle.result.printSlip')}
          </Button>
          <Button variant="subtle" onClick={onAgain}>
            {t('bundle.result.again')}
          </Button>
        </Group>
        <PrintSheet>
          <h1>{bundle.name}</h1>
          <p>
            {t('bundle.result.kind')}: {t(`bundle.result.kinds.${profile}`)}
          </p>
          <p>
            {t('bundle.result.size')}: {formatBytes(bundle.bytes, language)}
          </p>
          <p>{t('bundle.result.fingerprint')}</p>
          <p>
            <code>{groupsOfFour(bundle.fingerprint).join(' ')}</code>
          </p>
          <p>{t('bundle.result.sha256')}</p>
          <p>
            <code>{groupsOfFour(bundle.sha256).join(' ')}</code>
          </p>
          {bundle.timestampShows !== null && (
            <p>
              {t('bundle.timestamp.title')}: <Time at={bundle.timestampShows.at} precision="second" />, {bundle.timestampShows.authority}
            </p>
          )}
        </PrintSheet>
      </Stack>
    </Panel>
  )
}
