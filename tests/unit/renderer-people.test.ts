import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COLLEAGUE_PASSPHRASE, PASSPHRASE } from '../support/fake-bridge.ts'
import { OFFICER, WITNESS, WORDS, hex, person } from '../support/fake-data.ts'
import { startInterface, type Interface, type TestWindow } from '../support/interface.ts'

const NEXT = 'fyra blå cyklar i regn'
const BO = person('Bo Ek', 'officer', 'Handläggare')
const CIA = person('Cia Dal', 'officer', 'Handläggare')

let ui: Interface
beforeAll(async () => {
  ui = await startInterface()
})
afterAll(() => ui.close())

const people = (colleagues = [BO, CIA]) => ui.open({ vault: 'open', path: '/people', colleagues })
const choose = (window: TestWindow, id: string) => window.page.select('select', id)
const paste = (window: TestWindow, text: string) =>
  window.page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', pasted)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
const fine = async (window: TestWindow) => {
  expect(await window.faults()).toEqual([])
  expect(window.problems).toEqual([])
}

describe('people over the years', { timeout: 90_000 }, () => {
  it('a forgotten passphrase: a new key, another officer’s word, and a new card', async () => {
    const window = await people()
    await window.press(`Hantera ${WITNESS.name}`)
    await window.press('Ny nyckel (glömd lösenfras)…')
    await window.sees('Ingenting bevisar att personen har varit med om detta.')
    await window.sees('Nyckelkortet måste skrivas ut på nytt.')
    await window.type('Personens nya lösenfras', NEXT)
    await window.type('Upprepa lösenfrasen', NEXT)
    await window.press('Ge en ny nyckel')
    await window.sees('Fyll i fältet.')
    expect(window.called('person.renew-key')).toEqual([])
    await fine(window)
    await choose(window, BO.id)
    await window.type('Den handläggarens lösenfras', COLLEAGUE_PASSPHRASE)
    await window.press('Ge en ny nyckel')
    await window.sees(`Nyckelkort för ${WITNESS.name}`)
    expect(window.called('person.renew-key')).toMatchObject([{ person: WITNESS.id, passphrase: NEXT, approval: { officer: BO.id, passphrase: COLLEAGUE_PASSPHRASE } }])
    // The one before is on its way out still.
    await window.page.waitForFunction(() => document.querySelectorAll('[role=dialog]').length === 1)
    await window.press('Stäng')
    await window.press(`Hantera ${WITNESS.name}`)
    await window.sees('Det som en tidigare nyckel skrev under gäller fortfarande.')
    const text = await window.text()
    expect(text).toContain('Gäller nu')
    expect(text.replaceAll(' ', '')).toContain(hex(WITNESS.name, 16))
    await fine(window)
    await window.close()
  })

  it('the officer at work can change their own name, and gets no other key here', async () => {
    const window = await people([])
    await window.press(`Hantera ${OFFICER.name}`)
    await window.sees('Ändra uppgifter…')
    expect(await window.text()).not.toContain('Har slutat…')
    expect(await window.text()).not.toContain('Ny nyckel')
    await window.press('Ändra uppgifter…')
    await window.sees('Det som redan är undertecknat behåller det gamla namnet.')
    await window.press('Ändra')
    await window.sees('Fyll i fältet.')
    await window.type('Skäl', 'Gift')
    await window.type('Namn', ' Ny')
    await window.press('Ändra')
    await window.sees('Uppgifterna är ändrade.')
    expect(window.called('person.change')).toMatchObject([{ person: OFFICER.id, name: `${OFFICER.name} Ny`, reason: 'Gift' }])
    await fine(window)
    await window.close()
  })

  it('an officer departs: what changes and what does not is said before, and the new words come after', async () => {
    const window = await people()
    await window.press(`Hantera ${BO.name}`)
    await window.press('Har slutat…')
    await window.sees('Kopior och säkerhetskopior som är gjorda tidigare öppnas fortfarande med den gamla lösenfrasen')
    await window.sees('går inte att skilja från äkta')
    await window.sees('De 24 återställningsorden slutar gälla.')
    await window.sees('Andra handläggare öppnar valvet med sina egna lösenfraser')
    // Who leaves is none of those who can approve.
    expect(await window.page.$$eval('select option', (options) => options.map((option) => option.textContent))).toEqual(['Välj …', CIA.name])
    await fine(window)
    await window.type('Skäl', 'Slutat')
    await window.type('Din egen lösenfras', 'fel lösenfras')
    await choose(window, CIA.id)
    await window.type('Den handläggarens lösenfras', COLLEAGUE_PASSPHRASE)
    await window.press('Ta bort tillgången och byt valvets nyckel')
    await window.sees('Lösenfrasen stämmer inte för den valda personen.')
    await window.type('Din egen lösenfras', PASSPHRASE)
    await window.type('Den handläggarens lösenfras', COLLEAGUE_PASSPHRASE)
    await window.press('Ta bort tillgången och byt valvets nyckel')
    await window.sees('Återställningsorden')
    await window.press('Jag har orden på papper')
    await window.page.focus('input')
    await paste(window, WORDS.join(' '))
    await window.press('Bekräfta orden')
    await window.sees('Har slutat')
    expect(window.called('person.depart')).toHaveLength(2)
    await window.press(`Hantera ${BO.name}`)
    await window.sees('Det som skrevs under tidigare gäller.')
    expect(await window.text()).not.toContain('Ändra uppgifter…')
    await fine(window)
    await window.close()
  })

  it('a witness departs without another word, and a lone officer is told that nobody approves', async () => {
    const window = await people([BO])
    await window.press(`Hantera ${WITNESS.name}`)
    await window.press('Har slutat…')
    expect(await window.text()).not.toContain('En handläggare till godkänner')
    await window.type('Skäl', 'Slutat')
    await window.type('Din egen lösenfras', PASSPHRASE)
    await window.press('Ta bort som vittne')
    await window.sees(`${WITNESS.name} är borttagen.`)
    expect(window.called('person.depart')).toMatchObject([{ person: WITNESS.id, approval: null }])
    await window.press(`Hantera ${BO.name}`)
    await window.press('Har slutat…')
    await window.sees('Ingen annan handläggare kan godkänna.')
    await window.close()
  })

  it('a new officer needs another one’s word; whoever is enrolled can have their card at once', async () => {
    const window = await people([BO])
    await window.press('Lägg till person')
    await window.press('Handläggare', 'radio')
    await window.type('Namn', 'Dan Ny')
    await window.type('Personens egen lösenfras', NEXT)
    await window.type('Upprepa lösenfrasen', NEXT)
    await choose(window, BO.id)
    await window.type('Den handläggarens lösenfras', COLLEAGUE_PASSPHRASE)
    await window.press('Lägg till')
    await window.sees('Nyckelkort för Dan Ny')
    await window.sees('Skriv ut nyckelkort')
    expect(window.called('person.enrol')).toMatchObject([{ role: 'officer', approval: { officer: BO.id } }])
    await window.page.emulateMediaType('print')
    const card = await window.page.$eval('.bv-card', (element) => ({ text: (element as HTMLElement).innerText, shown: getComputedStyle(element).display }))
    expect(card.shown).not.toBe('none')
    for (const part of ['Dan Ny', 'Handläggare', 'Ekby kommun', 'Nyckel-id', hex('Dan Ny').slice(0, 4), 'Kortet är inte hemligt']) expect(card.text).toContain(part)
    expect(card.text.replaceAll(/\s/g, '')).toContain(hex('Dan Ny'))
    await window.close()
  })

  it('words that nobody has are made anew', async () => {
    const window = await ui.open({ vault: 'open', path: '/people', notes: ['recovery-unconfirmed'] })
    await window.press('Skriv in orden nu…')
    await window.press('Orden finns inte på papper…')
    await window.type('Din egen lösenfras', PASSPHRASE)
    await window.press('Gör nya ord')
    await window.press('Jag har orden på papper')
    await window.sees('Bekräfta orden')
    expect(window.called('vault.renew-words')).toHaveLength(1)
    await fine(window)
    await window.close()
  })
})

