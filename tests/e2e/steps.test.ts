import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt, RENDERER_DIR } from '../../electron/build.ts'
import { openChromiumDoor, type ChromiumDoor } from '../../electron/chromium/index.ts'
import { findBrowser } from '../../electron/services/browser/index.ts'
import type { CallName, CallOutput, Result } from '../../shared/contract/index.ts'
import { dynamicText, translator } from '../../shared/locales/index.ts'
import type { Step } from '../../shared/model/index.ts'
import { findCanaries } from '../support/canaries.ts'
import { runCli } from '../support/cli.ts'
import { lacksBrowser, leftIn } from '../support/full-browser.ts'
import { createHands, type Hands } from '../support/hands.ts'
import { html, startPageServer, type PageServer } from '../support/page-server.ts'
import { stepHands } from '../support/step-hands.ts'
import { lacks } from '../support/tools.ts'

/**
 * One case through all steps of the guidance in the real window, by what a person sees, clicks and types, in Swedish and English by turns.
 * The vault and the case are made through the contract, and so is the log read after each step; at the end the command line has its say.
 */
const OFFICER = 'Helena Handläggare'
const SECRET = 'fyra små blå åkrar'
const TITLE = 'Uthängning efter bygglov'
/** Stand in what is for the office alone, and nowhere else. */
const CANARIES = { order: 'Gräsandsvägen', mandate: 'Kvastskaftet', contact: 'Lindormsbron', employer: 'Mullvadsgången', support: 'Nattviolstigen', wishes: 'Ormbunksdalen', task: 'Pilfinkstorget' }
const WORDS = 'Någon som vet var hon bor?'
const custody = translator('sv')

let base: string
let door: ChromiumDoor
let hands: Hands
let at: ReturnType<typeof stepHands>
let server: PageServer
let home: CallOutput<'case.open'>
let shared: string | undefined
const problems: string[] = []

beforeAll(async () => {
  ensureBuilt('verifier', 'renderer')
  base = mkdtempSync(join(tmpdir(), 'bevisvalv-steps-'))
  // What is left in the folder for temporary files is looked through at the end: it is this run's own.
  shared = process.env['TMPDIR']
  process.env['TMPDIR'] = join(base, 'tmp')
  mkdirSync(join(base, 'tmp'))
  server = await startPageServer({ '/inlagg': (_, response) => html(response, 200, `<!doctype html><html lang="sv"><title>Ortsnytt</title><h1>Ortsnytt</h1><p>${WORDS}</p></html>`) })
  const browser = await findBrowser({ bundled: true })
  if (browser === null) throw new Error('this test needs a browser')
  door = await openChromiumDoor({
    engine: {
      home: join(base, 'home'), documents: join(base, 'documents'), version: '0.0.0', door: 'chromium', doorReason: 'test', folders: 'fixed', systemLanguage: 'sv',
      bundledBrowser: true, loginWindow: false, allowPrivate: true,
    },
    browser,
    rendererDir: RENDERER_DIR,
    headless: true,
  })
  door.page.setDefaultTimeout(15_000)
  door.page.on('pageerror', (error) => problems.push(String(error)))
  door.page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await door.page.setViewport({ width: 1280, height: 860 })
  await door.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }])
  hands = createHands(door.page)
  at = stepHands(door.page, hands)
  await invoke('vault.create', { folder: null, name: 'Ekstads kommun', officer: { name: OFFICER, title: '', contact: '' }, passphrase: SECRET })
  home = await invoke('case.open', { title: TITLE, reference: '', description: '' })
  await door.page.goto(`${new URL(door.page.url()).origin}/#/cases`)
  await door.page.reload()
}, 120_000)

