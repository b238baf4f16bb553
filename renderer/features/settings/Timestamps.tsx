import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_TIMESTAMP_URL, MAX_TIMESTAMP_URLS } from '../../../shared/contract/index.ts'
import { useSettings } from '../../client/hooks.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { AuthorityPicker, authorityAt } from './AuthorityPicker.tsx'
import css from './settings.module.css'
import { readTimestampUrl, type TypedUrl } from './timestampUrl.ts'

/** The authorities that are asked for timestamps, in the order in which they are asked. */
export function Timestamps({ urls }: { urls: readonly string[] }) {
  const { t } = useTranslation()
  const change = useSettings()
  const label = useId()
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const [typed, setTyped] = useState('')
  const [read, setRead] = useState<TypedUrl | null>(null)
  const [done, setDone] = useState('')
  /** A row that is moved or goes away loses the focus: where it goes once the list is drawn anew. */
  const focusAfter = useRef<(() => void) | null>(null)
  useEffect(() => {
    focusAfter.current?.()
    focusAfter.current = null
  }, [urls])

  const save = async (timestampUrls: readonly string[], what: string): Promise<boolean> => {
    // Of the list as it was before the change under way.
    if (change.pending) return false
    const saved = await change.run({ timestampUrls: [...timestampUrls] })
    setDone(saved === null ? '' : what)
    if (saved === null) focusAfter.current = null
    return saved !== null
  }
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const found = readTimestampUrl(typed, urls)
    setRead(found)
    field.current?.focus()
    if ('fault' in found || !(await save([...urls, found.url], t('settings.timestamps.added', { address: found.url })))) return
    setTyped('')
    setRead(null)
  }
  const move = (url: string, to: number, way: 'up' | 'down') => {
    const others = urls.filter((other) => other !== url)
    // At an end of the list the button that was pressed is of no more use: the other takes over.
    const act = to === 0 ? 'down' : to === others.length ? 'up' : way
    focusAfter.current = () => list.current?.children[to]?.querySelector<HTMLElement>(`[data-act="${act}"]`)?.focus()
    void save(others.toSpliced(to, 0, url), t('settings.timestamps.moved', { address: url, number: to + 1 }))
  }
  const remove = (url: string) => {
    focusAfter.current = () => field.current?.focus()
    void save(urls.filter((other) => other !== url), t('settings.timestamps.removed', { address: url }))
  }
  const fault = read !== null && 'fault' in read ? t(`settings.timestamps.faults.${read.fault}`, { count: MAX_TIMESTAMP_URL }) : null
  return (
    <Stack>
      <Text size="sm" maw="72ch">
        {t('settings.timestamps.purpose')}
      </Text>
      <Text size="sm" maw="72ch">
        {t('settings.timestamps.leaves')}
      </Text>
      {urls.length === 0 ? (
        <StatusText tone="quiet">{t('settings.timestamps.none')}</StatusText>
      ) : (
        <div>
          <Text size="sm" fw={500} id={label}>
            {t('settings.timestamps.list')}
          </Text>
          <ol className={css['authorities']} aria-labelledby={label} ref={list}>
            {urls.map((url, at) => (
              <li key={url}>
                <span>
                  <code>{url}</code>
                  {authorityAt(url)?.qualified === true && (
                    <Text size="xs" component="span" display="block">
                      {t('time.presets.isQualified')}
                    </Text>
                  )}
                </span>
                <Group gap={6} wrap="nowrap">
                  <ActionIcon variant="default" size="lg" data-act="up" aria-label={t('settings.timestamps.up', { address: url })} disabled={at === 0} onClick={() => move(url, at - 1, 'up')}>
                    <IconArrowUp size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon variant="default" size="lg" data-act="down" aria-label={t('settings.timestamps.down', { address: url })} disabled={at === urls.length - 1} onClick={() => move(url, at + 1, 'down')}>
                    <IconArrowDown size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon variant="default" size="lg" aria-label={t('settings.timestamps.remove', { address: url })} onClick={() => remove(url)}>
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </Group>
              </li>
            ))}
          </ol>
          <Text size="sm" c="dimmed">
            {t('settings.timestamps.order')}
          </Text>
        </div>
      )}
      {/* Here and not in a corner: several changes in a row would cover what they are about. */}
      <Text size="sm" role="status">
        {done}
      </Text>
      {urls.length < MAX_TIMESTAMP_URLS && (
        <AuthorityPicker urls={urls} pending={change.pending} onAdd={(url) => save([...urls, url], t('settings.timestamps.added', { address: url }))} />
      )}
      {urls.length < MAX_TIMESTAMP_URLS ? (
        <form onSubmit={(event) => void add(event)} noValidate>
          <Stack gap="sm" maw={560}>
            <TextInput
              ref={field}
              label={t('settings.timestamps.field')}
              description={t('settings.timestamps.fieldHint')}
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value)
                setRead(null)
              }}
              error={fault}
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
            />
            <Group>
              <Button type="submit" variant="default" loading={change.pending}>
                {t('settings.timestamps.add')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Text size="sm">{t('settings.timestamps.full', { count: MAX_TIMESTAMP_URLS })}</Text>
      )}
      <ErrorNotice error={change.error} />
    </Stack>
  )
}
