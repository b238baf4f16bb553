import { mkdirSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../shared/contract/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { CASE } from '../support/fake-data.ts'
import { HAND_OVER_WORDS } from '../support/fake-handover.ts'
import { startInterface, type Interface, type TestWindow, type WindowOptions } from '../support/interface.ts'

/** Handing over, as an officer meets it: two questions, the passphrase once, the file, the receipt; and which bundle a file is. */
let ui: Interface
const SHOTS = process.env['SHOTS']
beforeAll(async () => {
  ui = await startInterface()
  if (SHOTS !== undefined) mkdirSync(SHOTS, { recursive: true })
})
afterAll(() => ui.close())

const t = catalogues.sv.handover
const open = (options: WindowOptions = {}) => ui.open({ vault: 'open', folders: 'fixed', path: `/cases/${CASE}/hand-over/1`, height: 1000, ...options })
let taken = 0

async function shot(window: TestWindow, name: string): Promise<void> {
  taken += 1
  if (SHOTS !== undefined) await window.page.screenshot({ path: join(SHOTS, `${String(taken).padStart(2, '0')}-${name}.png`), fullPage: true })
}

/** Fills in the second question and has it made. */
async function toWhom(window: TestWindow, words: { to: typeof t.to } = t): Promise<void> {
  await window.type(words.to.authority, 'Polismyndigheten, region Väst')
  await window.type(words.to.receiver, 'Åke Utredarsson')
}

async function made(window: TestWindow): Promise<void> {
  await window.press(t.next)
  await window.sees(t.to.title)
  await toWhom(window)
  await window.press(t.to.submit)
  await window.sees(t.done.passphrase)
}

describe('a hand-over', () => {
  it('is two questions, and then the passphrase, the file and the receipt; nothing is left without asking', async () => {
    const window = await open()
    await window.sees(t.source.found.replace('{{place}}', 'Dokument/Utlämnat'))
    await shot(window, 'protect')
    await made(window)
    await window.sees(HAND_OVER_WORDS)
    await window.sees('bundle-1-01.zip.sig')
    await shot(window, 'done')
    expect(window.called('handover.make')).toMatchObject([{ case: CASE, number: 1, protection: { kind: 'zip-aes256' }, receiver: 'Åke Utredarsson', authority: 'Polismyndigheten, region Väst', method: 'in-person', date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }])
    await window.press(t.list.save)
    await window.sees('kvitto-overlamning-post-60.pdf')
    // Neither by the button nor by the address is the page left without asking.
    await window.press(t.done.finish)
    await window.sees(t.done.leaveTitle)
    await window.press(t.done.leaveStay)
    await window.go('/cases')
    await window.sees(t.done.leaveTitle)
    await window.press(t.done.leaveGo)
    await window.sees(t.list.title)
    expect(await window.text()).not.toContain(HAND_OVER_WORDS)
    await window.sees('Polismyndigheten, region Väst')
    await shot(window, 'list')
    expect(window.problems).toEqual([])
    await window.close()
  })

  it('begins at a finished bundle and at each bundle of the case', async () => {
    const window = await open({ path: `/cases/${CASE}?tab=bundles` })
    await window.press(t.list.actNamed.replace('{{number}}', '1'), 'link')
    await window.sees(t.protect.title)
    await window.go(`/cases/${CASE}/export`)
    await window.press(catalogues.sv.bundle.form.submit)
    await window.press(t.list.act)
    await window.sees('Lämna över paket 2')
    await window.close()
  })

  it('names what is missing: the file, the folder, keys, the receiver, a day', async () => {
    const window = await open({ bundleGone: true, folders: 'choose' })
    await window.sees(t.source.missing.replace('{{name}}', 'bundle-1-01.zip'))
    await window.press(t.protect.keys, 'radio')
    await window.press(t.next)
    for (const text of [t.source.required, t.folder.required, t.protect.keysNone]) await window.sees(text)
    await shot(window, 'missing')
    expect(await window.faults()).toEqual([])
    await window.press(t.source.choose)
    await window.press(t.folder.choose)
    await window.type(t.protect.keysLabel, 'ssh-ed25519 AAAA')
    await window.sees('Det här är ingen: ssh-ed25519')
    await window.press(t.protect.none, 'radio')
    await window.press(t.next)
    await window.press(t.to.submitPlain)
    await window.sees(t.to.required)
    await window.type(t.to.date, 'x')
    await window.sees(t.to.dateWrong)
    expect(await window.faults()).toEqual([])
    expect(window.called('handover.make')).toEqual([])
    await window.close()
  })

  it('tells that it left in clear, and shows no passphrase', async () => {
    const window = await open()
    await window.press(t.protect.none, 'radio')
    await window.press(t.next)
    await toWhom(window)
    // In clear over a network only with consent.
    await window.page.select('main select', 'email')
    await window.press(t.to.submitPlain)
    await window.sees(t.to.plainRequired)
    expect(window.called('handover.make')).toEqual([])
    await window.press(t.to.plainAccept, 'checkbox')
    await window.press(t.to.submitPlain)
    await window.sees(t.done.plain)
    await window.sees(t.done.signaturePlain.split('{{name}}')[1]!)
    expect(await window.text()).not.toContain(t.done.passphrase)
    await shot(window, 'plain')
    await window.press(t.done.finish)
    await window.sees(t.protection.none)
    await window.close()
  })

  it('tells why it was refused, and keeps what was typed', async () => {
    const window = await open()
    await window.press(t.next)
    await toWhom(window)
    window.fake.refuse.set('handover.make', new Refusal('handover.other-file', { name: 'bundle-1-01.zip' }))
    await window.press(t.to.submit)
    await window.sees('Filen är inte paketet bundle-1-01.zip som det exporterades.')
    expect(await window.page.$eval('input[value="Åke Utredarsson"]', (input) => input.value)).toBe('Åke Utredarsson')
    await window.press(t.to.submit)
    await window.sees(HAND_OVER_WORDS)
    await window.close()
  })

  it('has the signed receipt come back', async () => {
    const window = await open()
    await made(window)
    await window.press(t.done.finish)
    await window.press(t.done.leaveGo)
    await window.press(t.list.attachNamed.replace('{{receiver}}', 'Åke Utredarsson'))
    await window.sees('Kvitto inlagt: bevis')
    await window.close()
  })

  it('is done by keys alone', async () => {
    const window = await open()
    const { keyboard } = window.page
    await window.page.focus('input[type=radio]:checked')
    await keyboard.press('Enter')
    await window.sees(t.to.title)
    for (const text of ['', 'Polismyndigheten', 'Åke Utredarsson']) {
      if (text !== '') await keyboard.sendCharacter(text)
      await keyboard.press('Tab')
    }
    await keyboard.press('Enter')
    await window.sees(HAND_OVER_WORDS)
    await window.close()
  })

  it.each([
    ['Swedish, light', {}],
    ['English, dark, 200 %', { language: 'en', theme: 'dark', width: 640, height: 500 }],
  ] as const)('has no fault that a machine finds (%s)', async (name, options) => {
    const words = catalogues['language' in options ? 'en' : 'sv'].handover
    const window = await open(options)
    const look = async (step: string) => {
      await shot(window, `${name.replaceAll(/\W+/g, '-')}-${step}`)
      expect(await window.faults()).toEqual([])
    }
    await window.press(words.protect.keys, 'radio')
    await window.sees(words.protect.keysLabel)
    await look('protect')
    await window.press(words.protect.zip, 'radio')
    await window.press(words.next)
    await window.sees(words.to.title)
    await look('to')
    await window.type(words.to.authority, 'Polismyndigheten')
    await window.type(words.to.receiver, 'Åke Utredarsson')
    await window.press(words.to.submit)
    await window.sees(words.done.passphrase)
    await look('done')
    await window.press(words.done.finish)
    await window.sees(words.done.leaveTitle)
    await window.press(words.done.leaveGo)
    await window.sees(words.list.title)
    await look('list')
    await window.go('/verify')
    await window.sees(words.known.title)
    await look('verify')
    expect(window.problems).toEqual([])
    await window.close()
  })
})

describe('which bundle a file is', () => {
  it('is told of a file that is dropped or chosen, whatever it is called', async () => {
    const window = await open()
    await made(window)
    await window.press(t.done.finish)
    await window.press(t.done.leaveGo)
    await window.go('/verify')
    await window.sees(t.known.title)
    await window.press(t.known.choose)
    await window.sees('Filen är paket 1 i ärende 1, precis som det exporterades')
    await window.sees('Åke Utredarsson, Polismyndigheten, region Väst')
    expect(await window.faults()).toEqual([])
    await shot(window, 'known')
    // Dropped: the page is handed no path, and what it tells is the digest alone. Larger than what is hashed in one go.
    const drop = (name: string, bytes: number) =>
      window.page.$eval('main [class*=drop]', (zone, called, length) => {
        const data = new DataTransfer()
        data.items.add(new File(['x'.repeat(length)], called))
        zone.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }))
        zone.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
      }, name, bytes)
    await drop('okänd.bin', 700_001)
    await window.sees(t.known.unknown)
    await window.sees('okänd.bin')
    const sha256 = createHash('sha256').update('x'.repeat(700_001)).digest('hex')
    await window.sees(sha256)
    expect(window.called('handover.which')).toEqual([{ sha256 }])
    expect(await window.text()).not.toContain('precis som det exporterades')
    await shot(window, 'unknown')
    // One that can't be read comes as one of no length: nothing is claimed of it.
    await drop('oläslig.zip', 0)
    await window.sees(t.known.failed)
    expect(await window.text()).not.toContain(t.known.unknown)
    expect(window.called('handover.which')).toHaveLength(1)
    // What is chosen above counts from then on.
    await window.press(catalogues.sv.bundle.verify.choose)
    await window.sees('precis som det exporterades')
    await window.close()
  })
})
