import type { AnyEvent, Refusal } from '../../shared/contract/index.ts'
import { dynamicText, type Translate } from '../../shared/locales/index.ts'
import type { Outcome } from './usage.ts'

/** People read standard error while it runs and standard output at the end; machines read the last line of the latter. */
export function printOutcome(outcome: Outcome, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(outcome.json)}\n`)
  else process.stdout.write(outcome.lines.map((line) => `${line}\n`).join(''))
}

export function printRefusal(error: Refusal, t: Translate, json: boolean): void {
  const text = (part: string) => dynamicText(t, `errors.${error.code}.${part}`, error.params)
  process.stderr.write(`${text('what')}\n${text('safe')}\n${text('do')}\n`)
  if (json) process.stdout.write(`${JSON.stringify({ error: { code: error.code, params: error.params } })}\n`)
}

/** `told` goes to people; `problem` to machines, where it isn't the same. */
export function printWrongUse(told: string, json: boolean, problem = told.trim()): void {
  process.stderr.write(told)
  if (json) process.stdout.write(`${JSON.stringify({ error: { code: 'input.invalid', params: { problem } } })}\n`)
}

/** Tells steps as they end, and running ones where somebody watches. */
export function progressPrinter(t: Translate): (event: AnyEvent) => void {
  const live = process.stderr.isTTY
  return ({ name, payload }) => {
    if (name !== 'job.progress') return
    const label = dynamicText(t, `steps.${payload.step}`)
    const share = payload.total > 0 ? ` ${Math.floor((payload.done / payload.total) * 100)} %` : ''
    if (payload.state === 'running') {
      if (live) process.stderr.write(`\r\u001b[K… ${label}${share}`)
      return
    }
    const mark = { done: '✓', failed: '✗', skipped: '–' }[payload.state]
    process.stderr.write(`${live ? '\r\u001b[K' : ''}${mark} ${label}${payload.detail === '' ? '' : ` (${payload.detail})`}\n`)
  }
}
