import { Checkbox, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../../shared/encoding/index.ts'
import { listed } from '../../ui/format.ts'
import { useLanguage } from '../../client/i18n.ts'
import { Panel } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { coveredWords, readable, wordsIn } from './stretches.ts'
import type { Part } from './useCovers.ts'
import type { Receiver } from './useReceiver.ts'

export interface ReceiverFieldsProps {
  receiver: Receiver
  parts: readonly Part[]
  ownTitle: string
  ownAddress: string | null
}

export function ReceiverFields({ receiver, parts, ownTitle, ownAddress }: ReceiverFieldsProps) {
  const { t } = useTranslation()
  const settled = useDeferredValue(parts)
  const covered = useMemo(() => new Set(settled.flatMap((part) => (part.kind === 'text' && part.shown ? [...coveredWords(part.pieces, part.covered)] : []))), [settled])
  const { title, address, withAddress, reason, set } = receiver
  return (
    <Panel>
      <Stack>
        <Title order={2}>{t('masking.receiver.title')}</Title>
        <div>
          <TextInput
            label={t('masking.receiver.name')}
            description={t('masking.receiver.nameHint', { title: ownTitle })}
            value={title}
            onChange={({ currentTarget }) => set({ title: currentTarget.value })}
            error={title.trim() === '' ? t('common.form.required') : null}
            maxLength={500}
            autoComplete="off"
            required
          />
          <Readable text={title} covered={covered} />
        </div>
        {ownAddress !== null && (
          <div>
            <Checkbox label={t('masking.receiver.withAddress')} checked={withAddress} onChange={({ currentTarget }) => set({ withAddress: currentTarget.checked })} />
            {withAddress && (
              <>
                <TextInput
                  mt="xs"
                  label={t('masking.receiver.address')}
                  description={t('masking.receiver.addressHint')}
                  value={address}
                  onChange={({ currentTarget }) => set({ address: currentTarget.value })}
                  error={address.trim() === '' ? t('masking.receiver.addressEmpty') : null}
                  maxLength={8192}
                  autoComplete="off"
                  spellCheck={false}
                />
                <Readable text={readable(address)} covered={covered} />
              </>
            )}
          </div>
        )}
        <div>
          <Textarea
            label={t('masking.receiver.reason')}
            description={t('masking.receiver.reasonHint')}
            value={reason}
            onChange={({ currentTarget }) => set({ reason: currentTarget.value })}
            maxLength={2000}
            autosize
            minRows={2}
            required
          />
          <Readable text={reason} covered={covered} />
        </div>
        <Text size="xs" c="dimmed">
          {t('masking.receiver.pictures')}
        </Text>
      </Stack>
    </Panel>
  )
}

/** Covering a name in the text helps nobody where it can be read here. */
function Readable({ text, covered }: { text: string; covered: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const low = text.toLocaleLowerCase('sv')
  const words = [...covered].filter((word) => low.includes(word) && wordsIn(word).length > 0).slice(0, 8)
  return (
    <div role="status">
      {words.length > 0 && <StatusText tone="bad">{t('masking.receiver.readable', { count: words.length, words: listed(words.map((word) => `”${visible(word)}”`), language) })}</StatusText>}
    </div>
  )
}
