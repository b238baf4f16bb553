import { Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MaskingView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { formatTime } from '../../ui/format.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { tell } from '../../ui/tell.ts'
import { settled } from '../../ui/unsaved.tsx'
import { coveredWords, merged, placesOf, readableOf, startsOf, wordCount } from './stretches.ts'
import { coversOf, type Covers, type Part, type TextPart } from './useCovers.ts'
import { usePartName } from './usePartName.ts'
import type { Receiver } from './useReceiver.ts'

/** As many as the contract takes. */
const MAX_STRETCHES = 20_000

export interface SavePanelProps {
  view: MaskingView
  covers: Covers
  receiver: Receiver
  seen: ReadonlySet<string>
  onOpen(name: string): void
  onSaved(): void
}

export function SavePanel({ view, covers, receiver, seen, onOpen, onSaved }: SavePanelProps) {
  const { t } = useTranslation()
  const nameOf = usePartName()
  const [checked, setChecked] = useState(false)
  const { parts } = covers
  const shown = parts.filter((part) => part.shown)
  const unseen = shown.filter(({ name }) => !seen.has(name))
  const address = view.ownAddress !== null && receiver.withAddress ? receiver.address.trim() : null
  const lacks = [
    ...(shown.length === 0 ? [t('masking.save.nothingShown')] : []),
    ...(receiver.title.trim() === '' ? [t('masking.save.noTitle')] : []),
    ...(address === '' ? [t('masking.receiver.addressEmpty')] : []),
    ...(receiver.reason.trim() === '' ? [t('masking.save.noReason')] : []),
    ...(shown.some((part) => part.kind === 'text' && part.covered.length > MAX_STRETCHES) ? [t('masking.save.tooMany', { count: MAX_STRETCHES })] : []),
  ]
  const save = useAction(async () => {
    await call('masking.record', { exhibit: view.exhibit, title: receiver.title.trim(), address, reason: receiver.reason.trim(), shown: coversOf(parts) })
    tell(t('masking.save.saved', { number: view.number }))
    settled()
    onSaved()
  })
  const submit = () => {
    setChecked(true)
    if (lacks.length === 0 && unseen.length === 0) void save.run(undefined)
  }
  return (
    <Panel>
      <Stack>
        <Title order={2}>{t('masking.save.title')}</Title>
        <List size="sm" listStyleType="none" spacing={4}>
          {parts.map((part) => (
            <List.Item key={part.name}>
              <Summary part={part} name={nameOf(part.name)} />
            </List.Item>
          ))}
        </List>
        <ShownWhole shown={shown} />
        <Leaks covers={covers} />
        {unseen.length > 0 && (
          <Notice tone="warn" title={t('masking.save.unseenTitle', { count: unseen.length })} role={checked ? 'alert' : undefined}>
            <Text size="sm">{t('masking.save.unseenText')}</Text>
            {unseen.map(({ name }) => (
              <Group key={name} gap="xs" mt={6}>
                <Text size="sm">{nameOf(name)}</Text>
                <Button size="compact-xs" variant="default" onClick={() => onOpen(name)} aria-label={t('masking.save.lookNamed', { name: nameOf(name) })}>
                  {t('masking.save.look')}
                </Button>
                <Button size="compact-xs" variant="default" onClick={() => covers.change(name, { shown: false })} aria-label={t('masking.save.leaveOutNamed', { name: nameOf(name) })}>
                  {t('masking.save.leaveOut')}
                </Button>
              </Group>
            ))}
          </Notice>
        )}
        {checked && lacks.length > 0 && (
          <Notice tone="bad" title={t('masking.save.lacks')} role="alert">
            <List size="sm">
              {lacks.map((lack) => (
                <List.Item key={lack}>{lack}</List.Item>
              ))}
            </List>
          </Notice>
        )}
        <ErrorNotice error={save.error} />
        <Text size="sm" c="dimmed" maw="68ch">
          {view.at === null ? t('masking.save.means') : `${t('masking.save.means')} ${t('masking.save.before', { when: formatTime(view.at) })}`}
        </Text>
        <Group>
          <Button leftSection={<IconDeviceFloppy size={16} aria-hidden />} onClick={submit} loading={save.pending}>
            {t('masking.save.submit')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  )
}

function Summary({ part, name }: { part: Part; name: string }) {
  const { t } = useTranslation()
  if (!part.shown) return <StatusText tone="quiet">{t('masking.save.partOut', { name })}</StatusText>
  if (part.covered.length === 0) return <StatusText tone="warn">{t('masking.save.partWhole', { name })}</StatusText>
  const count = part.kind === 'text' ? wordCount(part.pieces, part.covered) : part.covered.length
  return <StatusText tone="ok">{t(part.kind === 'text' ? 'masking.save.partText' : 'masking.save.partPicture', { name, count })}</StatusText>
}

/** What is covered in one part may be seen in the next, which nothing is covered of. */
function ShownWhole({ shown }: { shown: readonly Part[] }) {
  const { t } = useTranslation()
  const nameOf = usePartName()
  const whole = shown.filter(({ covered }) => covered.length === 0)
  if (whole.length === 0 || whole.length === shown.length) return null
  return (
    <Notice tone="warn" title={t('masking.save.wholeTitle', { count: whole.length })}>
      <Text size="sm">{t('masking.save.wholeText', { names: whole.map(({ name }) => nameOf(name)).join('; ') })}</Text>
    </Notice>
  )
}

const MAX_LEAKS = 12

/** Words that are covered in one place of the exhibit's texts and can be read in another. */
function Leaks({ covers }: { covers: Covers }) {
  const { t } = useTranslation()
  const parts = useDeferredValue(covers.parts)
  const leaks = useMemo(() => leaksOf(parts.filter((part): part is TextPart => part.kind === 'text' && part.shown)), [parts])
  if (leaks.length === 0) return null
  return (
    <Notice tone="warn" title={t('masking.leaks.title', { count: leaks.length })}>
      <Text size="sm">{t('masking.leaks.text')}</Text>
      {leaks.slice(0, MAX_LEAKS).map((word) => (
        <Group key={word} gap="xs" mt={6}>
          <Text size="sm" fw={600}>
            <bdi>{visible(word)}</bdi>
          </Text>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => covers.coverTexts((part) => merged([...part.covered, ...placesOf(part.pieces, startsOf(part.pieces), word)]))}
            aria-label={t('masking.leaks.coverNamed', { word: visible(word) })}
          >
            {t('masking.leaks.cover')}
          </Button>
        </Group>
      ))}
    </Notice>
  )
}

function leaksOf(texts: readonly TextPart[]): string[] {
  const covered = new Set(texts.flatMap((part) => [...coveredWords(part.pieces, part.covered)]))
  const readable = new Set(texts.flatMap((part) => [...readableOf(covered, part.pieces, part.covered)]))
  return [...covered].filter((word) => readable.has(word))
}
