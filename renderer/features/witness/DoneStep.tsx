import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SittingItem, SittingView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { useCall } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { formatTime } from '../../ui/format.ts'
import { HashText, ReceiptCode } from '../../ui/HashText.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { type Fact, Facts } from '../../ui/Page.tsx'
import { useSaveReceipt } from '../exhibit/useSaveReceipt.ts'
import { signed } from './flow.ts'
import css from './witness.module.css'

export interface DoneStepProps {
  sitting: SittingView
  /** What was told of the receipt when it was saved; null: it wasn't. */
  saved: string | null
  onSaved: (told: string) => void
  onFinish: () => void
}

/** What was signed, and the receipt of it: kept by the witness outside the vault, it makes later tampering provable. */
export function DoneStep({ sitting, saved, onSaved, onFinish }: DoneStepProps) {
  const { t } = useTranslation()
  const items = signed(sitting)
  const declined = sitting.items.filter(({ stage }) => stage === 'declined')
  const notSigned = declined.length > 0 && <Text size="sm">{t('sitting.done.declined', { list: declined.map(({ number }) => t('exhibit.number', { number })).join(', ') })}</Text>
  if (items.length > 0) return <Receipt items={items} notSigned={notSigned} saved={saved} onSaved={onSaved} onFinish={onFinish} />
  return (
    <Stack>
      <Text size="sm">{t('sitting.done.nothing')}</Text>
      {notSigned}
      <Group>
        <Button onClick={onFinish}>{t('sitting.done.finish')}</Button>
      </Group>
    </Stack>
  )
}

interface ReceiptProps extends Omit<DoneStepProps, 'sitting'> {
  items: readonly SittingItem[]
  notSigned: ReactNode
}

function Receipt({ items, notSigned, saved, onSaved, onFinish }: ReceiptProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const attestations = items.flatMap(({ attestation }) => attestation?.seq ?? [])
  const made = useCall('receipt.make', { attestations })
  const save = useSaveReceipt()
  const keep = async () => {
    const told = await save.run(attestations)
    if (told !== null) onSaved(told)
  }
  function factsOf({ number, shortFingerprint, attestation }: SittingItem): (Fact | null)[] {
    if (attestation === null) return []
    const { at, seq, grade } = attestation
    const code = made.data?.codes.find((each) => each.seq === seq)?.code
    const named = (label: string) => `${label} (${t('exhibit.number', { number })})`
    return [
      { label: t('sitting.done.at'), value: formatTime(at, 'second') },
      { label: t('sitting.done.entry'), value: seq },
      { label: t('sitting.done.grade'), value: t(`common.witness.${grade}`) },
      { label: t('sitting.done.fingerprint'), value: <HashText value={shortFingerprint} label={named(t('sitting.done.fingerprint'))} /> },
      code === undefined ? null : { label: t('sitting.done.code'), value: <ReceiptCode value={code} label={named(t('sitting.done.code'))} />, wide: true },
    ]
  }
  const kid = items[0]?.attestation?.kid
  return (
    <Stack>
      <Text size="sm">{t('sitting.done.lead')}</Text>
      {notSigned}
      <Title order={2}>{t('sitting.done.receipt')}</Title>
      <Text size="sm">{t('sitting.done.keep')}</Text>
      <Text size="sm">{t('sitting.done.private')}</Text>
      <ErrorNotice error={save.error} />
      <div role="status">{saved !== null && <Notice tone="ok" title={saved} />}</div>
      <Group justify="space-between">
        <Button
          variant={saved === null ? 'filled' : 'default'}
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void keep()}
          loading={save.pending}
        >
          {t('sitting.done.save')}
        </Button>
        <Button variant={saved === null ? 'default' : 'filled'} onClick={() => (saved === null ? setAsking(true) : onFinish())}>
          {t('sitting.done.finish')}
        </Button>
      </Group>
      <ErrorNotice error={made.error} />
      <Text size="sm">{t('sitting.done.byHand')}</Text>
      <ol className={css['signed']} aria-label={t('sitting.done.receipt')}>
        {items.map((item) => (
          <li key={item.exhibit}>
            <Text size="sm" fw={600} mb={6}>
              {t('exhibit.number', { number: item.number })}: {visible(item.title)}
            </Text>
            <Facts facts={factsOf(item)} />
          </li>
        ))}
      </ol>
      {kid !== undefined && <Facts facts={[{ label: t('sitting.done.key'), value: <HashText value={kid} label={t('sitting.done.key')} /> }]} />}
      <Dialog title={t('sitting.done.unsaved')} opened={asking} onClose={() => setAsking(false)}>
        <Group justify="flex-end">
          <Button variant="default" onClick={onFinish}>
            {t('sitting.done.unsavedGo')}
          </Button>
          <Button onClick={() => setAsking(false)} data-autofocus>
            {t('sitting.back.stayDone')}
          </Button>
        </Group>
      </Dialog>
    </Stack>
  )
}
