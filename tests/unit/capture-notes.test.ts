import { expect, it } from 'vitest'
import { Notes } from '../../electron/services/capture/steps.ts'

it('notes tell each thing that was met once, twenty of a kind, and how many more there were', () => {
  const notes = new Notes()
  notes.add('tile-blank', '2000 px')
  notes.add('tile-blank', '2000 px')
  notes.add('no-page-pdf', '')
  notes.add('tile-blank', '4000 px')
  for (let n = 0; n < 30; n++) notes.add('tile-gap', `${n}`)
  for (let n = 0; n < 30; n++) notes.add('requests-failed', `${n} ${'x'.repeat(5000)}\ud800`)
  const [blank, pdf, gap, failed] = notes.list()
  expect(blank).toEqual({ code: 'tile-blank', detail: '2000 px; 4000 px' })
  expect(pdf).toEqual({ code: 'no-page-pdf', detail: '' })
  expect(gap?.detail).toMatch(/^0; 1; .*; 19; \+10$/)
  expect(failed?.detail.length).toBeLessThanOrEqual(2000)
  expect(failed?.detail).toMatch(/; \+10$/)
  notes.add('no-posts', 'x'.repeat(1999) + '😀')
  expect(notes.list().every(({ detail }) => detail.isWellFormed())).toBe(true)
  expect(notes.completeness().verdict).toBe('partial')
})

it('says no secret that stands in an address, wherever the address stands', () => {
  const notes = new Notes()
  notes.add('scroller-kept', 'scroller-1.png: iframe https://kommun.example/flode?token=hemligt&sida=2, ”/in?session=dolt”; http://jag:ord@plats.example/')
  expect(notes.list()[0]?.detail).toBe('scroller-1.png: iframe https://kommun.example/flode?token=%5Bstripped%5D&sida=2, ”/in?session=%5Bstripped%5D”; http://plats.example/')
})
