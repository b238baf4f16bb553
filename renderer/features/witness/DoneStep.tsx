import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AttestationView, ExhibitView } from '../../../shared/contract/index.ts'
import { useStatus } from '../../client/hooks.ts'
import { formatTime, groupsOfFour } from '../../ui/format.ts'
import { HashText } from '../../ui/HashText.tsx'
import { Facts } from '../../ui/Page.tsx'
import { PrintSheet } from '../../ui/PrintSheet.tsx'
import { visible } from '../../../shared/encoding/index.ts'
import { Shown } from '../../ui/Shown.tsx'

export interface DoneStepProps {
  exhibit: ExhibitView
  attestation: AttestationView
  onFinish: () => void
}

/** The receipt: kept by the witness outside the vault, it makes later tampering provable. */
export function DoneStep({ exhibit, attestation, onFinish }: DoneStepProps) {
  const { t } = useTranslation()
  const status = useStatus()
  const head = status.data?.vault?.head
  const lines = [
    { label: t('witness.done.exhibit'), text: `${t('exhibit.number', { number: exhibit.number })}: ${visible(exhibit.title)}`, hash: null },
    { label: t('witness.done.at'), text: formatTime(attestation.at, 'second'), hash: null },
    { label: t('witness.done.entry'), text: String(attestation.seq), hash: null },
    { label: t('witness.done.grade'), text: t(`common.witness.${attestation.grade}`), hash: null },
    { label: t('witness.done.fingerprint'), text: '', hash: exhibit.contentRoot },
    { label: t('witness.done.key'), text: '', hash: attestation.kid },
    ...(head === undefined ? [] : [{ label: `${t('witness.done.head')}: ${t('witness.done.headText', { size: head.size })}`, text: '', hash: head.root }]),
  ]
  return (
    <Stack>
      <Text size="sm">{t('witness.done.lead')}</Text>
      <Title order={2}>{t('witness.done.receipt')}</Title>
      <Facts
        facts={lines.map(({ label, text, hash }) => ({
          label,
          value: hash === null ? text : <HashText value={hash} label={label} />,
          wide: hash !== null && hash.length > 16,
        }))}
      />
      <Text size="sm">{t('witness.done.keep')}</Text>
      <Group justify="space-between">
        <Button onClick={onFinish}>{t('witness.done.finish')}</Button>
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
          {t('common.action.print')}
        </Button>
      </Group>
      <PrintSheet>
        <h1>{t('witness.done.receipt')}</h1>
        <p>{status.data?.vault?.name}</p>
        <p lang={attestation.language}><Shown lines>{attestation.statement}</Shown></p>
        <dl>
          {lines.map(({ label, text, hash }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{hash === null ? text : <code>{groupsOfFour(hash).join(' ')}</code>}</dd>
            </div>
          ))}
        </dl>
      </PrintSheet>
    </Stack>
  )
}
