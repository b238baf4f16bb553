import { describe, expect, it } from 'vitest'
import { CAPTURE_STEPS, NOTE_CODES } from '../../electron/services/capture/index.ts'
import { catalogues } from '../../shared/locales/index.ts'

describe.each(['sv', 'en'] as const)('names in %s', (language) => {
  const { notes, steps } = catalogues[language]
  it('are there for every step and every note', () => {
    expect(Object.keys(steps)).toEqual(expect.arrayContaining([...CAPTURE_STEPS]))
    const sentences: Record<string, string> = notes
    for (const code of Object.keys(NOTE_CODES)) expect(sentences[code], code).toMatch(/^\p{Lu}.+\.$/u)
  })
})
