import { visible } from '../../../shared/encoding/index.ts'
import { translator } from '../../../shared/locales/index.ts'
import type { Language } from '../../../shared/model/index.ts'
import { PRIOR_TIMESTAMP_COMMANDS, TIMESTAMP_COMMANDS } from '../../../shared/verify/index.ts'
import { BY_HAND, zipCommands } from './commands.ts'
import { heldFile, type HeldFile } from './files.ts'

const WIDTH = 78

interface About {
  /** Of the bundle. */
  name: string
  fingerprint: string
  /** Whose timestamp it holds, in that authority's own words; null: it holds none. */
  authority: string | null
  /** Whether it holds timestamps over earlier states of the log. */
  stampedBefore: boolean
  /** Whether it holds less than the whole case. */
  derived: boolean
}

export function readmeFiles(about: About): HeldFile[] {
  return [heldFile('LAS-MIG.txt', readme('sv', about)), heldFile('README.txt', readme('en', about))]
}

function readme(language: Language, { name, fingerprint, authority, stampedBefore, derived }: About): string {
  const t = translator(language)
  const zip = zipCommands(name)
  const blocks = [
    heading(t('readme.title', { name }), '='),
    wrap(t('readme.what')),
    ...(derived ? [wrap(t('readme.derived'))] : []),
    heading(t('readme.read'), '-'),
    wrap(t('readme.readReport')),
    wrap(t('readme.readExhibits')),
    wrap(t('readme.readLedger')),
    wrap(t('readme.readLanguage')),
    heading(t('readme.check'), '-'),
    wrap(t('readme.fingerprint')),
    code([inFours(fingerprint).slice(0, 39), inFours(fingerprint).slice(40)]),
    wrap(t('readme.fingerprintWarning')),
    wrap(t('readme.witnesses')),
    wrap(t('readme.logLimit')),
    wrap(t('readme.checkPage')),
    wrap(t('readme.checkHand', { name })),
    code(['export LC_ALL=C']),
    ...BY_HAND.flatMap(({ step, lines }, index) => [wrap(`${index + 1}. ${t(`readme.steps.${step}`)}`), code(lines)]),
    ...(authority === null
      ? [wrap(t(stampedBefore ? 'readme.noOwnTimestamp' : 'readme.noTimestamp'))]
      : [
          wrap(`${BY_HAND.length + 1}. ${t('readme.timestamp', { authority })}`),
          code(TIMESTAMP_COMMANDS),
          wrap(t('readme.timestampExpired')),
        ]),
    ...(stampedBefore ? [wrap(t('readme.priorTimestamps')), code(PRIOR_TIMESTAMP_COMMANDS)] : []),
    heading(t('readme.zip'), '-'),
    wrap(t('readme.zipText', { name })),
    wrap(t('readme.zipSmall')),
    code(zip.small),
    wrap(t('readme.zipLarge')),
    code(zip.large),
  ]
  return visible(`${blocks.join('\n\n')}\n`, { lines: true })
}

const heading = (text: string, line: string): string => `${text}\n${line.repeat(text.length)}`
const code = (lines: readonly string[]): string => lines.map((line) => `    ${line}`).join('\n')

/** Groups of four, as people read them out. */
export const inFours = (hex: string): string => (hex.match(/.{4}/g) ?? []).join(' ')

function wrap(text: string): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join('\n')
}
