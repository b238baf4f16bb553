import { Input, Stack, Text, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { offenceOf } from '../../../../shared/law/index.ts'
import { useLanguage } from '../../../client/i18n.ts'
import { pairsOf, textOf } from '../forms.ts'
import type { FieldProps } from './FieldControl.tsx'
import { ExhibitPicker } from './LinkFields.tsx'
import css from '../steps.module.css'

/** The parts of an offence, each with the exhibits that a person ties to it. Of a greater degree those of the ordinary one as well. */
export function ElementFields({ caseId, name, values, label, onChange, links, onLinks }: FieldProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const offence = offenceOf(textOf(values, 'offence'))
  if (offence === null) return null
  const ordinary = offence.ordinary === null ? null : offenceOf(offence.ordinary)
  const notes = pairsOf(values, name)
  const note = (element: string) => notes.find(([id]) => id === element)?.[1] ?? ''
  return (
    <Input.Wrapper label={label} description={t('records.matrix.lead')} labelElement="div" role="group" aria-label={label}>
      <ol className={css['elements']}>
        {[...(ordinary?.elements ?? []), ...offence.elements].map(({ id, text }) => (
          <li key={id}>
            <Text size="sm" fw={600}>
              {text[language]}
            </Text>
            <Stack gap={6} mt={6}>
              <ExhibitPicker caseId={caseId} role={`element.${id}`} label={t('records.matrix.exhibits')} links={links} onChange={onLinks} />
              <Textarea
                label={t('records.matrix.note')}
                value={note(id)}
                onChange={({ currentTarget }) => onChange(name, [...notes.filter(([other]) => other !== id), [id, currentTarget.value]])}
                autosize
                minRows={1}
                maxRows={6}
              />
            </Stack>
          </li>
        ))}
      </ol>
    </Input.Wrapper>
  )
}
