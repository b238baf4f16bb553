import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandOverMade } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { askBeforeLeaving } from '../../client/paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { formatBytes } from '../../ui/format.ts'
import { Fingerprint } from '../../ui/HashText.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Facts, Panel } from '../../ui/Page.tsx'
import { useHandOverReceipt } from './useHandOverReceipt.ts'
import css from './handover.module.css'

/** The passphrase, once; then what is handed over, and the receipt. The page isn't left before the officer says that it is copied down. */
export function HandOverDone({ made, onDone }: { made: HandOverMade; onDone: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [asking, setAsking] = useState(false)
  const [saved, setSaved] = useState<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const receipt = useHandOverReceipt()
  const { view, passphrase, place, signature } = made
  const isSecret = passphrase !== null
  const leaving = useRef(!isSecret)
  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    if (!isSecret) return undefined
    return askBeforeLeaving(() => {
      if (leaving.current) return false
      setAsking(true)
      return true
    })
  }, [isSecret])
  const leave = () => {
    leaving.current = true
    onDone()
  }
  const keep = async () => {
    const told = await receipt.run(view.seq)
    if (told !== null) setSaved(told)
  }
  return (
    <Stack>
      <Title order={2} ref={heading} tabIndex={-1}>
        {t(view.protection === 'none' ? 'handover.done.titlePlain' : 'handover.done.title')}
      </Title>
      <Notice tone={view.protection === 'none' ? 'warn' : 'ok'} title={t(view.protection === 'none' ? 'handover.done.plain' : 'handover.done.readBack')} />
      {passphrase !== null && <Passphrase words={passphrase} />}
      <Panel>
        <Stack>
          <Title order={2}>{t('handover.done.hand')}</Title>
          <Facts
            facts={[
              { label: t('handover.done.file'), value: view.handed.name, wide: true },
              signature === null ? null : { label: t('handover.done.signature'), value: signature, wide: true },
              { label: t('handover.done.place'), value: visible(place) },
              { label: t('handover.done.size'), value: formatBytes(view.handed.bytes, language) },
            ]}
          />
          {view.protection === 'none' && <Text size="sm">{t('handover.done.signaturePlain', { name: visible(view.handed.name) })}</Text>}
          {signature !== null && view.protection !== 'none' && <Text size="sm">{t('handover.done.signatureHint')}</Text>}
          <div>
            <Text size="sm" fw={600} mb={4}>
              {t('handover.done.sha256')}
            </Text>
            <Fingerprint value={view.handed.sha256} label={t('handover.done.sha256')} />
          </div>
          {view.protection !== 'none' && (
            <div>
              <Text size="sm" fw={600} mb={4}>
                {t('handover.done.bundleSha256')}
              </Text>
              <Fingerprint value={view.bundle.sha256} label={t('handover.done.bundleSha256')} />
            </div>
          )}
        </Stack>
      </Panel>
      <Panel>
        <Stack>
          <Title order={2}>{t('handover.done.receipt')}</Title>
          <Text size="sm">{t('handover.done.receiptHint')}</Text>
          <ErrorNotice error={receipt.error} />
          <div role="status">{saved !== null && <Notice tone="ok" title={saved} />}</div>
          <Group>
            <Button variant={saved === null ? 'filled' : 'default'} leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void keep()} loading={receipt.pending}>
              {t('handover.list.save')}
            </Button>
            <Button variant={saved === null ? 'default' : 'filled'} onClick={() => (isSecret ? setAsking(true) : leave())}>
              {t('handover.done.finish')}
            </Button>
          </Group>
        </Stack>
      </Panel>
      <Dialog title={t('handover.done.leaveTitle')} opened={asking} onClose={() => setAsking(false)}>
        <Stack>
          <Text size="sm">{t('handover.done.leaveText')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={leave}>
              {t('handover.done.leaveGo')}
            </Button>
            <Button onClick={() => setAsking(false)} data-autofocus>
              {t('handover.done.leaveStay')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Stack>
  )
}

function Passphrase({ words }: { words: string }) {
  const { t } = useTranslation()
  return (
    <Panel>
      <Stack gap="sm">
        <Title order={2}>{t('handover.done.passphrase')}</Title>
        <Text className={css['passphrase'] ?? ''} component="p" translate="no">
          {words}
        </Text>
        <Notice tone="warn" title={t('handover.done.channel')}>
          <Text size="sm" m={0}>
            {t('handover.done.once')}
          </Text>
        </Notice>
        <Text size="sm" fw={600}>
          {t('handover.done.spell')}
        </Text>
        <ol className={css['words']} translate="no" aria-label={t('handover.done.spell')}>
          {words.split('-').map((word, at) => (
            <li key={at}>
              <span aria-hidden>{at + 1}</span> {word}
            </li>
          ))}
        </ol>
      </Stack>
    </Panel>
  )
}
