import type { AnyEvent, Refusal, VaultView } from '../../shared/contract/index.ts'
import { dynamicText, textOr, type Translate } from '../../shared/locales/index.ts'
import type { Outcome } from './usage.ts'

/** People read standard error while it runs and standard output at the end; machines read the last line of the latter. */
export function printOutcome(outcome: Outcome, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(outcome.json)}\n`)
  else process.stdout.write(outcome.lines.map((line) => `${line}\n`).join(''))
}

/** What a vault has to say for itself, beside a command's own outcome: for the JSON of each command that opens one. */
export type Standing = Partial<Pick<VaultView, 'alarm' | 'notes'>>

export const standingOf = ({ alarm, notes }: VaultView): Standing => ({ ...(alarm === null ? {} : { alarm }), ...(notes.length === 0 ? {} : { notes }) })

/** The same for people, in the words of the window. */
export function printStanding({ alarm, notes }: Standing, t: Translate): void {
  if (alarm) {
    const counts = { lastSeen: alarm.lastSeen.size, found: alarm.found.size }
    const parts = [t('common.alarm.title'), t('common.alarm.what', counts), t('common.alarm.why'), t('common.alarm.do')]
    process.stderr.write(`${t('cli.warning')}: ${parts.join('\n')}\n`)
  }
  for (const note of notes ?? []) {
    const key = note === 'recovery-unconfirmed' ? 'common.unconfirmed.text' : `vaultNotes.${note}`
    process.stderr.write(`${t('cli.note')}: ${textOr(t, key, note)}\n`)
  }
}

export function printRefusal(error: Refusal, t: Translate, json: boolean, standing: Standing = {}): void {
  const text = (part: string) => dynamicText(t, `errors.${error.code}.${part}`, error.params)
  process.stderr.write(`${text('what')}\n${text('safe')}\n${text('do')}\n`)
  if (json) process.stdout.write(`${JSON.stringify({ error: { code: error.code, params: error.params }, ...standing })}\n`)
}

/** `told` goes to people; `problem` to machines, where it isn't the same. */
export function printWrongUse(told: string, json: boolean, problem = told.trim(), standing: Standing = {}): void {
  process.stderr.write(told)
  if (json) process.stdout.write(`${JSON.stringify({ error: { code: 'input.invalid', params: { problem } }, ...standing })}\n`)
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
