import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { SightingView } from '../../../shared/contract/index.ts'
import { ownOf, platformNamed, PLATFORMS } from '../../../shared/law/index.ts'
import { Day } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'
import { useAdditions } from '../reference/useAdditions.ts'
import { platformName } from '../steps/titles.ts'

export function EditDialog({ sighting, onClose }: { sighting: SightingView | null; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('sightings.edit.title')} opened={sighting !== null} onClose={onClose}>
      {sighting !== null && <EditForm sighting={sighting} onClose={onClose} />}
    </Dialog>
  )
}

function EditForm({ sighting, onClose }: { sighting: SightingView; onClose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const additions = useAdditions()
  const day = (text: string) => (Day.safeParse(text.trim()).success ? null : t('records.badDay'))
  const form = useForm({
    initialValues: {
      url: sighting.url,
      platform: platformName(sighting.platform, language),
      account: sighting.account,
      postedOn: sighting.postedOn ?? '',
      seenOn: sighting.seenOn,
      reach: sighting.reach === null ? '' : String(sighting.reach),
      note: sighting.note,
    },
    validate: {
      url: (text) => (text.trim() === '' ? t('records.required') : null),
      postedOn: (text) => (text.trim() === '' ? null : day(text)),
      seenOn: day,
      reach: (text) => (/^\d{0,12}$/.test(text.replace(/\s/g, '')) ? null : t('records.badNumber')),
    },
  })
  useUnsaved(form.isDirty())
  const save = useAction(async ({ url, platform, account, postedOn, seenOn, reach, note }: typeof form.values) => {
    const count = reach.replace(/\s/g, '')
    await call('sighting.change', {
      sighting: sighting.id,
      revision: sighting.revision,
      fields: { url: url.trim(), platform: platformNamed(platform)?.id ?? platform.trim(), account: account.trim(), postedOn: postedOn.trim() === '' ? null : postedOn.trim(), seenOn: seenOn.trim(), reach: count === '' ? null : Number(count), note: note.trim() },
    })
    settled()
    onClose()
  })
  return (
    <form onSubmit={form.onSubmit((values) => void save.run(values), (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus())} noValidate>
      <Stack>
        <TextInput label={t('sightings.edit.url')} maxLength={8192} {...form.getInputProps('url')} />
        <TextInput label={t('sightings.edit.platform')} maxLength={100} list="bv-platform-names" {...form.getInputProps('platform')} />
        <datalist id="bv-platform-names">
          {PLATFORMS.map(({ id, name }) => (
            <option key={id} value={name[language]} />
          ))}
          {ownOf(additions, 'platform').map(({ id, content }) => (
            <option key={id} value={content.name ?? ''} />
          ))}
        </datalist>
        <TextInput label={t('sightings.edit.account')} maxLength={300} {...form.getInputProps('account')} />
        <Group grow align="flex-start">
          <TextInput label={t('sightings.edit.postedOn')} placeholder={t('records.dayForm')} {...form.getInputProps('postedOn')} />
          <TextInput label={t('sightings.edit.seenOn')} placeholder={t('records.dayForm')} {...form.getInputProps('seenOn')} />
        </Group>
        <TextInput label={t('sightings.edit.reach')} description={t('sightings.edit.reachHint')} inputMode="numeric" {...form.getInputProps('reach')} />
        <Textarea label={t('sightings.edit.note')} maxLength={2000} autosize minRows={2} {...form.getInputProps('note')} />
        <ErrorNotice error={save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending}>
            {t('sightings.edit.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
