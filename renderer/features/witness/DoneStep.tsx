import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AttestationView, SittingItem, SittingView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction, useStatus } from '../../client/hooks.ts'
import { formatTime, groupsOfFour } from '../../ui/format.ts'
import { HashText } from '../../ui/HashText.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Facts } from '../../ui/Page.tsx'
import { PrintSheet } from '../../ui/PrintSheet.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { tell } from '../../ui/tell.ts'
import { signed } from './flow.ts'
import css from './witness.module.css'

interface Line {
  label: string
  text: string
  hash: string | null
}

/** The receipt: kept by the witness outside the vault, it makes later tampering provable. */
export function DoneStep({ sitting, onFinish }: { sitting: SittingView; onFinish: () => void }) {
  const { t } = useTranslation()
  const status = useStatus()
  const items = signed(sitting)
  const declined = sitting.items.filter(({ stage }) => stage === 'declined')
  const save = useAction(async (_: void) => {
    const folder = status.data?.folders === 'fixed' ? null : await call('dialog.folder', { purpose: 'bundle' })
    if (folder === null && status.data?.folders !== 'fixed') return
    const { name } = await call('receipt.save', { attestations: items.flatMap(({ attestation }) => attestation?.seq ?? []), folder: folder?.token ?? null })
    tell(t('sitting.done.savedAs', { name }))
  })
  const head = status.data?.vault?.head
  const [first] = items
  const common: Line[] = [
    ...(first?.attestation ? [{ label: t('sitting.done.key'), text: '', hash: first.attestation.kid }] : []),
    ...(head === undefined ? [] : [{ label: t('sitting.done.head', { size: head.size }), text: '', hash: head.root }]),
  ]
  const linesOf = ({ shortFingerprint }: SittingItem, { at, seq, grade }: AttestationView): Line[] => [
    { label: t('sitting.done.at'), text: formatTime(at, 'second'), hash: null },
    { label: t('sitting.done.entry'), text: String(seq), hash: null },
    { label: t('sitting.done.grade'), text: t(`common.witness.${grade}`), hash: null },
    { label: t('sitting.done.fingerprint'), text: '', hash: shortFingerprint },
  ]
  const factsOf = (lines: readonly Line[]) =>
    lines.map(({ label, text, hash }) => ({ label, value: hash === null ? text : <HashText value={hash} label={label} />, wide: hash !== null && hash.length > 16 }))
  const named = (item: SittingItem) => `${t('exhibit.number', { number: item.number })}: ${visible(item.title)}`
  const notSigned = declined.length > 0 && <Text size="sm">{t('sitting.done.declined', { list: declined.map(({ number }) => t('exhibit.number', { number })).join(', ') })}</Text>
  const finish = <Button onClick={onFinish}>{t('sitting.done.finish')}</Button>
  if (items.length === 0) {
    return (
      <Stack>
        <Text size="sm">{t('sitting.done.nothing')}</Text>
        {notSigned}
        <Group>{finish}</Group>
      </Stack>
    )
  }
  return (
    <Stack>
      <Text size="sm">{t('sitting.done.lead')}</Text>
      {notSigned}
      <Title order={2}>{t('sitting.done.receipt')}</Title>
      <ol className={css['signed']} aria-label={t('sitting.done.receipt')}>
        {items.map((item) => (
          <li key={item.exhibit}>
            <Text size="sm" fw={600} mb={6}>
              {named(item)}
            </Text>
            {item.attestation && <Facts facts={factsOf(linesOf(item, item.attestation))} />}
          </li>
        ))}
      </ol>
      <Facts facts={factsOf(common)} />
      <Text size="sm">{t('sitting.done.keep')}</Text>
      <ErrorNotice error={save.error} />
      <Group justify="space-between">
        {finish}
        <Group gap="sm">
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void save.run()} loading={save.pending}>
            {t('sitting.done.save')}
          </Button>
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {t('common.action.print')}
          </Button>
        </Group>
      </Group>
      <PrintSheet>
        <h1>{t('sitting.done.receipt')}</h1>
        <p>
          {sitting.witness.name}, {status.data?.vault?.name}
        </p>
        {items.map((item) => (
          <section key={item.exhibit}>
            <h2>{named(item)}</h2>
            {item.attestation && (
              <>
                <p lang={item.attestation.language}>
                  <Shown lines>{item.attestation.statement}</Shown>
                </p>
                <Printed lines={linesOf(item, item.attestation)} />
              </>
            )}
          </section>
        ))}
        <Printed lines={common} />
      </PrintSheet>
    </Stack>
  )
}

function Printed({ lines }: { lines: readonly Line[] }) {
  return (
    <dl>
      {lines.map(({ label, text, hash }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{hash === null ? text : <code>{groupsOfFour(hash).join(' ')}</code>}</dd>
        </div>
      ))}
    </dl>
  )
}
