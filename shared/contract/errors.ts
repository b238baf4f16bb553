import { z } from 'zod'

/**
 * Every way in which a call may be refused. The list is closed: the interface has a text for each (what happened,
 * what is safe, what to do) and the command line an exit code. Anything else that goes wrong is a bug and is
 * answered with `internal`.
 */
export const ERROR_CODES = [
  'internal',
  'input.invalid',
  'token.unknown',
  'job.cancelled',
  'vault.not-open',
  'vault.already-open',
  'vault.not-found',
  'vault.exists',
  'vault.wrong-passphrase',
  'vault.header-damaged',
  'vault.database-damaged',
  'vault.newer-version',
  'vault.locked-by-other',
  'vault.unsafe-place',
  'vault.throttled',
  'vault.recovery-wrong',
  'vault.sqlite-too-old',
  'vault.disk-full',
  'vault.io',
  'vault.read-only',
  /** Something runs that the new key of the vault would pull the ground from under. */
  'vault.busy',
  /** Writing was asked for while the vault's alarm stands. Only the command line refuses it; the window shows the alarm. */
  'vault.alarm',
  /** Params: names of the officers by their ids. */
  'recovery.choose-officer',
  'passphrase.too-short',
  'passphrase.in-use',
  'officer.mismatch',
  'case.not-found',
  /** Something was to be added to a case that is closed. */
  'case.closed',
  /** Pages of it wait or are captured, or a browser is open for it. */
  'case.busy',
  'exhibit.not-found',
  /** It was disposed of. Params: `number`. */
  'exhibit.disposed',
  'record.not-found',
  /** Somebody else wrote a version since. */
  'record.changed-meanwhile',
  'record.withdrawn',
  /** A bug of the caller: a record stays of its kind. */
  'record.wrong-kind',
  /** It leans on an exhibit or a record that isn't of the case, or doesn't fit. */
  'record.wrong-link',
  /** What stopped the time lies before what it stopped. */
  'record.wrong-day',
  /** It begins after it ends. */
  'record.wrong-span',
  /** What is deleted has to be captured first. */
  'record.unsecured',
  /** Nobody has signed it yet, as far as is noted. */
  'mandate.unsigned',
  'mandate.outside',
  'mandate.not-allowed',
  /** No report that holds names the address. */
  'recheck.not-reported',
  /** Another one is being loaded; the next press will do. */
  'recheck.busy',
  'sighting.not-found',
  'sighting.changed-meanwhile',
  /** It was taken back: it counts again where its link is added again. */
  'sighting.withdrawn',
  'sighting.no-address',
  /** Another sighting of the case has the same address. */
  'sighting.known',
  'hold.not-standing',
  /** Params: `holds`, how many stand. */
  'disposal.held',
  /** Params: `number` of an exhibit that shows that a bundle arrived: it only goes with the whole case. */
  'disposal.receipt',
  'disposal.case-open',
  /** What would go is no longer what was looked at. */
  'disposal.changed',
  /** Nobody is enrolled who could sign beside the officer at work. */
  'disposal.second-person',
  'disposal.not-found',
  /** No word of three characters or more, and no filter. */
  'search.too-short',
  'reference.not-found',
  /** Somebody else wrote a version since. */
  'reference.changed-meanwhile',
  'reference.withdrawn',
  /** What a version is of, and by which name, stays. */
  'reference.other-entry',
  /** What it is to stand beside isn't among what is shipped. */
  'reference.unknown-entry',
  /** Params: `name`. */
  'reference.name-taken',
  /** Params: `name` of the host. */
  'reference.host-taken',
  /** The day of the source is yet to come. */
  'reference.wrong-day',
  /** Params: `count`, how many there may be. */
  'reference.full',
  'exhibit.not-a-note',
  'artefact.not-found',
  'evidence.damaged',
  'person.not-found',
  'person.wrong-passphrase',
  'person.name-taken',
  'person.departed',
  /** What is asked for can't be done to the officer who is logged in. */
  'person.is-self',
  /** Params: `officers`, how many others could give it. */
  'approval.needed',
  'approval.same-person',
  'witness.is-officer',
  'witness.challenge-stale',
  'witness.already-attested',
  /** Anything but the sitting was asked for while a witness sits at the machine. */
  'sitting.open',
  /** Something of the officer's is still going on: a capture, an import, a list of links, an export. */
  'sitting.busy',
  /** The machine's clock was set while the witness sat here: what would be signed wouldn't agree with the log. */
  'sitting.clock',
  'sitting.none',
  /** A step was asked for before the one that it rests on, or once more after it. */
  'sitting.out-of-order',
  'capture.no-browser',
  'capture.browser-failed',
  'capture.sandbox-unavailable',
  'capture.url-invalid',
  'capture.url-refused',
  'capture.unreachable',
  'capture.file-not-kept',
  'capture.crashed',
  'capture.timeout',
  'capture.tab-gone',
  'capture.session-open',
  'capture.session-none',
  /** The browser for an own login didn't answer, and is closed. */
  'capture.session-hung',
  'login.none',
  'login.damaged',
  /** Params: `kept` and `found`, names of browsers. */
  'login.other-browser',
  'import.unreadable',
  'import.changed',
  /** A list of sightings that was kept and can't be read as one. Params of all: `name` of the file. */
  'table.unreadable',
  /** More bytes, packed or unpacked, or more work than is spent on a list. */
  'table.too-large',
  /** Excel's format until 2003. */
  'table.old-format',
  'table.protected',
  'table.empty',
  'time.no-authority',
  /** Params: `count` of the authorities that were asked. */
  'time.no-answer',
  'bundle.empty',
  /** Params: `number` of the exhibit that is to be masked and for which nothing is recorded. */
  'bundle.not-masked',
  /** Nothing of it can be covered in parts, or not what was asked for. */
  'masking.not-possible',
  'bundle.unreadable',
  /** A received bundle whose check failed. Params: `check` that failed first. */
  'bundle.not-held',
  'bundle.write-failed',
  /** The case has no such bundle, or the file that was chosen isn't it. Params: `name` of the file. */
  'handover.no-bundle',
  'handover.other-file',
  /** Params: `name`, its first characters. */
  'handover.recipient',
  /** What was written can't be read back as what it was made of; it is gone again. */
  'handover.not-read-back',
  'handover.not-found',
  /** No code of a receipt, or one that was mistyped: told from a receipt that doesn't fit. */
  'receipt.malformed',
] as const

export const ErrorCode = z.enum(ERROR_CODES)
export type ErrorCode = z.infer<typeof ErrorCode>

export const Failure = z.strictObject({
  code: ErrorCode,
  /** Values for the message of this code, never secrets. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Failure = z.infer<typeof Failure>

/** An expected failure inside the engine. Only `dispatch` catches it and turns it into a value. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly params: Failure['params']

  constructor(code: ErrorCode, params: Failure['params'] = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause })
    this.name = 'Refusal'
    this.code = code
    this.params = params
  }
}
