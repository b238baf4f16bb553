import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../shared/contract/index.ts'
import { PASSPHRASE } from '../support/fake-bridge.ts'
import { CASE, EXHIBIT, WORDS } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow } from '../support/interface.ts'

let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const paste = (window: TestWindow, text: string) =>
  window.page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', pasted)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

async function fillNewVault(window: TestWindow): Promise<void> {
  await window.press('Skapa ett nytt valv')
  await window.type('Valvets namn', 'Ekby kommun')
  await window.press('Välj mapp…')
  await window.sees('Dokument/Utlämnat')
  await window.type('Namn', 'Anna Lindqvist')
  await window.type('Lösenfras', PASSPHRASE)
  await window.type('Upprepa lösenfrasen', PASSPHRASE)
  await window.press('Skapa valvet')
  await window.sees('Återställningsorden')
}

describe('the gate', () => {
  it('creates a vault and goes on only when the words are typed back', async () => {
    const window = await ui.open({ vault: 'none' })
    await fillNewVault(window)
    expect(window.called('vault.create')).toMatchObject([{ name: 'Ekby kommun', officer: { name: 'Anna Lindqvist' }, passphrase: PASSPHRASE }])
    // An event of the new vault must not open the way past the words.
    window.fake.emit({ name: 'ledger.changed', payload: { size: 3 } })
    await window.press('Jag har orden på papper')
    await window.page.focus('input')
    await paste(window, WORDS.map((word, at) => `${at + 1}. ${at === 16 ? 'zebra' : word}`).join('\n'))
    await window.press('Bekräfta orden')
    await window.sees('1 ord stämmer inte.')
    expect(await window.page.$$eval('[aria-invalid=true]', (fields) => fields.map((field) => field.getAttribute('aria-label')))).toEqual(['Ord 17'])
    expect(window.called('vault.confirm-recovery')).toEqual([])
    await window.page.waitForSelector('[aria-label="Ord 17"]:focus')
    await paste(window, `${WORDS[16]} ${WORDS[17]}`)
    await window.press('Bekräfta orden')
    await window.sees('Nytt ärende')
    expect(window.called('vault.confirm-recovery')).toEqual([{ words: [...WORDS] }])
    await window.close()
  })

  it('refuses a form that is not filled in, by field', async () => {
    const window = await ui.open({ vault: 'none' })
    await window.press('Skapa ett nytt valv')
    await window.type('Lösenfras', 'för kort')
    await window.press('Skapa valvet')
    await window.sees('Välj en mapp för valvet.')
    await window.sees('Lösenfrasen behöver minst 12 tecken.')
    expect(window.called('vault.create')).toEqual([])
    await window.close()
  })

  it('keeps no passphrase in the page once it was sent', async () => {
    const window = await ui.open({ vault: 'locked' })
    await window.page.click('ul button')
    await window.type('Lösenfras', 'något helt annat än rätt')
    await window.page.keyboard.press('Enter')
    await window.sees('Lösenfrasen stämmer inte.')
    await window.sees('Valvet är oskadat och fortfarande låst.')
    expect(await window.page.$eval('input', (field) => field.value)).toBe('')
    await window.close()
  })

  it('recovers with the words and a new passphrase', async () => {
    const window = await ui.open({ vault: 'locked' })
    await window.page.click('ul button')
    await window.press('Glömt lösenfrasen?')
    await window.page.focus('[aria-label="Ord 1"]')
    await paste(window, WORDS.join(' '))
    await window.type('Ny lösenfras', PASSPHRASE)
    await window.type('Upprepa lösenfrasen', PASSPHRASE)
    await window.press('Öppna och byt lösenfras')
    await window.sees('Ärenden')
    expect(window.called('vault.recover')).toMatchObject([{ words: [...WORDS], passphrase: PASSPHRASE }])
    await window.close()
  })

  it.each([
    ['vault.header-damaged', 'Valvets huvudfil'],
    ['vault.database-damaged', 'Valvets databas är skadad'],
    ['vault.newer-version', 'nyare version'],
    ['vault.locked-by-other', 'används av ett annat fönster'],
    ['vault.unsafe-place', 'synkroniseras med en molntjänst'],
  ] as const)('words %s', async (code, text) => {
    const window = await ui.open({ vault: 'locked' })
    window.fake.refuse.set('vault.open', new Refusal(code))
    await window.page.click('ul button')
    await window.type('Lösenfras', PASSPHRASE)
    await window.page.keyboard.press('Enter')
    await window.sees(text)
    await window.sees('Gör så här')
    await window.close()
  })
})

