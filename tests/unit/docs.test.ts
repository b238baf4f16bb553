import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogues } from '../../shared/locales/index.ts'
import { CAPTURE_ARTEFACTS, ENTRY_TYPES } from '../../shared/model/index.ts'
import { REPOSITORY } from '../support/oxlint.ts'

const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: REPOSITORY })
const read = (page: string): string => readFileSync(join(REPOSITORY, page), 'utf8')
/** Without fenced code, where brackets mean something else. */
const prose = (page: string): string => read(page).replace(/^```[\s\S]*?^```/gm, '')

/** The anchors of a page, as web hosts of repositories make them from headings. */
function anchors(page: string): Set<string> {
  const headings = [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text)
  const slug = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(' ', '-')
  return new Set(headings.map(slug))
}

function values(tree: object): string[] {
  return Object.values(tree).flatMap((value: unknown) => (typeof value === 'string' ? [value] : values(value as object)))
}

describe('the documents', () => {
  it.each(pages)('%s links to what is there', (page) => {
    const broken: string[] = []
    for (const [, target = ''] of prose(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? page : join(dirname(page), path)
      if (!existsSync(join(REPOSITORY, file))) broken.push(target)
      else if (anchor !== undefined && !anchors(file).has(anchor)) broken.push(target)
    }
    expect(broken).toEqual([])
  })

  it('name every entry type and every artefact of a capture in formats.md', () => {
    const formats = read('docs/formats.md')
    expect(ENTRY_TYPES.filter((type) => !formats.includes(`\`${type}\``))).toEqual([])
    expect(CAPTURE_ARTEFACTS.filter((name) => !formats.includes(`\`${name}\``))).toEqual([])
  })

  it.each([
    ['docs/user-guide.sv.md', catalogues.sv, /\b[Vv]älj(?:er)?(?: du)? \*\*([^*]+)\*\*/g],
    ['docs/user-guide.en.md', catalogues.en, /\b[Cc]hooses? \*\*([^*]+)\*\*/g],
  ] as const)('%s tells people to choose what the interface calls by that name', (page, catalogue, choice) => {
    const labels = new Set(values(catalogue).map((text) => text.replace(/…$/, '')))
    const named = [...read(page).replaceAll('\n', ' ').matchAll(choice)].map(([, label = '']) => label)
    expect(named.length).toBeGreaterThan(6)
    expect(named.filter((label) => !labels.has(label))).toEqual([])
  })
})
