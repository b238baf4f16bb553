import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rowPixels, rows } from '../fixtures/corpus/content-rows.ts'
import { OfficerHands } from '../support/officer-hands.ts'
import { captureTab, openSession } from '../support/officer-session.ts'
import { type PageServer, startPageServer } from '../support/page-server.ts'

/** A post of 900 rows, each of a colour of its own, that an officer points at: its picture holds them all and nothing else. */

const POST = `<article id="post" style="position:relative"><div style="pointer-events:none">${rows(900)}<p style="position:absolute;left:300px;top:400px;margin:0">Inlägget som gäller</p></div></article>`
const page = (body: string) => `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Forumet</title><style>body{margin:0}</style><body>${body}`
const BAR = (css: string) => `<div style="position:fixed;left:0;right:0;background:#f0f;${css}">Kakor?</div>`

let server: PageServer
beforeAll(async () => {
  server = await startPageServer({
    '/bars': page(`${BAR('top:0;height:260px')}${BAR('bottom:0;height:300px')}<div style="height:2500px"></div>${POST}<div style="height:2000px"></div>`),
    '/box': page(`<div style="position:absolute;top:100px;height:500px;left:0;right:0;overflow:auto"><h2 style="position:sticky;top:0;margin:0;height:60px;background:#f0f">Tråden</h2><div style="height:600px"></div>${POST}<div style="height:900px"></div></div>`),
    '/dialog': page(`<div style="height:3000px">Under</div><div style="position:fixed;inset:50px;overflow:auto;background:#fff">${POST}</div>`),
  })
})
afterAll(() => server.close())

it.each([
  ['/bars', 'under bars that are fixed'],
  ['/box', 'in a box that scrolls, under a header that sticks in it'],
  ['/dialog', 'in a box that is fixed itself'],
])('%s: a post %s', async (path) => {
  const opened = await openSession(server.origin + path)
  const tab = opened.state().tabs[0]?.id ?? ''
  const hands = await OfficerHands.on(opened.launched, tab)
  await hands.sees('Inlägget som gäller')
  await hands.look(`document.getElementById('post').scrollIntoView({ block: 'center' })`)
  const picking = opened.session.order({ kind: 'pick', tab, of: 'element' })
  const at = await hands.look<{ x: number; y: number }>(`(() => { const b = document.querySelector('#post p').getBoundingClientRect(); return { x: b.x - 100, y: b.y } })()`)
  await hands.until(() => opened.state().picked !== null, () => hands.drag(at, at))
  await picking
  const { artefacts, provenance } = await captureTab(opened)
  expect(provenance.notes.filter(({ code }) => code === 'region-partial')).toEqual([])
  const picture = PNG.sync.read(artefacts.get('region.png') ?? Buffer.alloc(0))
  expect(provenance.region).toMatchObject({ element: 'article#post', width: picture.width, height: 900 })
  expect(picture.height).toBe(900)
  for (const [x, y, colour] of rowPixels(100, [...Array(900).keys()])) {
    const offset = (y * picture.width + x) * 4
    expect([...picture.data.subarray(offset, offset + 3)], `row ${y}`).toEqual([...colour])
  }
  await opened.session.close()
})
