import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../shared/contract/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { PASSPHRASE } from '../support/fake-bridge.ts'
import { CASE, caseId, EXHIBIT, WORDS, person } from '../support/fake-data.ts'
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

/** From the list of vaults: by the words, to a new passphrase. */
async function recover(window: TestWindow): Promise<void> {
  await window.page.click('ul button')
  await window.press('Glömt lösenfrasen?')
  await window.page.focus('[aria-label="Ord 1"]')
  await paste(window, WORDS.join(' '))
  await window.type('Ny lösenfras', PASSPHRASE)
  await window.type('Upprepa lösenfrasen', PASSPHRASE)
  await window.press('Öppna och byt lösenfras')
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
    await recover(window)
    await window.sees('Ärenden')
    expect(window.called('vault.recover')).toMatchObject([{ words: [...WORDS], passphrase: PASSPHRASE }])
    await window.close()
  })

  it('asks which officer is recovered where there are several', async () => {
    const colleague = person('Bo Ek', 'officer', 'Handläggare')
    const window = await ui.open({ vault: 'locked', colleagues: [colleague] })
    await recover(window)
    await window.sees('Valvet har flera handläggare. Bara den valdas lösenfras byts.')
    // Nobody is chosen beforehand, and without a choice nothing is sent.
    await window.press('Öppna och byt lösenfras')
    await window.sees('Välj en handläggare.')
    expect(window.called('vault.recover')).toHaveLength(1)
    await window.page.click(`input[value="${colleague.id}"]`)
    await window.press('Öppna och byt lösenfras')
    await window.sees('Ärenden')
    expect(window.called('vault.recover')).toMatchObject([{ officer: null }, { officer: colleague.id, passphrase: PASSPHRASE }])
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
  it('tells which files of an import became exhibits and which did not', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}`, unreadable: ['trasig.pdf', 'borta.mp4'] })
    await window.press('Importera filer')
    await window.sees('2 filer importerades inte. Originalen är inte rörda.')
    await window.sees('1 fil är importerad.')
    await window.sees('Filen trasig.pdf gick inte att läsa.')
    await window.sees('Filen borta.mp4 gick inte att läsa.')
    await window.press('Stäng')
    await window.sees('IMG_2042.jpg')
    await window.close()
  })

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

  it('is captured in the own login: opened, locked, a part chosen, lifted with a reason, closed', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/capture` })
    await window.press('I egen inloggning', 'tab')
    await window.press('Öppna webbläsaren')
    await window.sees('Klistra in en länk.')
    await window.type('Börja på', 'https://forum.example/login')
    await window.press('Öppna webbläsaren')
    await window.sees('Inloggning pågår.')
    expect(window.called('login.open')).toEqual([{ case: CASE, url: 'https://forum.example/login', profile: 'fresh' }])
    await window.press('Jag är inloggad')
    await window.sees('Skrivskyddad.')
    await window.press('Välj inlägg på Grannforum')
    await window.sees('En del av sidan är vald.')
    await window.press('Häv skrivskyddet…')
    await window.press('Häv skrivskyddet')
    await window.sees('Fyll i')
    await window.type('Skäl', 'Anmäler inlägget')
    await window.press('Häv skrivskyddet')
    await window.sees('Skrivskyddet är hävt.')
    expect(window.called('login.lift')).toEqual([{ reason: 'Anmäler inlägget' }])
    await window.press('Säkra Grannforum')
    await window.sees('Sparat som bevis')
    expect(window.called('login.capture')).toMatchObject([{ tab: 'tab-1', banner: 'leave', record: false }])
    await window.press('Säkra en sida till')
    await window.press('Stäng och töm webbläsaren')
    await window.sees('Så går det till')
    await window.close()
  })

  it('is told where the browser for an own login did not answer and is gone', async () => {
    const window = await ui.open({ vault: 'open', loginHangs: true, path: `/cases/${CASE}/capture` })
    const { promise: told, resolve: tell } = Promise.withResolvers<void>()
    window.fake.hold = told
    await window.press('I egen inloggning', 'tab')
    await window.type('Börja på', 'https://forum.example/login')
    await window.press('Öppna webbläsaren')
    await window.press('Jag är inloggad')
    await window.sees('Så går det till')
    tell()
    await window.sees('Webbläsaren för egen inloggning svarade inte och stängdes.')
    await window.close()
  })

  it('is captured in a login that is kept, opened again with or without it, and forgotten', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/capture` })
    await window.press('I egen inloggning', 'tab')
    await window.type('Börja på', 'https://forum.example/login')
    await window.press('Behåll inloggningen för det här ärendet', 'checkbox')
    await window.press('Öppna webbläsaren')
    await window.press('Stäng och försegla inloggningen')
    await window.sees('En inloggning är behållen för ärendet')
    await window.sees('41,3 kB')
    for (const name of ['Öppna utan den', 'Öppna med den']) {
      await window.type('Börja på', 'https://forum.example/flow')
      await window.press(name)
      await window.press(name === 'Öppna utan den' ? 'Stäng och töm webbläsaren' : 'Stäng och försegla inloggningen')
      await window.sees('En inloggning är behållen för ärendet')
    }
    expect(window.called('login.open')).toMatchObject([{ profile: 'keep' }, { profile: 'fresh' }, { profile: 'kept' }])
    window.fake.refuse.set('login.open', new Refusal('login.other-browser', { kept: 'Chromium', found: 'Brave' }))
    await window.type('Börja på', 'https://forum.example/flow')
    await window.press('Öppna med den')
    await window.sees('Inloggningen behölls i Chromium, men nu används Brave.')
    await window.press('Glöm inloggningen')
    await window.sees('Behåll inloggningen för det här ärendet')
    expect(window.called('login.forget')).toEqual([{ case: CASE }])
    await window.close()
  })

  it('tells where the browser for an own login is open for another case', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}/capture` })
    await window.press('I egen inloggning', 'tab')
    await window.type('Börja på', 'https://forum.example/login')
    await window.press('Öppna webbläsaren')
    await window.sees('Webbläsaren är öppen')
    await window.go(`/cases/${caseId('Hotfulla mejl till enheten för bistånd')}/capture`)
    await window.press('I egen inloggning', 'tab')
    await window.sees('Webbläsaren är öppen för ett annat ärende')
    await window.close()
  })

  it('keeps an own correction of who posted beside what was read', async () => {
    const window = await ui.open({ vault: 'open', path: `/exhibits/${EXHIBIT(1)}` })
    await window.press('Vem', 'tab')
    await window.press('Visa innehållet (loggas)')
    await window.press('Rätta uppgift i Inlägg 1')
    await window.press('Spara rättelsen')
    await window.sees('Fyll i')
    await window.type('Ska vara', 'Karl Karlsson')
    await window.type('Hur du vet det', 'Kontots egen sida')
    await window.press('Spara rättelsen')
    await window.sees('Karl Karlsson')
    await window.sees('Kalle K')
    expect(window.called('reading.correct')).toMatchObject([{ post: 0, field: 'name', value: 'Karl Karlsson', reason: 'Kontots egen sida' }])
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

  it('in a note is not thrown away by a stray click or key, nor by locking', async () => {
    const window = await ui.open({ vault: 'open', path: `/cases/${CASE}` })
    await window.press('Ny anteckning')
    await window.type('Rubrik', 'Samtal')
    const typed = () => window.page.$$eval('[role=dialog] input', (fields) => fields.map((field) => field.value))
    await window.page.mouse.click(5, 400)
    await window.type('Rubrik', ' två')
    await window.page.keyboard.press('Escape')
    await window.sees('Kasta det du har skrivit?')
    expect(await window.faults()).toEqual([])
    await window.press('Skriv vidare')
    expect(await typed()).toEqual(['Samtal två'])
    await window.page.waitForSelector('[role=dialog] input:focus')
    await window.page.keyboard.down('Control')
    await window.page.keyboard.press('l')
    await window.page.keyboard.up('Control')
    await window.sees('Kasta det du har skrivit?')
    expect(window.called('vault.lock')).toEqual([])
    await window.page.keyboard.press('Escape')
    expect(await typed()).toEqual(['Samtal två'])
    await window.press('Stäng')
    await window.press('Kasta det')
    await window.page.waitForFunction(() => document.querySelector('[role=dialog]') === null)
    await window.press('Ny anteckning')
    await window.sees('Rubrik')
    expect(await typed()).toEqual([''])
    await window.page.keyboard.press('Escape')
    await window.page.waitForFunction(() => document.querySelector('[role=dialog]') === null)
    expect(window.called('note.add')).toEqual([])
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

describe('timestamps', () => {
  const FIELD = 'Utfärdarens adress'
  const addresses = (window: TestWindow) => window.page.$$eval('main ol code', (codes) => codes.map((code) => code.textContent))
  const kept = (window: TestWindow) => window.called('settings.change').at(-1)

  it('are set up by address, several in an order, and nothing else is taken', async () => {
    const window = await ui.open({ vault: 'open', path: '/settings' })
    await window.sees('Ingen tidsstämpling är inställd')
    for (const [typed, fault] of [
      ['', 'Skriv adressen till utfärdaren.'],
      ['tsa.example', 'Adressen ska börja med https:// eller http://.'],
      ['https://', 'Det här är ingen webbadress.'],
      ['https://anna:hemligt@tsa.example/', 'Adressen innehåller ett användarnamn eller lösenord.'],
    ] as const) {
      await window.type(FIELD, typed)
      await window.press('Lägg till utfärdare')
      await window.sees(fault)
      expect(await window.page.$eval('[aria-invalid=true]', (field) => field === document.activeElement)).toBe(true)
      await window.page.$eval('[aria-invalid=true]', (field) => (field as HTMLInputElement).select())
      await window.page.keyboard.press('Delete')
    }
    expect(window.called('settings.change')).toEqual([])
    for (const typed of ['http://tsa.example', 'https://stamp.example/tsr', 'https://third.example/']) {
      await window.type(FIELD, typed)
      await window.page.keyboard.press('Enter')
      await window.page.waitForFunction((url) => document.querySelector('main ol')?.textContent?.includes(url), {}, typed)
    }
    expect(await addresses(window)).toEqual(['http://tsa.example/', 'https://stamp.example/tsr', 'https://third.example/'])
    await window.type(FIELD, 'http://tsa.example/')
    await window.press('Lägg till utfärdare')
    await window.sees('Adressen finns redan i listan.')
    expect(kept(window)).toEqual({ timestampUrls: ['http://tsa.example/', 'https://stamp.example/tsr', 'https://third.example/'] })
    await window.close()
  })

  it('are put in another order and removed by keys, and the focus stays where work goes on', async () => {
    const window = await ui.open({ vault: 'open', path: '/settings', timestamps: 'taken' })
    const { page } = window
    const focused = (label: string) => page.waitForFunction((wanted) => document.activeElement?.getAttribute('aria-label') === wanted, {}, label)
    await page.focus('[aria-label="Flytta upp https://stamp.example/tsr"]')
    await page.keyboard.press('Enter')
    await window.sees('https://stamp.example/tsr frågas nu som nummer 1.')
    // The first can't go higher: its other button takes over.
    await focused('Flytta ned https://stamp.example/tsr')
    await page.keyboard.press('Enter')
    await focused('Flytta upp https://stamp.example/tsr')
    await page.keyboard.press('Enter')
    await focused('Flytta ned https://stamp.example/tsr')
    expect(kept(window)).toEqual({ timestampUrls: ['https://stamp.example/tsr', 'http://tsa.example/'] })
    await page.keyboard.press('Tab')
    await focused('Ta bort https://stamp.example/tsr')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement)
    expect(await addresses(window)).toEqual(['http://tsa.example/'])
    expect(kept(window)).toEqual({ timestampUrls: ['http://tsa.example/'] })
    await window.close()
  })

  async function exportBundle(options: Parameters<Interface['open']>[0]): Promise<TestWindow> {
    const window = await ui.open({ ...options, vault: 'open', path: `/cases/${CASE}/export`, folders: 'fixed' })
    await window.sees('Tidsstämpel')
    return window
  }

  it('are said to be lacking before and after an export, with the way to set them up', async () => {
    const window = await exportBundle({})
    await window.sees('Ingen tidsstämpling är inställd.')
    await window.press('Exportera')
    await window.sees('Paketet har ingen tidsstämpel: ingen utfärdare är inställd.')
    await window.press('Ställ in tidsstämpling', 'link')
    await window.sees('Ingen utfärdare är inställd från början')
    await window.close()
  })

  it('are asked for from those that are named, and told as what they are', async () => {
    const window = await exportBundle({ timestamps: 'taken', trust: 'other-root' })
    await window.sees('http://tsa.example/')
    await window.sees('https://stamp.example/tsr')
    await window.press('Exportera')
    await window.sees('Paketet har en tidsstämpel')
    await window.sees('”Example Timestamp Signer 2026” intygar')
    expect(await window.text()).toMatch(/2026-03-04 \d\d:12:07 \S+/)
    await window.sees('± 1 s')
    await window.sees('en rot som webbläsare inte känner till')
    await window.sees('tsa.example: Svarade inte i tid.')
    expect(window.called('bundle.export')).toMatchObject([{ timestampUrls: null }])
    expect(await window.faults()).toEqual([])
    await window.close()
  })

  it('that nobody gave leave a bundle that is said to be valid, and why of each', async () => {
    const window = await exportBundle({ timestamps: 'failed' })
    await window.press('Exportera')
    await window.sees('Paketet är skapat och gäller; tidsstämpel saknas')
    await window.sees('tsa.example: Svarade inte i tid.')
    await window.sees('stamp.example: Svaret är ingen giltig tidsstämpel och användes inte.')
    expect(await window.faults()).toEqual([])
    await window.close()
  })

  it('are no comfort where the bundle itself is bad', async () => {
    const window = await exportBundle({ timestamps: 'failed', verdict: 'failed' })
    await window.press('Exportera')
    await window.sees('Tidsstämpel saknas')
    expect(await window.text()).not.toContain('gäller; tidsstämpel')
    await window.close()
  })

  it.each([
    ['listed-root', 'en rot som webbläsare litar på'],
    ['no-root', 'leder inte ända till en rot'],
  ] as const)('in a bundle that is verified are told in words (%s)', async (trust, words) => {
    const window = await ui.open({ vault: 'open', path: '/verify', timestamps: 'taken', trust })
    await window.press('Välj paket…')
    await window.sees('bundle-1-01.zip')
    await window.press('Kontrollera')
    await window.sees('fanns senast vid tiden nedan')
    await window.sees(words)
    expect(await window.faults()).toEqual([])
    await window.close()
  })
})

describe('what is too large or of no kind to be shown', () => {
  const file = (mediaType: string, name: string, bytes: number) => ({ name, bytes, sha256: '0'.repeat(64), mediaType })

  it.each([
    ['video/mp4', 'original.mp4', 314_572_800, 'Film och ljud spelas inte upp här (315 MB).'],
    ['image/jpeg', 'original.jpg', 700_000_000, 'Bilden är för stor, av en sort som inte visas här eller skadad (image/jpeg, 700 MB).'],
    ['application/octet-stream', 'original.bin', 70_000_000, 'Programmet visar inte filer av den här sorten'],
  ])('says so of %s at once, and offers a copy', async (mediaType, name, bytes, words) => {
    const window = await ui.open({ vault: 'open', path: '/cases' })
    window.fake.exhibits = window.fake.exhibits.map((each) =>
      each.id === EXHIBIT(3) ? { ...each, artefacts: [file(mediaType, name, bytes)], preview: { pictures: 0, text: false } } : each,
    )
    await window.go(`/exhibits/${EXHIBIT(3)}`)
    await window.sees('Filen kan inte visas här')
    await window.sees(words)
    await window.press(`Spara kopia… (${name})`)
    await window.sees(`${name} är sparad i Dokument/Utlämnat.`)
    expect(window.called('exhibit.view')).toEqual([])
    expect(window.called('exhibit.save-artefact')).toMatchObject([{ name }])
    expect(await window.faults()).toEqual([])
    await window.close()
  })

  it('shows the beginning of a long text and says how much there is', async () => {
    const window = await ui.open({ vault: 'open', path: '/cases', truncated: true })
    window.fake.exhibits = window.fake.exhibits.map((each) =>
      each.id === EXHIBIT(3) ? { ...each, artefacts: [file('text/plain', 'original.txt', 73_400_320)], preview: { pictures: 0, text: true } } : each,
    )
    await window.go(`/exhibits/${EXHIBIT(3)}`)
    await window.press('Visa innehållet (loggas)')
    await window.sees('Bara början av texten visas')
    await window.sees('Hela texten är 73,4 MB')
    await window.press('Spara kopia… (original.txt)')
    await window.sees('original.txt är sparad i Dokument/Utlämnat.')
    expect(await window.faults()).toEqual([])
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
    // Nothing may say that something is unchanged where it isn't.
    expect(rows[0]).toContain(catalogues.sv.verify.fails.exhibits)
    expect(rows[0]).not.toContain(catalogues.sv.verify.explain.exhibits)
    expect(await window.text()).toContain(catalogues.sv.bundle.checks.means.failed)
    expect(await window.text()).not.toContain(catalogues.sv.bundle.checks.means.ok)
    expect(rows.at(-1)).toContain(catalogues.sv.verify.explain.inclusion)
    await window.close()
  })
})