describe('the open vault', () => {
  it('leaves nothing on the screen when it is locked by itself', async () => {
    const window = await ui.open({ vault: 'open', path: `/exhibits/${EXHIBIT(1)}` })
    await window.press('Visa innehållet (loggas)')
    await window.page.waitForSelector('img')
    await window.fake.dispatch('vault.lock', {})
    window.fake.emit({ name: 'vault.locked', payload: { reason: 'idle' } })
    await window.sees('Valvet låstes eftersom det inte användes.')
    expect(await window.page.content()).not.toMatch(/Vem är hon|Uthängning|Lindqvist/)
    expect(await window.page.$$('img')).toEqual([])
    expect(await window.page.evaluate(() => location.hash)).toBe('#/cases')
    await window.close()
  })

  it('shows what others do without being asked', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}` })
    await window.sees('Bevis (4)')
    await window.fake.dispatch('note.add', { case: CASE, title: 'Anteckning från annat håll', text: 'x' })
    await window.sees('Anteckning från annat håll')
    await window.sees('Bevis (5)')
    await window.close()
  })

  it('raises the alarm on every page until a restore is declared', async () => {
    const window = await ui.open({ vault: 'open', path: '/people', alarm: true })
    await window.sees('Loggen hade 48 poster')
    await window.press('Intyga återställning…')
    await window.type('Varför återställdes valvet, och från vad?', 'Disken byttes.')
    await window.press('Intyga och skriv i loggen')
    await window.page.waitForFunction(() => !document.body.innerText.includes('Loggen hade'))
    expect(window.called('vault.declare-restore')).toEqual([{ reason: 'Disken byttes.' }])
    await window.close()
  })

  it('speaks the other language at one press', async () => {
    const window = await ui.open({ vault: 'open', path: '/cases' })
    await window.press('English')
    await window.sees('New case')
    expect(await window.page.evaluate(() => document.documentElement.lang)).toBe('en')
    expect(window.called('settings.change')).toEqual([{ language: 'en' }])
    await window.close()
  })
})

describe('evidence', () => {
  it('stays covered until somebody chooses to look', async () => {
    const window = await ui.open({ vault: 'open', path: `/exhibits/${EXHIBIT(1)}` })
    await window.press('Text', 'tab')
    await window.press('Proveniens', 'tab')
    await window.press('Bild', 'tab')
    expect(window.called('exhibit.view')).toEqual([])
    expect(await window.page.$$('img')).toEqual([])
    await window.press('Visa innehållet (loggas)')
    await window.page.waitForFunction(() => [...document.images].some((image) => image.naturalWidth === 1000))
    expect(window.called('exhibit.view')).toHaveLength(1)
    await window.press('Täck över igen')
    await window.sees('Innehållet är övertäckt')
    expect(await window.page.$$('img')).toEqual([])
    await window.close()
  })

  it('is captured step by step, and the capture can be cancelled', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/capture` })
    await window.type('Länk', 'forum.example/utan-schema')
    await window.press('Säkra sidan')
    await window.sees('Länken ska börja med https://')
    expect(window.called('capture.start')).toEqual([])
    const { promise, resolve } = Promise.withResolvers<void>()
    window.fake.hold = promise
    await window.page.$eval('input', (field) => field.select())
    await window.type('Länk', 'https://forum.example/trad/1')
    await window.press('Säkra sidan')
    await window.sees('Hämtar sidan')
    await window.sees('pågår')
    await window.press('Avbryt')
    await window.page.waitForFunction(() => document.body.innerText.includes('Avbryter…'))
    resolve()
    await window.sees('Arbetet avbröts.')
    expect(window.called('capture.start')).toMatchObject([{ url: 'https://forum.example/trad/1', allowPrivate: false }])
    await window.close()
  })

  it('says at once when what was captured has no witness', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/capture` })
    await window.type('Länk', 'https://forum.example/trad/1')
    await window.press('Säkra sidan')
    await window.sees('Sparat som bevis 5.')
    await window.sees('Ej bevittnad')
    await window.close()
  })

  it('explains why an internal address is not captured', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/capture` })
    window.fake.refuse.set('capture.start', new Refusal('capture.url-refused', { reason: 'private-address', host: '10.0.0.1' }))
    await window.type('Länk', 'http://10.0.0.1/')
    await window.press('Säkra sidan')
    await window.sees('Adressen leder till den egna datorn eller det interna nätet')
    await window.close()
  })

  it('in a note is corrected by a new version', async () => {
    const window = await ui.open({ vault: 'open', path: `/exhibits/${EXHIBIT(4)}` })
    await window.press('Rätta…')
    await window.sees('Rättelsen sparas som ett nytt bevis')
    await window.type('Rubrik', ' (rättad)')
    await window.press('Spara rättelsen')
    await window.sees('Rättar en tidigare anteckning')
    expect(window.called('exhibit.view')).toHaveLength(1)
    expect(window.called('note.correct')).toMatchObject([{ exhibit: EXHIBIT(4) }])
    await window.close()
  })

  it('can be witnessed by anybody but who acquired it', async () => {
    const window = await ui.open({ vault: 'open', path: `/exhibits/${EXHIBIT(2)}/witness` })
    await window.sees('Birgitta Åkesson')
    await window.sees('Anna Lindqvist säkrade beviset och kan därför inte bevittna det.')
    expect(await window.page.$$eval('input[type=radio][value^="p-"]', (radios) => radios.length)).toBe(1)
    await window.close()
  })
})

