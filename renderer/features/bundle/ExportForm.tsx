import { Button, Checkbox, Group, List, Radio, Stack, Text } from '@mantine/core'
import { IconFileExport, IconFolder } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundlePreview } from '../../../shared/contract/index.ts'
import { BundleLanguage } from '../../../shared/model/index.ts'
import { call, type ClientError } from '../../client/bridge.ts'
import { useAction, useStatus } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Authorities } from './Authorities.tsx'
import type { Choosing } from './choices.ts'
import type { Warnings } from './warnings.ts'

export interface ExportFormProps {
  choices: Choosing
  /** Null: it isn't known what would go, or nothing is chosen (`none`). */
  preview: BundlePreview | null
  none: boolean
  /** Null: nothing has to be accepted. */
  warnings: Warnings | null
  stale: boolean
  error: ClientError | null
  onChecked(): void
  onStart(): void
}

/** How the bundle is written, and whether it can be yet. */
export function ExportForm({ choices, preview, none, warnings, stale, error, onChecked, onStart }: ExportFormProps) {
  const { t } = useTranslation()
  const shown = useLanguage()
  const status = useStatus()
  const [checked, setChecked] = useState(false)
  // For just these warnings: others are to be read anew.
  const [accepted, setAccepted] = useState('')
  const { profile, language, folder, reason, title, set } = choices
  const choosing = status.data?.folders === 'choose'
  const choose = useAction(async () => {
    const chosen = await call('dialog.folder', { purpose: 'bundle' })
    if (chosen !== null) set({ folder: chosen })
  })
  const said = JSON.stringify(warnings)
  const warned = warnings !== null
  const lacks = [
    ...(none ? [t('bundle.form.lacks.exhibits')] : []),
    ...(preview !== null && preview.notMasked.length > 0 ? [t('bundle.form.lacks.masking', { count: preview.notMasked.length })] : []),
    ...(profile === 'masked' && title.trim() === '' ? [t('bundle.form.lacks.title')] : []),
    ...(profile !== 'police' && reason.trim() === '' ? [t('bundle.form.lacks.reason')] : []),
    ...(warned && accepted !== said ? [t('bundle.form.lacks.accept')] : []),
    ...(choosing && folder === null ? [t('bundle.form.folderRequired')] : []),
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    onChecked()
    if (preview !== null && !stale && lacks.length === 0) onStart()
    else focusFirstFault(document.querySelector('main'))
  }
  return (
    <form onSubmit={submit} noValidate>
      <Panel>
        <Stack>
          <Radio.Group label={t('bundle.form.language')} value={language ?? shown} onChange={(value) => set({ language: BundleLanguage.parse(value) })}>
            <Group mt="xs">
              <Radio value="sv" label={t('common.language.sv')} />
              <Radio value="en" label={t('common.language.en')} />
              <Radio value="both" label={t('bundle.form.both')} />
            </Group>
          </Radio.Group>
          <div>
            <Text size="sm" fw={500}>
              {t('bundle.form.folder')}
            </Text>
            <Text size="xs" c="dimmed" mb={6}>
              {t('bundle.form.folderHint')}
            </Text>
            {choosing ? (
              <Group gap="sm">
                <Button variant="default" leftSection={<IconFolder size={16} aria-hidden />} onClick={() => void choose.run(undefined)}>
                  {t('bundle.form.choose')}
                </Button>
                <Text size="sm">{folder?.label ?? ''}</Text>
              </Group>
            ) : (
              <Text size="sm">{t('bundle.form.folderFixed', { folder: status.data?.folderLabel ?? '' })}</Text>
            )}
          </div>
          {status.data !== undefined && <Authorities urls={status.data.settings.timestampUrls} />}
          {warned && (
            <Checkbox label={t('bundle.form.accept')} checked={accepted === said} onChange={({ currentTarget }) => setAccepted(currentTarget.checked ? said : '')} />
          )}
          {checked && lacks.length > 0 && (
            <Notice tone="bad" title={t('bundle.form.lacks.heading')} role="alert">
              <List size="sm">
                {lacks.map((lack) => (
                  <List.Item key={lack}>{lack}</List.Item>
                ))}
              </List>
            </Notice>
          )}
          <ErrorNotice error={choose.error ?? error} />
          <Group>
            <Button type="submit" leftSection={<IconFileExport size={16} aria-hidden />} disabled={!none && (stale || preview === null)}>
              {t('bundle.form.submit')}
            </Button>
          </Group>
        </Stack>
      </Panel>
    </form>
  )
}
