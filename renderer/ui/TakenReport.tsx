import { Text } from '@mantine/core'
import { Notice } from './Notice.tsx'
import { Shown } from './Shown.tsx'
import css from './taken.module.css'

export interface TakenReportProps {
  title: string
  /** Sentences on the whole of it. */
  notes: readonly string[]
  /** Whether there was more than was looked at. */
  cut: boolean
  /** What the list of what wasn't taken is called. */
  details: string
  /** Each line that wasn't plainly taken: where it stood, what stood there, and what became of it. */
  left: readonly { line: string; text: string; outcome: string }[]
}

/** What became of a text that somebody pasted: every line that isn't plainly there now is named. */
export function TakenReport({ title, notes, cut, details, left }: TakenReportProps) {
  return (
    <Notice tone={left.length > 0 || cut ? 'warn' : 'ok'} title={title}>
      {notes.length > 0 && <Text size="sm">{notes.join(' ')}</Text>}
      {left.length > 0 && (
        <>
          <Text size="sm">{details}:</Text>
          <ul className={css['left']}>
            {left.map(({ line, text, outcome }, index) => (
              <li key={index}>
                {line}: <Shown>{text}</Shown> – {outcome}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}
