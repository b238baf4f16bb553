import { Button, Group, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { MAX_LINES_TEXT } from '../../../../shared/model/index.ts'
import { call } from '../../../client/bridge.ts'
import { useAction } from '../../../client/hooks.ts'
import { useLanguage } from '../../../client/i18n.ts'
import { ErrorNotice } from '../../../ui/Notice.tsx'
import { textOf, toContent } from '../forms.ts'
import { CopyText } from '../CopyText.tsx'
import type { FieldProps } from './FieldControl.tsx'

/** The text of a letter, proposed from what stands above it, to be copied and sent by hand: the program sends nothing. */
export function LetterField({ caseId, kind, name, values, label, hint, error, onChange }: FieldProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const text = textOf(values, name)
  // What is asked for below the text is empty as long as the letter isn't sent: only what stands above has to be there. The text itself is made
  // anew, so that one which is too long doesn't stand in the way.
  const read = toContent(kind, { ...values, [name]: '' })
  const length = text.trim().length
  const number = new Intl.NumberFormat(language)
  const isLong = length > MAX_LINES_TEXT
  const draft = useAction(async () => {
    if (!('content' in read)) return
    const made = await call('letter.draft', { case: caseId, content: read.content, language })
    onChange(name, made.text)
  })
  return (
    <>
      <Textarea label={label} description={hint} error={isLong ? t('records.text.tooLong', { length: number.format(length), most: number.format(MAX_LINES_TEXT) }) : error} value={text} onChange={({ currentTarget }) => onChange(name, currentTarget.value)} autosize minRows={4} maxRows={18} />
      <Group mt={6} gap="xs">
        <Button variant="default" size="xs" onClick={() => void draft.run(undefined)} loading={draft.pending} disabled={!('content' in read)} title={t('records.text.makeHint')}>
          {t(text === '' ? 'records.text.make' : 'records.text.remake')}
        </Button>
        <CopyText text={text} />
      </Group>
      <ErrorNotice error={draft.error} />
    </>
  )
}
