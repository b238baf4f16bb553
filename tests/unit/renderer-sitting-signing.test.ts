import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../shared/contract/index.ts'
import { HandSignature } from '../../shared/model/index.ts'
import { PASSPHRASE, WITNESS_PASSPHRASE } from '../support/fake-bridge.ts'
import { startInterface, type Interface, type WindowOptions } from '../support/interface.ts'
import { openSitting, openToSign } from '../support/sitting-hands.ts'

/** A statement, and the passphrase and perhaps the hand under it. */
let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const open = (options?: WindowOptions, numbers?: [number, ...number[]]) => openSitting(ui, options, numbers)

describe('the signing', () => {
  it('is of a list that names each exhibit, and of nothing that was declined', async () => {
    const { window, hands } = await open({}, [2, 3, 4])
    await hands.begin()
    await window.sees('Bevis 1 av 3 i dag')
    await hands.all()
    await window.sees('Bevis 2 av 3 i dag')
    await window.press('Jag skriver inte under det här beviset')
    await window.sees('Bevis 3 av 3 i dag')
    await window.press('Gå vidare till det sparade')
    await window.press('Visa innehållet (loggas)')
    await window.press('Ta fram intyget')
    await window.press('Texten stämmer')
    await window.sees('Du skriver under intygen för bevisen i listan')
    const list = await window.page.$$eval('[aria-label="Det här skriver du under"] li', (items) => items.map(({ innerText }) => innerText))
    expect(list).toHaveLength(2)
    expect(list[0]).toMatch(/Bevis 2: Kommentarer till inlägget\s+([0-9a-f]{4} ){3}[0-9a-f]{4}\s+Du intygar att du såg det på sidan, så som programmet hämtade och visade den\./)
    expect(list[1]).toMatch(/Bevis 4: Telefonsamtal/)
    await hands.sign(WITNESS_PASSPHRASE)
    await window.sees('Ditt kvitto')
    await window.sees('Du skrev inte under: Bevis 3.')
    const [signed] = window.called('sitting.sign') as { challenges: string[]; hand: null }[]
    expect(signed?.challenges).toHaveLength(2)
    expect(signed?.hand).toBeNull()
    await window.close()
  })

  it('asks for nothing where nothing is signed', async () => {
    const { window, hands } = await open()
    await hands.begin()
    await window.press('Jag skriver inte under det här beviset')
    await window.sees('Du har inte skrivit under något.')
    expect(window.called('sitting.sign')).toEqual([])
    await window.close()
  })

  it('leaves no passphrase in the page: not when sent, refused, hidden or left', async () => {
    const { window, hands } = await open()
    const typed = () => window.page.$$eval('input[type=password]', (fields) => fields.map(({ value }) => value))
    await hands.begin()
    await hands.all()
    await hands.sign('fel lösenfras här')
    await window.sees('Lösenfrasen stämmer inte')
    expect(await typed()).toEqual([''])
    expect(await window.page.content()).not.toContain('fel lösenfras här')
    await window.type('Din lösenfras', WITNESS_PASSPHRASE)
    await window.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await window.page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[type=password]')?.value === '')
    await window.type('Din lösenfras', WITNESS_PASSPHRASE)
    await window.press('Tillbaka')
    await window.press('Texten stämmer')
    await window.page.waitForSelector('input[type=password]')
    expect(await typed()).toEqual([''])
    await hands.sign(WITNESS_PASSPHRASE)
    await window.sees('Ditt kvitto')
    expect(await window.page.content()).not.toContain(WITNESS_PASSPHRASE)
    await window.close()
  })

  it('takes a signature by hand, and can do without', async () => {
    const { window, hands } = await openToSign(ui)
    const pad = await window.page.waitForSelector('[aria-label="Fält för underskrift för hand"]')
    await pad?.scrollIntoView()
    const box = await pad?.boundingBox()
    if (!box) throw new Error('the field has no place')
    const { x, y, width, height } = box
    const { mouse } = window.page
    /** A stroke that leaves the field, and is held at its edge; then a dot. */
    const draw = async () => {
      await mouse.move(x + 20, y + height / 2)
      await mouse.down()
      for (let i = 1; i <= 30; i += 1) await mouse.move(x + 20 + i * 8, y + height / 2 + 20 * Math.sin(i))
      await mouse.move(x + width + 200, y - 100)
      await mouse.up()
      await mouse.click(x + 300, y + 20)
    }
    await draw()
    await window.press('Rensa')
    expect(await window.page.$$('[aria-label="Fält för underskrift för hand"] path')).toHaveLength(0)
    await draw()
    await hands.sign(WITNESS_PASSPHRASE)
    await window.sees('Ditt kvitto')
    const [{ hand } = { hand: '' }] = window.called('sitting.sign') as { hand: string }[]
    expect(HandSignature.parse(hand).split(';')).toHaveLength(2)
    const points = hand.split(/[ ;]/).map((point) => point.split(',').map(Number))
    expect(Math.max(...points.map(([across = 0]) => across))).toBe(1000)
    expect(points.every(([across = -1, down = -1]) => across >= 0 && across <= 1000 && down >= 0 && down <= 300)).toBe(true)
    await hands.handBack(PASSPHRASE)
    await window.press('Vittnen (1)', 'tab')
    expect(await window.page.$$('[aria-label="Underskrift för hand: Birgitta Åkesson"] path')).toHaveLength(2)
    await window.close()
  })

  it('keeps every point of a hand that is faster than the screen', async () => {
    const { window, hands } = await openToSign(ui)
    await window.page.waitForSelector('[aria-label="Fält för underskrift för hand"]')
    // All in one turn, so that nothing can be drawn in between; the second stroke begins before the first is shown.
    await window.page.evaluate(() => {
      const pad = document.querySelector('[aria-label="Fält för underskrift för hand"]')
      if (!pad) throw new Error('no field')
      pad.setPointerCapture = () => undefined
      const { left, top, width, height } = pad.getBoundingClientRect()
      const tell = (type: string, across: number) =>
        pad.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, clientX: left + width * across, clientY: top + height / 2 }))
      for (const from of [0, 0.5]) {
        tell('pointerdown', from)
        for (let step = 1; step <= 4; step += 1) tell('pointermove', from + step / 10)
        tell('pointerup', from + 0.4)
      }
    })
    await hands.sign(WITNESS_PASSPHRASE)
    await window.sees('Ditt kvitto')
    const [{ hand } = { hand: '' }] = window.called('sitting.sign') as { hand: string }[]
    const across = hand.split(';').map((stroke) => stroke.split(' ').map((point) => Number(point.split(',')[0])))
    expect(across).toEqual([[0, 100, 200, 300, 400], [500, 600, 700, 800, 900]])
    await window.close()
  })

  it('of statements that are too old leads back to draw them up anew', async () => {
    const { window, hands } = await openToSign(ui)
    window.fake.refuse.set('sitting.sign', new Refusal('witness.challenge-stale'))
    await hands.sign(WITNESS_PASSPHRASE)
    await window.press('Ta fram intygen på nytt')
    // Agreed to before is agreed to no longer.
    await window.press('Texten stämmer')
    await hands.sign(WITNESS_PASSPHRASE)
    await window.sees('Ditt kvitto')
    await window.close()
  })
})
