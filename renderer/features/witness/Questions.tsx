import { Checkbox, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SittingItem } from '../../../shared/contract/index.ts'
import { PictureKind } from '../../../shared/model/index.ts'
import { Shown } from '../../ui/Shown.tsx'
import { type Asked, type Form, isAnswered, offered, QUESTIONS } from './flow.ts'
import css from './witness.module.css'

export interface QuestionsProps {
  item: SittingItem
  value: Form
  onChange: (value: Form) => void
  checked: boolean
  /** The answers are given; they are shown and can't be changed. */
  closed: boolean
}

const PRESENT = ['yes', 'no', 'unsure'] as const
const isPicture = (text: string): text is PictureKind => PictureKind.safeParse(text).success

/** Closed questions. What can be chosen was read from the page that was just loaded, never from what was saved. */
export function Questions({ item, value, onChange, checked, closed }: QuestionsProps) {
  const { t } = useTranslation()
  return (
    <fieldset disabled={closed} className={css['questions']}>
      <Stack>
        <Radio.Group
          label={t('sitting.look.present')}
          value={value.present}
          onChange={(chosen) => onChange({ ...value, present: PRESENT.find((each) => each === chosen) ?? null })}
          error={checked && value.present === null ? t('sitting.look.must') : null}
        >
          <Stack gap="xs" my="xs">
            {PRESENT.map((each) => (
              <Radio key={each} value={each} label={t(`sitting.look.presents.${each}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {/* Of what they didn't see, or can't tell, there is nothing more to ask. */}
        {value.present === 'yes' && (
          <>
            {QUESTIONS.map((question) => (
              <Question
                key={question}
                question={question}
                choices={offered(item, question)}
                value={value[question]}
                onChange={(asked) => onChange({ ...value, [question]: asked })}
                checked={checked}
              />
            ))}
            <Checkbox.Group
              label={t('sitting.look.pictures')}
              description={t('sitting.look.picturesHint')}
              value={value.pictures}
              onChange={(chosen) => onChange({ ...value, pictures: chosen.filter(isPicture) })}
            >
              <Stack gap="xs" my="xs">
                {PictureKind.options.map((kind) => (
                  <Checkbox key={kind} value={kind} label={t(`sitting.look.picture.${kind}`)} />
                ))}
              </Stack>
            </Checkbox.Group>
          </>
        )}
        {value.present !== null && (
          <Textarea
            label={`${t('sitting.look.remark')} (${t('common.state.optional')})`}
            value={value.remark}
            onChange={(event) => onChange({ ...value, remark: event.currentTarget.value })}
            maxLength={1000}
            autosize
            minRows={2}
          />
        )}
      </Stack>
    </fieldset>
  )
}

interface QuestionProps {
  question: (typeof QUESTIONS)[number]
  choices: readonly string[]
  value: Asked
  onChange: (value: Asked) => void
  checked: boolean
}

function Question({ question, choices, value, onChange, checked }: QuestionProps) {
  const { t } = useTranslation()
  const fault = checked && !isAnswered(value)
  return (
    <div>
      <Radio.Group
        label={t(`sitting.look.${question}`)}
        value={value.choice}
        onChange={(choice) => onChange({ ...value, choice })}
        error={fault && value.choice === null ? t('sitting.look.must') : null}
      >
        <Stack gap="xs" my="xs">
          {choices.length > 0 && (
            <Stack gap="xs" className={css['choices'] ?? ''}>
              {choices.map((text, at) => (
                <Radio key={text} value={String(at)} label={<Shown>{text}</Shown>} />
              ))}
            </Stack>
          )}
          <Radio value="typed" label={t('sitting.look.typed')} />
          <Radio value="none" label={t('sitting.look.notSeen')} />
        </Stack>
      </Radio.Group>
      {value.choice === 'typed' && (
        <TextInput
          label={t(`sitting.look.typedLabel.${question}`)}
          value={value.typed}
          onChange={(event) => onChange({ ...value, typed: event.currentTarget.value })}
          error={fault ? t('common.form.required') : null}
          maxLength={2000}
          autoComplete="off"
        />
      )}
    </div>
  )
}
