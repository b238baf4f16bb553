import { common } from './common.ts'
import { errors } from './errors.ts'
import { notes } from './notes.ts'
import { steps } from './steps.ts'
import { report } from './report.ts'
import { receipt } from './receipt.ts'
import { readme } from './readme.ts'
import { verifier } from './verifier.ts'
import { verify } from './verify.ts'
import { statement } from './statement.ts'
import { vaultNotes } from './vaultNotes.ts'
import { covering } from './covering.ts'
import { custody } from './custody.ts'
import { gate } from './gate.ts'
import { cases } from './cases.ts'
import { capture } from './capture.ts'
import { people } from './people.ts'
import { queue } from './queue.ts'
import { masking } from './masking.ts'
import { exhibit } from './exhibit.ts'
import { witness } from './witness.ts'
import { sitting } from './sitting.ts'
import { bundle } from './bundle.ts'
import { settings } from './settings.ts'
import { cli } from './cli.ts'
import { guidance } from './guidance.ts'
import { handover } from './handover.ts'
import { casePage } from './casePage.ts'
import { desktop } from './desktop.ts'
import { disposal } from './disposal.ts'
import { time } from './time.ts'
import { guide } from './guide.ts'
import { letters } from './letters.ts'
import { rechecks } from './rechecks.ts'
import { records } from './records.ts'
import { reference } from './reference.ts'
import { search } from './search.ts'
import { sightings } from './sightings.ts'
import { lists } from './lists.ts'
import { kinship } from './kinship.ts'
import { received } from './received.ts'

export const sv = {
  bundle,
  capture,
  casePage,
  cases,
  cli,
  common,
  covering,
  custody,
  desktop,
  disposal,
  errors,
  exhibit,
  gate,
  guidance,
  guide,
  rechecks,
  records,
  reference,
  search,
  sightings,
  lists,
  kinship,
  letters,
  handover,
  masking,
  notes,
  people,
  queue,
  readme,
  receipt,
  received,
  report,
  settings,
  sitting,
  statement,
  steps,
  time,
  vaultNotes,
  verifier,
  verify,
  witness,
} as const
