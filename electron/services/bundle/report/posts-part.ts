import { visible } from '../../../../shared/encoding/index.ts'
import type { ExhibitInBundle } from '../contents.ts'
import type { Known } from './known.ts'
import { accountOf, readPosts, tell } from './posts.ts'
import { isRead } from './provenance.ts'
import type { Sheet } from './sheet.ts'
import type { PartRequest } from './types.ts'
import type { Words } from './words.ts'

/** Posts that are printed; the rest stands in the file. */
const PRINTED = 25
/** Of a post's text and names, characters. */
const CUT = { text: 220, name: 80, link: 120 }

/** Who posted what, as the program read it from the page, and what an officer holds to be otherwise. */
export async function postsPart(sheet: Sheet, words: Words, { parts }: PartRequest, exhibit: ExhibitInBundle, { corrections }: Known): Promise<void> {
  const reading = await readPosts(parts, exhibit)
  if (reading === 'absent') return
  const { t, count } = words
  sheet.heading(t('report.posts.title'))
  if (!isRead(reading)) return sheet.paragraph(t('report.posts.unreadable'))
  sheet.paragraph(t('report.posts.lead'), 'small')
  const own = corrections.get(exhibit.row.id) ?? []
  if (reading.posts.length === 0) sheet.paragraph(t('report.list.whoUnknown'))
  else {
    sheet.table(
      [
        { title: t('report.posts.number'), width: 26, style: 'label' },
        { title: t('report.posts.account'), width: 107, style: 'label' },
        { title: t('report.posts.date'), width: 104, style: 'label' },
        { title: t('report.posts.text'), width: 246, style: 'label' },
      ],
      reading.posts.slice(0, PRINTED).map((post, index) => {
        const account = accountOf(post, index, own)
        const id = tell(post, index, 'authorId', own)
        const shown = tell(post, index, 'shownTime', own) ?? tell(post, index, 'time', own)
        const text = tell(post, index, 'text', own)
        const link = tell(post, index, 'permalink', own)
        const mark = (told: { correctedBy: string | null } | null) => ((told?.correctedBy ?? null) === null ? '' : ` ${t('report.posts.corrected')}`)
        return [
          String(index + 1),
          `${account === null ? '–' : cut(account.value, CUT.name)}${mark(account)}${id === null ? '' : `\n${t('report.posts.id', { id: cut(id.value, CUT.name) })}${mark(id)}`}\n${t(`report.posts.kind.${post.kind}`)}`,
          shown === null ? '–' : `${cut(shown.value, CUT.name)}${mark(shown)}`,
          `${text === null ? '–' : cut(text.value, CUT.text)}${mark(text)}${link === null ? '' : `\n${cut(link.value, CUT.link)}`}`,
        ]
      }),
    )
    const rest = reading.posts.length - PRINTED
    if (rest > 0) sheet.paragraph(t('report.posts.more', { count: rest, name: 'posts.json' }), 'small')
    if (reading.cut || reading.seen > reading.posts.length) sheet.paragraph(t('report.posts.cut'), 'small')
  }
  if (own.length === 0) return
  sheet.subheading(t('report.posts.corrections'))
  sheet.bullets(
    own.map(({ post, field, read, value, reason, actor }) =>
      t(reason === '' ? 'report.posts.correction' : 'report.posts.correctionReason', {
        post: count(post + 1),
        field: t(`exhibit.reading.fields.${field}`),
        read: read === null ? '–' : quoted(read),
        value: quoted(value),
        by: actor.name,
        reason,
      }),
    ),
  )
}

const cut = (text: string, length: number): string => {
  const line = visible(text, { lines: true }).replace(/\s+/gu, ' ')
  return line.length <= length ? line : `${line.slice(0, length - 1).toWellFormed()}…`
}

/** Texts of strangers, in quotation marks that they can't close. */
const quoted = (text: string): string => cut(text, CUT.text).replace(/["“”„‟«»]/gu, '’')
