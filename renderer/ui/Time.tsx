import { formatTime } from './format.ts'

/** Local time with its zone; UTC as hover text. */
export function Time({ at, precision = 'minute' }: { at: string; precision?: 'minute' | 'second' }) {
  return (
    <time dateTime={at} title={at}>
      {formatTime(at, precision)}
    </time>
  )
}
