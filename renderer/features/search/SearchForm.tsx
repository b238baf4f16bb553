import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../../shared/encoding/index.ts'
import { PLATFORMS } from '../../../shared/law/index.ts'
import { ExhibitKind, MAX_SEARCH } from '../../../shared/model/index.ts'
import { useCall } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'
import { shorten } from '../../ui/format.ts'
import { type Asked, type Fault, STEP_CHOICES } from './asked.ts'
import css from './search.module.css'

export interface SearchFormProps {
  asked: Asked
  fault: Fault | null
  pending: boolean
  onChange: (change: Partial<Asked>) => void
  onSubmit: () => void
  onClear: () => void
}

export function SearchForm({ asked, fault, pending, onChange, onSubmit, onClear }: SearchFormProps) {
  const { t } = useTranslation()
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
      role="search"
      autoComplete="off"
    >
      <div className={css['words']}>
        <TextInput
          className={css['field'] ?? ''}
          id="search-words"
          label={t('search.words.label')}
          description={t('search.words.hint')}
          value={asked.text}
          maxLength={MAX_SEARCH}
          onChange={({ currentTarget }) => onChange({ text: currentTarget.value })}
          error={fault === 'tooShort' ? t('search.tooShort') : null}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <Filters asked={asked} fault={fault} onChange={onChange} />
      <Group gap="xs">
        <Button type="submit" leftSection={<IconSearch size={16} aria-hidden />} loading={pending}>
          {t('search.submit')}
        </Button>
        <Button variant="default" onClick={onClear}>
          {t('search.clear')}
        </Button>
      </Group>
    </form>
  )
}

function Filters({ asked, fault, onChange }: Pick<SearchFormProps, 'asked' | 'fault' | 'onChange'>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const cases = useCall('case.list', {}).data ?? []
  const kinds = ExhibitKind.options.map((value) => ({ value, label: t(`common.kind.${value}`) }))
  const day = { placeholder: t('records.dayForm'), inputMode: 'numeric', autoComplete: 'off' } as const
  return (
    <fieldset className={css['filters']}>
      <legend>{t('search.filters')}</legend>
      <div className={css['grid']}>
        <NativeSelect
          label={t('search.filter.case')}
          value={asked.case}
          onChange={({ currentTarget }) => onChange({ case: currentTarget.value })}
          data={[{ value: '', label: t('search.filter.anyCase') }, ...cases.map(({ id, number, title }) => ({ value: id, label: `${number} ${shorten(visible(title), 40, 10)}` }))]}
        />
        <NativeSelect
          label={t('search.filter.what')}
          value={asked.what}
          onChange={({ currentTarget }) => onChange({ what: currentTarget.value })}
          data={[
            { value: '', label: t('search.filter.any') },
            { group: t('search.group.exhibits'), items: [{ value: 'exhibits', label: t('search.what.exhibits') }, ...kinds] },
            { group: t('search.group.records'), items: [{ value: 'record', label: t('search.what.records') }, ...STEP_CHOICES.map(({ step, value }) => ({ value, label: t(`guide.step.${step}`) }))] },
            { group: t('search.group.others'), items: [{ value: 'sighting', label: t('search.what.sightings') }, { value: 'case', label: t('search.what.cases') }] },
          ]}
        />
        <NativeSelect
          label={t('search.filter.platform')}
          value={asked.platform}
          onChange={({ currentTarget }) => onChange({ platform: currentTarget.value })}
          data={[{ value: '', label: t('search.filter.anyPlatform') }, ...PLATFORMS.map(({ id, name }) => ({ value: id, label: name[language] }))]}
        />
        <NativeSelect
          label={t('search.filter.witness')}
          value={asked.witness}
          onChange={({ currentTarget }) => onChange({ witness: WITNESS.find((one) => one === currentTarget.value) ?? '' })}
          data={WITNESS.map((value) => ({ value, label: t(`search.filter.${value === '' ? 'anyWitness' : value}`) }))}
        />
        <TextInput label={t('search.filter.account')} description={t('search.filter.accountHint')} value={asked.account} maxLength={300} onChange={({ currentTarget }) => onChange({ account: currentTarget.value })} autoComplete="off" />
        <TextInput label={t('search.filter.from')} description={t('search.filter.dayHint')} value={asked.from} onChange={({ currentTarget }) => onChange({ from: currentTarget.value })} error={fault === 'from' ? t('search.filter.wrongDay') : null} {...day} />
        <TextInput
          label={t('search.filter.to')}
          description={t('search.filter.dayHint')}
          value={asked.to}
          onChange={({ currentTarget }) => onChange({ to: currentTarget.value })}
          error={fault === 'to' ? t('search.filter.wrongDay') : fault === 'turned' ? t('search.filter.turned') : null}
          {...day}
        />
      </div>
      <Group gap="lg" mt="sm">
        <Checkbox label={t('search.filter.exact')} checked={asked.exact} onChange={({ currentTarget }) => onChange({ exact: currentTarget.checked })} />
        <Checkbox label={t('search.filter.partial')} checked={asked.partial} onChange={({ currentTarget }) => onChange({ partial: currentTarget.checked })} />
      </Group>
      <p className={css['under']}>{t('search.filter.dayHelp')}</p>
    </fieldset>
  )
}

const WITNESS = ['', 'witnessed', 'unwitnessed'] as const
