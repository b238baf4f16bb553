import { Checkbox, Group, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Addition, besideOf, ENGINES, offencesOn, OFFENCES, ownNamed, ownOf, PLATFORMS } from '../../../../shared/law/index.ts'
import { dynamicText } from '../../../../shared/locales/index.ts'
import { type CaseId, Day, type Language } from '../../../../shared/model/index.ts'
import { useLanguage } from '../../../client/i18n.ts'
import { useAdditions } from '../../reference/useAdditions.ts'
import { type FormKind, textOf, textsOf, type Value, type Values, type Widget } from '../forms.ts'
import { AccountField } from './AccountField.tsx'
import { ElementFields } from './ElementFields.tsx'
import { LetterField } from './LetterField.tsx'
import type { Link } from './LinkFields.tsx'
import { RecordField, RecordFields } from './RecordFields.tsx'
import { RowFields } from './RowFields.tsx'

export interface FieldProps {
  caseId: CaseId
  kind: FormKind
  name: string
  widget: Widget
  values: Values
  label: string
  hint: string
  error: string | null
  onChange: (name: string, value: Value) => void
  links: readonly Link[]
  onLinks: (links: readonly Link[]) => void
}

interface Option {
  value: string
  label: string
}

/** One field by its control. Text is limited by the model, and told of when it is saved. */
export function FieldControl(props: FieldProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const additions = useAdditions()
  const { kind, name, widget, values, label, hint, error, onChange } = props
  const shared = { label, error, ...(hint === '' ? {} : { description: hint }) }
  const text = textOf(values, name)
  const select = (options: readonly Option[]) => (
    <NativeSelect {...shared} value={text} onChange={({ currentTarget }) => onChange(name, currentTarget.value)} data={[...options]} />
  )
  const none: Option = { value: '', label: t('records.none') }

  switch (widget.as) {
    case 'area':
    case 'list':
      return <Textarea {...shared} value={text} onChange={({ currentTarget }) => onChange(name, currentTarget.value)} autosize minRows={widget.as === 'list' ? 3 : 2} maxRows={12} spellCheck={widget.as !== 'list'} />
    case 'text':
      return <LetterField {...props} />
    case 'choice':
      return select([...(widget.optional === true ? [none] : []), ...widget.values.map((value) => ({ value, label: dynamicText(t, `records.choice.${kind}.${name}.${value}`) }))])
    case 'choices':
      return (
        <Checkbox.Group {...shared} value={[...textsOf(values, name)]} onChange={(chosen) => onChange(name, chosen)}>
          <Group mt={6}>
            {widget.values.map((value) => (
              <Checkbox key={value} value={value} label={dynamicText(t, `records.choice.${kind}.${name}.${value}`)} />
            ))}
          </Group>
        </Checkbox.Group>
      )
    case 'platform':
      return <PickOrType {...shared} value={text} options={platforms(additions, language)} onChange={(value) => onChange(name, value)} />
    case 'engine':
      return <PickOrType {...shared} value={text} options={engines(additions)} onChange={(value) => onChange(name, value)} />
    case 'category':
      return <CategoryField {...props} />
    case 'offence':
      return select([none, ...offences(textOf(values, 'on'), text, language)])
    case 'accounts':
    case 'results':
      return <RowFields {...props} />
    case 'account':
      return <AccountField {...props} />
    case 'elements':
      return <ElementFields {...props} />
    case 'record':
      return <RecordField {...props} of={widget.of} />
    case 'records':
      return <RecordFields {...props} of={widget.of} />
    default:
      return (
        <TextInput
          {...shared}
          value={text}
          onChange={({ currentTarget }) => onChange(name, currentTarget.value)}
          {...(widget.as === 'day' ? { placeholder: t('records.dayForm'), inputMode: 'numeric', maw: 320 } : widget.as === 'line' ? {} : { inputMode: 'decimal', maw: 220 })}
          autoComplete="off"
        />
      )
  }
}

/** The office's own are kept by their names, which can be read wherever the record is. */
const own = (additions: readonly Addition[], kind: 'platform' | 'engine'): Option[] =>
  ownOf(additions, kind).flatMap(({ content: { name } }) => (name === null ? [] : [{ value: name, label: name }]))
const platforms = (additions: readonly Addition[], language: Language): Option[] => [
  ...PLATFORMS.map(({ id, name }) => ({ value: id, label: name[language] })),
  ...own(additions, 'platform'),
]
const engines = (additions: readonly Addition[]): Option[] => [...ENGINES.map(({ id, name }) => ({ value: id, label: name })), ...own(additions, 'engine')]

interface PickOrTypeProps {
  label: string
  description?: string
  error: string | null
  value: string
  options: readonly Option[]
  onChange: (value: string) => void
}

/** What is picked from the list is kept by its id, what isn't in it as it was typed. While it is typed it stays as it is. */
function PickOrType({ value, options, onChange, ...shared }: PickOrTypeProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <>
      <TextInput
        {...shared}
        list={id}
        value={typed ?? options.find((option) => option.value === value)?.label ?? value}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          onChange(options.find(({ label }) => label === currentTarget.value)?.value ?? currentTarget.value)
        }}
        onBlur={() => setTyped(null)}
        autoComplete="off"
      />
      <datalist id={id}>
        {options.map((option) => (
          <option key={option.value} value={option.label} />
        ))}
      </datalist>
    </>
  )
}

/** Those that the law knew on the day, and the one that was chosen whatever the day is now. */
function offences(day: string, chosen: string, language: Language): Option[] {
  const known = Day.safeParse(day).success ? offencesOn(day) : OFFENCES
  return OFFENCES.filter((offence) => known.includes(offence) || offence.id === chosen).map(({ id, name, cite }) => ({ value: id, label: `${name[language]} (${cite[language]})` }))
}

function CategoryField({ name, values, label, error, onChange }: FieldProps) {
  const language = useLanguage()
  const additions = useAdditions()
  const platform = textOf(values, 'platform')
  const shipped = PLATFORMS.find(({ id }) => id === platform)?.report.categories ?? []
  const named = ownNamed(additions, 'platform', platform)
  const local = [...besideOf(additions, 'platform', platform), ...(named === null ? [] : [named])].flatMap(({ content }) => content.categories)
  const options = [...shipped.map(({ id, text }) => ({ value: id, label: text[language] })), ...[...new Set(local)].map((text) => ({ value: text, label: text }))]
  return <PickOrType label={label} error={error} value={textOf(values, name)} options={options} onChange={(value) => onChange(name, value)} />
}
