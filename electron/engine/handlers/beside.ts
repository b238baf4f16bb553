import { mkdir } from 'node:fs/promises'
import { Refusal } from '../../../shared/contract/index.ts'
import { translator } from '../../../shared/locales/index.ts'
import type { Language } from '../../../shared/model/index.ts'
import { renderLetter } from '../../services/bundle/index.ts'
import { dayInSweden } from '../../services/casework/index.ts'
import type { Context } from '../context.ts'
import { saveAs } from './exhibits.ts'

/** How many files of one name may lie in a folder before somebody should look at it. */
const MOST_COPIES = 99

/** A PDF into a folder that a person chose. Nothing is overwritten: a second one gets a number. */
export async function saveBeside(folder: string, stem: string, pdf: Uint8Array): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? `${stem}.pdf` : `${stem}-(${copy}).pdf`
    try {
      await saveAs(folder, name, once(pdf))
      return name
    } catch (error) {
      const exists = error instanceof Refusal && error.params['reason'] === 'exists'
      if (!exists || copy === MOST_COPIES) throw error
    }
  }
}

export interface LetterToSave {
  title: string
  /** Begins the file's name. */
  what: string
  /** Of the case. */
  number: number
  text: string
  language: Language
  /** Token; null: where documents go. */
  folder: string | null
}

/** A text as a PDF to print, named by what it is, the case and the day. */
export async function saveLetter({ host, options, tokens, session }: Context, { title, what, number, text, language, folder }: LetterToSave): Promise<{ name: string }> {
  if (folder === null) await mkdir(options.documents, { recursive: true })
  const place = folder === null ? options.documents : tokens.path(folder, 'bundle-folder')
  const t = translator(language)
  const at = (host.clock ?? Date.now)()
  const parts: Uint8Array[] = []
  for await (const part of renderLetter({ title, subject: t('letters.file.subject', { number }), author: session().vault.name, text, language, at: new Date(at) })) parts.push(part)
  return { name: await saveBeside(place, t('letters.file.name', { what, case: number, day: dayInSweden(at) }), Buffer.concat(parts)) }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