let isClosed = false
afterAll(async () => {
  if (!isClosed) await door.close()
  await server.close()
  if (shared === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = shared
  rmSync(base, { recursive: true, force: true })
})

/** A call as the window makes it; `passphrase` becomes bytes there. */
async function invoke<N extends CallName>(name: N, input: object): Promise<CallOutput<N>> {
  const result = await door.page.evaluate(
    (called, given) => {
      const bridge = Reflect.get(window, 'bevisvalv') as { invoke(name: string, input: object): Promise<unknown> }
      const secret = Reflect.get(given, 'passphrase') as string | undefined
      return bridge.invoke(called, secret === undefined ? given : { ...given, passphrase: new TextEncoder().encode(secret) })
    },
    name,
    input,
  )
  const { ok, ...rest } = result as Result<CallOutput<N>>
  if (!ok) throw new Error(`${name}: ${JSON.stringify(rest)}`)
  return (rest as { value: CallOutput<N> }).value
}

/** The log of the case in the sentences that it is shown in, oldest first. */
const log = async () => (await invoke('custody.list', { case: home.id })).toSorted((a, b) => a.seq - b.seq).map(({ type, subject }) => dynamicText(custody, `custody.${type}`, subject))
const logged = async (...sentences: string[]) => expect((await log()).slice(-sentences.length)).toEqual(sentences)
const seesNot = async (text: string) => expect(await door.page.evaluate(() => document.body.innerText)).not.toContain(text)

async function accept(button: string, path: string): Promise<void> {
  const [chooser] = await Promise.all([door.page.waitForFileChooser(), hands.press(button)])
  await chooser.accept([path])
}

/** A paper that came is imported on the case's page, and the step opened again. */
async function paper(name: string, text: string, step: Step): Promise<void> {
  writeFileSync(join(base, name), text)
  await hands.press(TITLE, 'link')
  await accept(at.say('casePage.action.import'), join(base, name))
  await hands.sees(name, 20_000)
  await door.page.waitForFunction(() => document.querySelector('[role=dialog]') === null)
  await at.open(step)
}

/** What came of a step: on its own page, which breaks no rule, on the case's, and on the board over all cases; and back to it. */
async function cameOf(step: Step, says: readonly (string | RegExp)[], board: readonly (string | RegExp)[]): Promise<void> {
  for (const said of says) await at.reads('main header', said)
  expect(await hands.faults()).toEqual([])
  await hands.press(TITLE, 'link')
  for (const said of says) await at.railSays(step, said)
  await at.board()
  for (const said of board) await at.reads('main', said)
  await hands.press(TITLE, 'link')
  await at.open(step)
}

describe.skipIf(lacksBrowser())('a case through its steps', { shuffle: false, timeout: 120_000 }, () => {
  test('0: a list that was ordered and links that are pasted become sightings, and how spread it is is shown', async () => {
    await hands.press(TITLE, 'link')
    await at.railSays('overview', 'Ta reda på hur spridd uthängningen är.')
    await at.open('overview')
    await hands.sees('Inga förekomster än')
    await at.add('monitoring-order')
    await at.fill('monitoring-order', { to: 'Kommunikation', note: CANARIES.order })
    expect(await at.letter('monitoring-order')).toContain('länk; plattform; konto; datum; räckvidd')
    await at.fill('monitoring-order', { sentOn: '2026-03-02' })
    await at.save()
    await cameOf('overview', ['Väntar på svar', 'Kommunikationsavdelningen har inte svarat än.'], [/Väntar på andra.*Kommunikationsavdelningen har inte svarat än\./])

    const post = `${server.origin}/inlagg`
    await hands.type('Klistra in länkar', `${post}\n${post}?utm_source=delning\nhttps://forum.example/t/2\ningen länk här`)
    await hands.press('Anteckna')
    await hands.sees('2 förekomster antecknades.')
    await hands.sees(/Rad 2: .*inlagg.* – fanns redan/)
    await hands.sees('Rad 4: ingen länk här – ingen länk')
    await logged('En beställning av mediebevakning antecknades (version 1).', 'Förekomster antecknades: 2.')

    const list = join(base, 'lista.csv')
    writeFileSync(list, '\ufeffLänk;Plattform;Konto;Publicerat;Räckvidd\r\nhttps://forum.example/t/3;Flashback;Grupp;2026-03-02;1200\r\ninte en länk;Flashback;Grupp;2026-03-02;5\r\nhttps://forum.example/t/4;Flashback;Åsa;2026-03-04;\r\n')
    await accept('Importera lista (Excel eller CSV)', list)
    await hands.sees('4 rader, 5 kolumner', 30_000)
    await hands.press('Pröva')
    await hands.sees('2 rader går att anteckna.')
    await hands.sees('1 rad är fel och tas inte med:')
    expect(await door.page.$$eval('main tbody tr', (rows) => rows.at(-1)?.innerText.replaceAll(/\s+/g, ' '))).toMatch(/^3 .*länk.*inte en länk/i)
    await hands.press('Anteckna 2 förekomster')
    await hands.sees('2 förekomster antecknades.')
    await hands.sees('1 rad togs inte med.')
    expect((await log()).slice(-3)).toContain('Bevis 1 säkrades: lista.csv')
    expect((await log()).at(-1)).toBe('Förekomster antecknades: 2.')
    await hands.press('Till förekomsterna', 'link')
    await hands.sees('ur bevis 1, rad 2')
    await hands.sees('Hur spritt är det?')
    await hands.sees('känd för 1 av 4')
    const chart = await door.page.$eval('svg[role=img]', (drawn) => drawn.getAttribute('aria-label') ?? '')
    // Days are put together where there are many of them.
    expect(chart).toMatch(/^Antal förekomster per dag: 2026-03-02/)
    expect([...chart.matchAll(/: (\d+)(?=,|$)/g)].reduce((sum, [, count]) => sum + Number(count), 0)).toBe(4)
    expect(await door.page.$$eval('table caption', (captions) => captions.map((caption) => caption.textContent))).toEqual(expect.arrayContaining(['Förekomster, senast antecknade först', 'Plattformar', 'Konton']))
    await at.edit('Kommunikation')
    await at.fill('monitoring-order', { answeredOn: '2026-03-04' })
    await at.tie('reply', 'lista.csv')
    await at.save()
    await cameOf('overview', ['Inget att göra nu'], ['4 förekomster är inte säkrade.'])
  })

  test('1: what is missing waits in the list of links, and what was captured is secured', async () => {
    await at.speak('en')
    await at.next('secure')
    await hands.sees('4 sightings have not been captured.')
    await hands.press('Capture all that are missing')
    await hands.sees('4 links now stand in the list to capture.')
    await hands.sees('Waits to be captured')
    await hands.press('To the list', 'link')
    await hands.sees('4 waiting')
    // Only the page of this machine is loaded.
    for (const name of ['t/2', 't/3', 't/4']) await hands.press(`Remove: https://forum.example/${name}`)
    await hands.sees('1 waiting')
    await hands.press('Start capturing')
    await hands.sees('1 done', 60_000)
    expect((await log()).filter((sentence) => sentence.startsWith('Bevis 2 säkrades'))).toHaveLength(1)
    await hands.press(TITLE, 'link')
    await at.open('secure')
    await hands.sees('3 sightings have not been captured.')
    await at.choosePage(at.say('sightings.filter.label'), at.say('sightings.filter.secured'))
    await hands.sees(/Captured(, incomplete)?, no witness/)
    await cameOf('secure', ['To do', '3 sightings have not been captured.'], ['3 sightings not captured', '2 without a witness'])
  })

  test('2: a report to a platform is written, then its day and its receipt are noted', async () => {
    await at.speak('sv')
    await at.next('report')
    await at.add('platform-report')
    await at.fill('platform-report', { platform: 'Facebook', urls: 'https://forum.example/t/2' })
    // What the platform asks for, with where that comes from.
    await hands.sees('Det frågar de efter')
    await hands.sees(/Källa: .*, läst \d{4}-\d\d-\d\d\./)
    const notice = await at.letter('platform-report')
    for (const told of ['https://forum.example/t/2', OFFICER]) expect(notice).toContain(told)
    await at.save()
    await cameOf('report', ['Att göra', '1 anmälan är skriven men inte skickad.'], [/Väntar på er.*1 anmälan är skriven men inte skickad\./])
    await paper('kvitto.txt', 'Tack för din anmälan.\n', 'report')
    await at.edit('Facebook (1)')
    await at.fill('platform-report', { sentOn: '2026-03-05', followUpOn: '2099-03-12' })
    await at.tie('receipt', 'kvitto.txt')
    await at.save()
    await hands.sees('Skickad 2026-03-05')
    await hands.sees('version 2')
    await hands.sees(/2099-03-12[\s\S]*Följ upp: Facebook/)
    await hands.press('Bevis 3', 'link')
    await hands.sees('kvitto.txt')
    await hands.press(TITLE, 'link')
    await at.open('report')
    await logged('En anmälan till en plattform antecknades (version 1).', 'Bevis 3 säkrades: kvitto.txt', 'En anmälan till en plattform antecknades (version 2).')
    await cameOf('report', ['Väntar på svar', 'Plattformen har inte beslutat än.'], [/2099-03-12.*Följ upp: Facebook/])
  })

  test('3: a provocation is noted in place of an answer, and the step is left as it is', async () => {
    await at.speak('en')
    await at.next('restraint')
    await hands.sees('Do not reply. Note down what comes instead.')
    await at.write('provocation', { channel: 'Messenger', summary: 'Vågar du inte svara?' })
    await hands.sees('Vågar du inte svara?')
    await at.mark('done', 'Everybody knows.')
    await hands.sees(`Done, says ${OFFICER}. Everybody knows.`)
    await logged('En provokation som inte besvarades antecknades (version 1).', 'Läget i ett steg antecknades (version 1).')
    await cameOf('restraint', ['Done'], [])
  })

  test('4: nothing is deleted from an account before it is an exhibit', async () => {
    await at.speak('sv')
    await at.next('accounts')
    // Nothing is allowed that wasn't chosen.
    await at.write('mandate', {
      principal: 'Karin Ek', holder: 'Birgitta Åkesson', accounts: [['Facebook', 'karin.ek'], ['X', '@karin']], from: '2026-01-01', until: '2099-12-31', may: ['read', 'delete'], limits: `Inte om ${CANARIES.mandate}.`,
    })
    await cameOf('accounts', ['Att göra', 'Fullmakten är inte undertecknad än.'], ['Fullmakten är inte undertecknad än.', /2099-12-31.*Fullmakten för Birgitta Åkesson går ut\./])
    const text = await at.paper('mandate')
    for (const told of ['Karin Ek', 'Birgitta Åkesson', 'karin.ek', '@karin']) expect(text).toContain(told)
    await paper('fullmakt.txt', 'Undertecknad.\n', 'accounts')
    await at.edit('Birgitta Åkesson')
    await at.fill('mandate', { signedOn: '2026-01-01' })
    await at.tie('signed', 'fullmakt.txt')
    await at.save()
    await hands.sees('Kontona sköts enligt fullmakten.')
    const before = await log()
    await at.add('account-action')
    await at.fill('account-action', { mandate: 'Birgitta', account: 'Facebook', action: 'deleted' })
    await at.inDialog('Spara', 'button').click()
    await door.page.waitForSelector('[role=dialog] [role=alert]')
    await hands.sees(at.say('errors.record.unsecured.what'))
    expect(await log()).toEqual(before)
    // What was typed is still there.
    await at.tie('secured', 'Ortsnytt')
    await at.save()
    await hands.sees('Raderat: karin.ek')
    await hands.sees(`Begränsningar: Inte om ${CANARIES.mandate}.`)
    await logged('En fullmakt antecknades (version 2).', 'En åtgärd på ett konto antecknades (version 1).')
    expect(await at.paper('hand-back')).toContain('karin.ek')
    await cameOf('accounts', ['Inget att göra nu', 'Kontona sköts enligt fullmakten.'], [])
  })

  test('5: an offence has its last day, a police report its number, and a request to keep data ends the clock', async () => {
    await at.speak('en')
    await at.next('police')
    await hands.sees('Data with Swedish operators may be gone')
    await at.add('offence')
    await at.fill('offence', { offence: 'Unlawful threat', on: '2026-03-03' })
    await hands.sees('Check with a lawyer.')
    await at.tie('element', 'Ortsnytt')
    await at.save()
    // At most two years in prison: five years, the last safe day the one before 3 March 2031.
    await hands.sees(/2031-03-02[\s\S]*Limitation: Unlawful threat/)
    await cameOf('police', ['To do'], [/2031-03-02.*Limitation: Unlawful threat/, 'Data with Swedish operators may be gone'])
    const summary = await at.paper('police-summary')
    expect(summary).toContain('Unlawful threat')
    await at.write('police-report', { filedOn: '2026-03-05', reference: '5000-K123-26', offences: ['Unlawful threat'] })
    await hands.sees('5000-K123-26')
    await hands.sees('Ask the police to secure data with platforms and operators.')
    await at.add('preservation-request')
    await at.fill('preservation-request', { to: 'Polisregion Väst', accounts: 'karin.ek 4711' })
    expect(await at.letter('preservation-request')).toContain('karin.ek 4711')
    await at.fill('preservation-request', { sentOn: '2026-03-05' })
    await at.save()
    await hands.sees('The police have the case.')
    await seesNot('Data with Swedish operators may be gone')
    await logged('Ett möjligt brott antecknades (version 1).', 'En polisanmälan antecknades (version 1).', 'En begäran om att säkra uppgifter antecknades (version 1).')
    const { content, exhibits } = (await invoke('record.list', { case: home.id })).find((record) => record.content.kind === 'offence')!
    expect([content, exhibits.map(({ number, role }) => [number, role])]).toMatchObject([{ on: '2026-03-03' }, [[2, 'element.olaga-hot.hot']]])
    await cameOf('police', ['Waiting for an answer', 'The police have the case.'], [/Waits for others.*The police have the case\./])
  })

  test('6: a refused request to a search engine stands with its refusal', async () => {
    await at.speak('sv')
    await at.next('deindexing')
    await paper('avslag.txt', 'Vi tar inte bort träffen.\n', 'deindexing')
    await at.add('deindexing')
    await at.fill('deindexing', { engine: 'Google', words: 'Karin Ek', results: [['https://forum.example/t/2', 'Hänger ut en enskild']] })
    expect(await at.letter('deindexing')).toContain('https://forum.example/t/2')
    await at.fill('deindexing', { sentOn: '2026-03-05', outcome: 'refused', decidedOn: '2026-03-20' })
    await at.tie('decision', 'avslag.txt')
    await at.save()
    await hands.sees('Google: Karin Ek')
    await hands.sees('Bevis 5')
    await logged('En begäran om avindexering antecknades (version 1).')
    await cameOf('deindexing', ['Inget att göra nu', '1 begäran fick inte helt gehör. Beslutet är sparat.'], [])
  })

  test('7: costs are summed to the öre, and a claim has its limitation', async () => {
    await at.speak('en')
    await at.next('civil')
    await at.write('civil-contact', { with: 'The institute', summary: `On ${CANARIES.contact}.` })
    await at.write('cost', { what: 'Larm hemma', ore: '1 250,50' })
    await at.write('cost', { what: 'Tandpress', sort: 'damage', ore: '99,75' })
    await hands.sees(/Costs\s+1\s250,50 kr/)
    await hands.sees(/1\s350,25 kr/)
    await at.write('claim', { against: 'Okänd', on: '2026-03-03' })
    await hands.sees('2036-03-02')
    await logged('En kostnad eller skada antecknades (version 1).', 'Ett skadeståndskrav antecknades (version 1).')
    await cameOf('civil', ['Nothing to do now', 'The civil route is under way.'], [/2036-03-02.*Limitation of damages Okänd/])
  })

  test('+: a serious incident is due until it is told of', async () => {
    await at.speak('sv')
    await at.next('employer')
    await at.write('employer-report', { happenedOn: '2026-03-03', serious: 'yes', why: CANARIES.employer })
    await hands.sees('En allvarlig händelse ska anmälas till Arbetsmiljöverket utan dröjsmål.')
    await cameOf('employer', ['Att göra', 'Anmäl händelsen till Arbetsmiljöverket utan dröjsmål.'], [/2026-03-03.*En allvarlig händelse ska anmälas/])
    await at.edit('2026-03-03')
    expect(await at.letter('employer-report')).toContain('2026-03-03')
    await at.fill('employer-report', { sentOn: '2026-03-04' })
    await at.save()
    await hands.sees('Inga frister eller påminnelser.')
    await logged('Arbetsgivarens bedömning av händelsen antecknades (version 1).', 'Arbetsgivarens bedömning av händelsen antecknades (version 2).')
    await cameOf('employer', ['Inget att göra nu'], [])
    await at.board()
    await seesNot('Arbetsmiljöverket')
    await hands.press(TITLE, 'link')
    await at.open('employer')
  })

  test('+: support and wishes are kept, and a task whose day is past is on the board', async () => {
    await at.speak('en')
    await at.next('victim')
    await at.write('support', { sort: 'contact-person', who: 'Siv Stöd', note: `Hon berättade om ${CANARIES.support}.` })
    await at.write('wishes', { spare: `Höra om ${CANARIES.wishes}` })
    await hands.sees('Contact person: Siv Stöd')
    await hands.sees(`Höra om ${CANARIES.wishes}`)
    await hands.type('What', `Ring Karin om ${CANARIES.task}`)
    await hands.type('By', '2026-03-01')
    await hands.press('Add')
    await hands.sees('1 thing has reached its day.')
    await logged('Ett stöd till den utsatta antecknades (version 1).', 'Den utsattas önskemål antecknades (version 1).', 'Något att göra antecknades (version 1).')
    expect(await at.paper('victim')).toContain('Siv Stöd')
    await cameOf('victim', ['To do', '1 thing has reached its day.'], [`Ring Karin om ${CANARIES.task}`])
    await at.board()
    expect(await hands.faults()).toEqual([])
    await hands.press(TITLE, 'link')
    expect(await hands.faults()).toEqual([])
    await at.open('victim')
    await door.page.locator('main input[type=checkbox]').click()
    await hands.sees('Keep in touch with the exposed person.')
    await logged('Något att göra antecknades (version 2).')
    await at.board()
    await seesNot(CANARIES.task)
  })

  test('the bundle for the police is made and holds, and the command line says the same of it and of the vault', async () => {
    await at.speak('sv')
    await hands.press(TITLE, 'link')
    await hands.press('Exportera paket')
    await hands.press('Exportera')
    await hands.sees('Paketet är exporterat', 60_000)
    await door.close()
    isClosed = true
    const documents = join(base, 'documents')
    const bundle = join(documents, 'bundle-1-01.zip')
    writeFileSync(join(base, 'fras.txt'), SECRET)
    const [vault = ''] = readdirSync(documents).filter((name) => name.endsWith('.bevisvalv'))
    const env = { BEVISVALV_HOME: join(base, 'home') }
    const check = await runCli(['check', '--vault', join(documents, vault), '--passphrase-file', join(base, 'fras.txt'), '--json'], { env, realCost: true })
    expect([check.status, check.json]).toMatchObject([0, { verdict: 'ok' }])
    const verify = await runCli(['verify', bundle, '--json'], { env })
    expect([verify.status, verify.json]).toMatchObject([0, { verdict: 'ok' }])
    rmSync(join(base, 'fras.txt'))
    // The letters and bundles lie in the open where an officer put them; nothing else of the case does.
    const letters = readdirSync(documents).filter((name) => name.endsWith('.pdf'))
    expect(letters).toHaveLength(4)
    for (const name of letters) expect(readFileSync(join(documents, name), 'latin1').startsWith('%PDF-')).toBe(true)
    const outside = [join(documents, vault), join(base, 'home'), join(base, 'tmp')]
    const office = Object.values(CANARIES)
    const police = ['Vågar du inte svara?', '5000-K123-26']
    expect(await findCanaries(outside, [SECRET, WORDS, TITLE, 'Karin Ek', ...police])).toEqual([])
    expect(new Set((await findCanaries([bundle], [...office, ...police])).map(({ canary }) => canary))).toEqual(new Set(police))
    expect(leftIn(join(base, 'tmp'))).toEqual([])
    expect(problems).toEqual([])
  }, 120_000)

  test.skipIf(lacks('unzip', 'pdftotext'))('nor does the report in the bundle say what is for the office alone', () => {
    execFileSync('unzip', ['-q', join(base, 'documents/bundle-1-01.zip'), '-d', join(base, 'bag')])
    const [bag = ''] = readdirSync(join(base, 'bag'))
    const text = execFileSync('pdftotext', ['-layout', join(base, 'bag', bag, 'data/report.pdf'), '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, ' ')
    expect(text).toContain('En polisanmälan antecknades')
    expect(Object.values(CANARIES).filter((word) => text.includes(word))).toEqual([])
  })
})