describe('a typed passphrase', { timeout: 90_000 }, () => {
  const LABEL = 'Din egen lösenfras'
  const field = (window: TestWindow) => window.page.$eval('form input[autocomplete=off][spellcheck=false]', (input) => ({ type: input.type, value: input.value }))
  async function typed(): Promise<TestWindow> {
    const window = await people([])
    await window.press(`Hantera ${WITNESS.name}`)
    await window.press('Har slutat…')
    await window.type(LABEL, 'fel lösenfras')
    return window
  }

  it('can’t be copied, cut or dragged out of its field, not even while it is shown', async () => {
    const window = await typed()
    await window.press('Visa eller dölj det du skriver')
    expect(await field(window)).toEqual({ type: 'text', value: 'fel lösenfras' })
    const taken = await window.page.$eval('form input[autocomplete=off][spellcheck=false]', (input) => {
      input.select()
      return ['copy', 'cut', 'dragstart'].map((name) => {
        const event = name === 'dragstart' ? new DragEvent(name, { bubbles: true, cancelable: true }) : new ClipboardEvent(name, { bubbles: true, cancelable: true, clipboardData: new DataTransfer() })
        return input.dispatchEvent(event)
      })
    })
    expect(taken).toEqual([false, false, false])
    await window.page.keyboard.down('Control')
    await window.page.keyboard.press('x')
    await window.page.keyboard.up('Control')
    expect((await field(window)).value).toBe('fel lösenfras')
    await window.close()
  })

  it('is gone and covered once the form was sent, also where it was refused', async () => {
    const window = await typed()
    await window.type('Skäl', 'Slutat')
    await window.press('Visa eller dölj det du skriver')
    await window.press('Ta bort som vittne')
    await window.sees('Lösenfrasen stämmer inte för den valda personen.')
    expect(await field(window)).toEqual({ type: 'password', value: '' })
    const left = await window.page.evaluate(() => [location.href, JSON.stringify(history.state), JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.documentElement.outerHTML].join('\n'))
    expect(left).not.toContain('fel lösenfras')
    expect(window.problems).toEqual([])
    await window.close()
  })

  it('is covered when the window is left, and dropped when it is hidden or left for long', async () => {
    const window = await typed()
    await window.press('Visa eller dölj det du skriver')
    await window.page.evaluate(() => globalThis.dispatchEvent(new Event('blur')))
    expect(await field(window)).toEqual({ type: 'password', value: 'fel lösenfras' })
    // A minute passes at once.
    await window.page.evaluate(() => {
      const real = globalThis.setTimeout
      globalThis.setTimeout = ((work: () => void, ms?: number) => real(work, ms === 60_000 ? 0 : ms)) as typeof globalThis.setTimeout
      globalThis.dispatchEvent(new Event('blur'))
    })
    await window.page.waitForFunction(() => (document.querySelector('form input[autocomplete=off][spellcheck=false]') as HTMLInputElement).value === '')
    await window.type(LABEL, 'fel lösenfras')
    await window.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    expect((await field(window)).value).toBe('')
    await window.close()
  })

  it('is dropped whole where it is typed twice, and goes with its dialog', async () => {
    const window = await people([])
    await window.press(`Hantera ${WITNESS.name}`)
    await window.press('Ny nyckel (glömd lösenfras)…')
    await window.type('Personens nya lösenfras', NEXT)
    await window.type('Upprepa lösenfrasen', NEXT)
    const values = () => window.page.$$eval('form input', (inputs) => inputs.map((input) => input.value))
    expect(await values()).toEqual([NEXT, NEXT])
    await window.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    expect(await values()).toEqual(['', ''])
    await window.type('Personens nya lösenfras', NEXT)
    await window.press('Avbryt')
    await window.press('Kasta det')
    await window.press('Ny nyckel (glömd lösenfras)…')
    expect(await values()).toEqual(['', ''])
    await window.close()
  })
})
