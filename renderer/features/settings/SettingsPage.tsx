import { Button, Checkbox, Group, NumberInput, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../../shared/contract/index.ts'
import { useChooseBrowser } from '../../client/browser.ts'
import { useCall, useSettings, useStatus } from '../../client/hooks.ts'
import { HashText } from '../../ui/HashText.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Facts, PageHeader, Panel, Pending } from '../../ui/Page.tsx'
import { RetentionPart } from './RetentionPart.tsx'
import { StampState } from './StampState.tsx'
import { PassphraseForm } from './PassphraseForm.tsx'
import { Timestamps } from './Timestamps.tsx'
import { tell } from '../../ui/tell.ts'

export function SettingsPage() {
  const { t } = useTranslation()
  const status = useStatus()
  return (
    <>
      <PageHeader title={t('settings.title')} />
      {status.data === undefined ? (
        <Pending query={status} />
      ) : (
        <Stack maw={860}>
          <General status={status.data} />
          <Browser />
          <Part title={t('settings.timestamps.title')}>
            <Timestamps urls={status.data.settings.timestampUrls} />
            {status.data.vault !== null && <StampState />}
          </Part>
          <Part title={t('settings.passphrase.title')}>
            <PassphraseForm />
          </Part>
          {status.data.vault !== null && (
            <Part title={t('disposal.decision.title')}>
              <RetentionPart />
            </Part>
          )}
          <VaultPart status={status.data} />
          <About status={status.data} />
        </Stack>
      )}
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Panel>
      <Stack>
        <Title order={2}>{title}</Title>
        {children}
      </Stack>
    </Panel>
  )
}

function Choice<V extends string>({ label, value, values, onChange }: { label: string; value: V; values: readonly { value: V; label: string }[]; onChange: (value: V) => void }) {
  const id = useId()
  return (
    <div>
      <Text size="sm" fw={500} mb={4} id={id}>
        {label}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        value={value}
        data={[...values]}
        onChange={(chosen) => {
          const found = values.find((each) => each.value === chosen)
          if (found !== undefined) onChange(found.value)
        }}
      />
    </div>
  )
}

function General({ status: { settings } }: { status: AppStatus }) {
  const { t } = useTranslation()
  const change = useSettings()
  const [minutes, setMinutes] = useState<string | number>(settings.idleLockMinutes)
  const save = async (what: Parameters<typeof change.run>[0]) => {
    if ((await change.run(what)) !== null) tell(t('settings.saved'))
  }
  const saveMinutes = () => {
    const number = Number(minutes)
    if (!Number.isInteger(number) || number < 1 || number > 120) return setMinutes(settings.idleLockMinutes)
    if (number !== settings.idleLockMinutes) void save({ idleLockMinutes: number })
  }
  return (
    <Part title={t('settings.general')}>
      <Choice
        label={t('common.language.label')}
        value={settings.language}
        values={(['system', 'sv', 'en'] as const).map((value) => ({ value, label: t(`common.language.${value}`) }))}
        onChange={(language) => void save({ language })}
      />
      <Choice
        label={t('common.theme.label')}
        value={settings.theme}
        values={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`common.theme.${value}`) }))}
        onChange={(theme) => void save({ theme })}
      />
      <NumberInput
        label={`${t('settings.idle')} (${t('settings.idleUnit')})`}
        description={t('settings.idleHint')}
        value={minutes}
        onChange={setMinutes}
        onBlur={saveMinutes}
        onKeyDown={(event) => event.key === 'Enter' && saveMinutes()}
        min={1}
        max={120}
        allowDecimal={false}
        clampBehavior="strict"
        hideControls
        maw={320}
      />
      <Checkbox
        label={t('settings.outside')}
        description={t('settings.outsideHint')}
        checked={settings.askOutside}
        onChange={(event) => void save({ askOutside: event.currentTarget.checked })}
      />
      <ErrorNotice error={change.error} />
    </Part>
  )
}

function Browser() {
  const { t } = useTranslation()
  const browser = useCall('browser.find', {})
  const choose = useChooseBrowser()
  return (
    <Part title={t('settings.browser.title')}>
      {browser.data === undefined && <Pending query={browser} />}
      {browser.data === null && <Notice tone="warn" title={t('settings.browser.none')} />}
      {browser.data !== undefined && browser.data !== null && (
        <Facts
          facts={[
            { label: t('settings.browser.name'), value: `${browser.data.name} ${browser.data.version}` },
            { label: t('settings.browser.origin'), value: t(`settings.browser.origins.${browser.data.origin}`) },
            { label: t('settings.browser.sandbox'), value: t(`settings.browser.sandboxes.${browser.data.sandbox}`) },
          ]}
        />
      )}
      <ErrorNotice error={choose.error} />
      <Group>
        <Button variant="default" onClick={() => void choose.run('pick')} loading={choose.pending}>
          {t('settings.browser.choose')}
        </Button>
        {browser.data?.origin === 'setting' && (
          <Button variant="subtle" onClick={() => void choose.run('forget')}>
            {t('settings.browser.forget')}
          </Button>
        )}
      </Group>
    </Part>
  )
}

function VaultPart({ status: { vault } }: { status: AppStatus }) {
  const { t } = useTranslation()
  if (vault === null) return null
  return (
    <Part title={t('settings.vault.title')}>
      <Facts
        facts={[
          { label: t('settings.vault.name'), value: vault.name },
          { label: t('settings.vault.entries'), value: vault.head.size },
          { label: t('settings.vault.fingerprint'), value: <HashText value={vault.fingerprint} label={t('settings.vault.fingerprint')} />, wide: true },
          { label: t('settings.vault.root'), value: <HashText value={vault.head.root} label={t('settings.vault.root')} />, wide: true },
        ]}
      />
    </Part>
  )
}

function About({ status }: { status: AppStatus }) {
  const { t } = useTranslation()
  return (
    <Part title={t('settings.about.title')}>
      <Facts
        facts={[
          { label: t('settings.about.version'), value: status.version },
          { label: t('settings.about.door'), value: t(`settings.about.doors.${status.door}`) },
          { label: t('settings.about.reason'), value: status.doorReason, wide: true },
        ]}
      />
      <Text size="sm">{t('settings.about.privacy')}</Text>
    </Part>
  )
}
