import { Button, Checkbox, Group, List, Stack, Text, Title } from '@mantine/core'
import { IconBrowser } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput, KeptLoginView } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call, type ClientError } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'
import { formatBytes, formatTime } from '../../ui/format.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { LinkField, useLink } from './LinkField.tsx'

type Profile = NonNullable<CallInput<'login.open'>['profile']>

export interface OpenLoginProps {
  caseId: CaseId
  /** The one before didn't answer. */
  hung: ClientError | null
  onOpened: () => void
}

/** Before the browser for an own login is opened: where it begins, and what becomes of the login. */
export function OpenLogin({ caseId, hung, onOpened }: OpenLoginProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const link = useLink()
  const [keep, setKeep] = useState(false)
  const { data, error: unknown } = useCall('login.kept', { case: caseId })
  const kept = data?.kept ?? null
  const open = useAction(async ({ url, profile }: { url: string; profile: Profile }) => {
    client.setQueryData(['login.state', {}], await call('login.open', { case: caseId, url, profile }))
    onOpened()
  })
  const openWith = (profile: Profile) => {
    const url = link.take()
    if (url !== null) void open.run({ url, profile })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    openWith(kept !== null ? 'kept' : keep ? 'keep' : 'fresh')
  }
  return (
    <Panel>
      <form onSubmit={submit} noValidate>
        <Stack>
          <ErrorNotice error={hung} />
          <Text size="sm" maw="68ch">
            {t('capture.login.lead')}
          </Text>
          <div>
            <Title order={2} size="h4">
              {t('capture.login.how')}
            </Title>
            <List type="ordered" size="sm" mt="xs" spacing={4} maw="68ch">
              <List.Item>{t('capture.login.step1')}</List.Item>
              <List.Item>{t('capture.login.step2')}</List.Item>
              <List.Item>{t('capture.login.step3')}</List.Item>
            </List>
          </div>
          {data?.notKept && (
            <Notice tone="warn" title={t('capture.login.keep.notKept')}>
              <Text size="sm">
                {t(`capture.login.keep.why.${data.notKept}`)} {t(kept === null ? 'capture.login.keep.again' : 'capture.login.keep.earlier')}
              </Text>
            </Notice>
          )}
          <LinkField link={link} label={t('capture.login.url')} description={t('capture.login.urlHint')} />
          {kept === null ? (
            <Checkbox
              checked={keep}
              onChange={(event) => setKeep(event.currentTarget.checked)}
              label={t('capture.login.keep.label')}
              description={t('capture.login.keep.hint')}
              maw="68ch"
            />
          ) : (
            <KeptLogin caseId={caseId} kept={kept} />
          )}
          <ErrorNotice error={open.error ?? (unknown === null ? null : unknown)} />
          <Group>
            <Button type="submit" loading={open.pending} disabled={data === undefined} leftSection={<IconBrowser size={16} aria-hidden />}>
              {open.pending ? t('capture.login.opening') : t(kept === null ? 'capture.login.open' : 'capture.login.keep.openWith')}
            </Button>
            {kept !== null && (
              <Button variant="default" disabled={open.pending} onClick={() => openWith('fresh')}>
                {t('capture.login.keep.openWithout')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

function KeptLogin({ caseId, kept }: { caseId: CaseId; kept: NonNullable<KeptLoginView['kept']> }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const language = useLanguage()
  const forget = useAction(async () => {
    await call('login.forget', { case: caseId })
    await client.invalidateQueries({ queryKey: ['login.kept'] })
  })
  return (
    <section aria-labelledby="kept-login">
      <Title order={2} size="h4" id="kept-login">
        {t('capture.login.keep.title')}
      </Title>
      <Text size="sm" mt={4} maw="68ch">
        {t('capture.login.keep.since', {
          since: formatTime(kept.since),
          sealed: formatTime(kept.sealedAt),
          size: formatBytes(kept.bytes, language),
          browser: `${kept.browser} ${kept.version}`.trim(),
        })}
      </Text>
      <Text size="sm" c="dimmed" mt={4} maw="68ch">
        {t('capture.login.keep.means')}
      </Text>
      <ErrorNotice error={forget.error} />
      <Button mt="xs" size="xs" variant="default" loading={forget.pending} onClick={() => void forget.run(undefined)}>
        {t('capture.login.keep.forget')}
      </Button>
    </section>
  )
}