describe('a bundle', () => {
  it('names what is missing before it is made, and its fingerprint after', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/export` })
    await window.sees('3 bevis är ej bevittnade')
    await window.sees('Bevis 3: Skärmdump från telefon')
    await window.sees('1 bevis är ofullständigt')
    await window.press('Exportera')
    await window.sees('Välj en mapp för paketet.')
    expect(window.called('bundle.export')).toEqual([])
    await window.press('Välj mapp…')
    await window.sees('Dokument/Utlämnat')
    await window.press('Exportera')
    await window.sees('Skriv av på papper')
    expect((await window.text()).replaceAll('\n', ' ')).toMatch(/(?:[0-9a-f]{4} ){15}[0-9a-f]{4}/)
    await window.close()
  })

  it('that fails its check says so above all', async () => {
    const window = await ui.open({ vault: 'open', path: '/verify', verdict: 'failed' })
    await window.press('Välj paket…')
    await window.sees('bundle-1-01.zip')
    await window.type('Fingeravtryck från papper (valfritt)', 'abcd 1234')
    await window.press('Kontrollera')
    await window.sees('Nu är det 8.')
    expect(window.called('bundle.verify')).toEqual([])
    await window.page.$eval('input', (field) => field.select())
    await window.page.keyboard.press('Delete')
    await window.press('Kontrollera')
    await window.sees('Det här stämmer inte')
    const rows = await window.page.$$eval('tbody tr', (found) => found.map((row) => row.textContent ?? ''))
    expect(rows[0]).toContain('Stämmer inte')
    expect(rows[0]).toContain('data/exhibits/1/screenshot.png')
    expect(rows[1]).toContain('Ej kontrollerat')
    expect(rows).toHaveLength(7)
    await window.close()
  })
})
