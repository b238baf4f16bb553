import type { DisposalView } from '../../../../shared/contract/index.ts'
import { catalogues } from '../../../../shared/locales/index.ts'
import type { Day, Language, LogHead } from '../../../../shared/model/index.ts'
import { createPen, paper } from './pen.ts'

export interface CertificateFacts {
  disposal: DisposalView
  /** Of the case. */
  number: number
  office: string
  today: Day
  /** The log as it stands when this is printed. */
  head: LogHead
}

/** That something was disposed of, by which decision and by whom; never what it was. Pure. */
export function certificateText({ disposal, number, office, today, head }: CertificateFacts, language: Language): string {
  const pen = createPen(language)
  const words = catalogues[language].disposal.certificate
  const { decision, numbers, scope } = disposal
  const said = { exhibits: disposal.exhibits, files: disposal.files, bytes: disposal.bytes, entries: disposal.entries, number, numbers: numbers.join(', ') }
  return paper([
    words.title,
    '',
    pen.say(words.from, { office }),
    pen.say(words.printed, { day: today }),
    '',
    pen.say(words.decision, { ...decision }),
    '',
    pen.say(scope === 'case' ? words.case : words.exhibits, said),
    pen.say(words.destroyed, said),
    '',
    pen.say(words.by, { at: pen.moment(disposal.at), name: disposal.by }),
    pen.say(words.approved, { name: disposal.approvedBy }),
    '',
    pen.say(words.log, { seq: disposal.seq, next: disposal.seq + 1, size: head.size, root: head.root }),
    '',
    words.left,
    ...(scope === 'exhibits' ? [words.remains] : []),
    words.outside,
    '',
    words.signature,
  ])
}
