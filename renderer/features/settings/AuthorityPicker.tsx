import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AUTHORITIES, type Authority } from '../../../shared/law/authorities.ts'
import { useLanguage } from '../../client/i18n.ts'
import { Facts } from '../../ui/Page.tsx'

/** The address as it is kept in the settings. */
const keptUrl = ({ url }: Authority): string => new URL(url).href

/** The entry whose address this is. */
export const authorityAt = (url: string): Authority | null => AUTHORITIES.find((each) => keptUrl(each) === url) ?? null

/** Authorities to choose from, with what is known of their terms. Resolves to false where it wasn't added. */
export function AuthorityPicker({ urls, pending, onAdd }: { urls: readonly string[]; pending: boolean; onAdd: (url: string) => Promise<boolean> }) {
  const { t } = useTranslation()
  const [picked, setPicked] = useState('')
  const open = AUTHORITIES.filter((each) => !urls.includes(keptUrl(each)))
  const authority = open.find(({ url }) => url === picked)
  const choices = (qualified: boolean) => open.filter((each) => each.qualified === qualified).map(({ name, url }) => ({ value: url, label: name }))
  const add = async () => {
    if (authority !== undefined && (await onAdd(keptUrl(authority)))) setPicked('')
  }
  return (
    <Stack gap="sm" maw={560}>
      <NativeSelect
        label={t('time.presets.field')}
        description={t('time.presets.fieldHint')}
        value={authority === undefined ? '' : picked}
        onChange={(event) => setPicked(event.currentTarget.value)}
        data={[
          { value: '', label: t('time.presets.choose') },
          { group: t('time.presets.qualified'), items: choices(true) },
          { group: t('time.presets.others'), items: choices(false) },
        ]}
      />
      {authority !== undefined && <AboutAuthority authority={authority} />}
      <Group>
        <Button variant="default" onClick={() => void add()} loading={pending} disabled={authority === undefined}>
          {t('time.presets.add')}
        </Button>
      </Group>
    </Stack>
  )
}

function AboutAuthority({ authority }: { authority: Authority }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { url, country, qualified, access, source, asOf, notes } = authority
  return (
    <div>
      <Facts
        facts={[
          { label: t('time.presets.kind'), value: t(qualified ? 'time.presets.isQualified' : 'time.presets.isOther') },
          { label: t('time.presets.country'), value: new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country },
          { label: t('time.presets.terms'), value: t(`time.presets.access.${access}`), wide: true },
          { label: t('time.presets.address'), value: url, wide: true },
          { label: t('time.presets.source'), value: source, wide: true },
        ]}
      />
      {notes.map((note) => (
        <Text key={note} size="sm">
          {t(`time.presets.notes.${note}`)}
        </Text>
      ))}
      <Text size="sm" c="dimmed">
        {t('time.presets.asOf', { date: asOf })}
      </Text>
    </div>
  )
}
