import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstPage, launchBrowser, type LaunchedBrowser, type RawPage } from '../../electron/services/browser/index.ts'
import { answerBanner } from '../../electron/services/capture/verdict/banner.ts'
import { changesSeen, judgeChanges, watchChanges } from '../../electron/services/capture/verdict/changes.ts'
import { generatedWords, textPieces } from '../../electron/services/capture/pieces.ts'
import { judgeReceived, Received } from '../../electron/services/capture/verdict/received.ts'
import { pageSignals } from '../../electron/services/capture/verdict/signals.ts'
import { judgePage, type PageFacts } from '../../electron/services/capture/verdict/walls.ts'
import { World } from '../../electron/services/capture/world.ts'
import { testBrowser } from '../support/capture.ts'

let launched: LaunchedBrowser
let page: RawPage
let world: World

beforeAll(async () => {
  launched = await launchBrowser(await testBrowser(), { purpose: 'hostile', group: 'own', managePages: false })
  page = await firstPage(launched, { width: 1280, height: 2000 })
  world = new World(page.session, page.targetId)
})
afterAll(() => launched.close())

async function show(body: string, title = 'Forumet'): Promise<void> {
  await page.session.send('Page.setDocumentContent', { frameId: page.targetId, html: `<!doctype html><html lang="sv"><title>${title}</title><body style="margin:0">${body}` })
}

const URL_OF_PAGE = 'https://forum.example/trad/1'
async function judge(body: string, facts: Partial<PageFacts> & { title?: string } = {}): Promise<Record<string, string>> {
  const { title, ...told } = facts
  await show(body, title)
  const found = judgePage(await world.call(pageSignals), { requestedUrl: URL_OF_PAGE, finalUrl: URL_OF_PAGE, status: 200, headers: [], ...told })
  return Object.fromEntries(found.map(({ code, detail }) => [code, detail]))
}

const ARTICLE = `<h1>Nyheter</h1>${'<p>En lång artikel om kommunens arbete med trygghet, möten och beslut under hösten och våren.</p>'.repeat(40)}`
const over = (css: string, inside: string) => `<div style="position:fixed;z-index:9;background:#fff;${css}">${inside}</div>`
const ASK = '<p>Vi använder kakor. Läs om samtycke.</p><button>Godkänn alla</button><button>Avvisa alla</button>'

describe('what hides a page', () => {
  it.each<[string, string, string[]]>([
    ['a question over everything', ARTICLE + over('inset:0', ASK), ['cookie-wall']],
    ['a question in the middle', ARTICLE + over('top:100px;left:200px;width:900px;height:700px', ASK), ['cookie-wall']],
    ['a known dialog, small, that stops scrolling', `<style>body{overflow:hidden}</style>${ARTICLE}<div id="onetrust-banner-sdk" style="position:fixed;top:300px;left:0;width:1280px;height:200px">${ASK}</div>`, ['cookie-wall']],
    ['a question in a shadow root', `${ARTICLE}<div id="usercentrics-root"></div><script>document.getElementById('usercentrics-root').attachShadow({mode:'open'}).innerHTML='<div style="position:fixed;inset:0;background:#fff">${ASK}</div>'</script>`, ['cookie-wall']],
    ['a strip at the foot of the screen', ARTICLE + over('top:760px;left:0;right:0;height:120px', ASK), ['banner-shown']],
    ['an article about cookies', `<h1>Nya regler om kakor och samtycke</h1>${'<p>Webbplatser måste fråga om kakor, säger myndigheten i ett beslut om samtycke och personuppgifter.</p>'.repeat(30)}`, []],
    ['a menu that stays on top', over('top:0;left:0;right:0;height:60px', '<a href="/">Hem</a><a href="/login">Logga in</a>') + ARTICLE, []],
    ['a login over the page', ARTICLE + over('inset:0', '<h2>Logga in för att fortsätta</h2><input type="email"><input type="password"><button>Logga in</button>'), ['login-wall']],
    ['a login over the page without a field', ARTICLE + over('inset:40px', '<h2>Logga in eller skapa konto</h2><button>Fortsätt med Google</button>'), ['login-wall']],
    ['a page that is a login', '<h1>Logga in</h1><form><input><input type="password"><button>Logga in</button></form>', ['login-wall']],
    ['a shop with a login in its header', `<header><form><input style="width:80px"><input type="password" style="width:80px"></form></header>${ARTICLE}`, []],
  ])('%s', async (_, body, expected) => {
    expect(Object.keys(await judge(body)).sort()).toEqual(expected)
  })

  it('names what was seen: the maker, the share of the screen, the first button', async () => {
    const found = await judge(`${ARTICLE}<div id="CybotCookiebotDialog" style="position:fixed;inset:0;background:#fff">${ASK}</div>`)
    expect(found['cookie-wall']).toBe('Cookiebot, 100 %, ”Godkänn alla”')
  })

  it('a redirect to a login is one, whatever the page looks like', async () => {
    expect(await judge(ARTICLE, { finalUrl: 'https://forum.example/accounts/login/?next=/trad/1' })).toEqual({ 'login-wall': '/accounts/login/' })
    expect(await judge(ARTICLE, { requestedUrl: 'https://forum.example/login', finalUrl: 'https://forum.example/login' })).toEqual({})
    expect(Object.keys(await judge('<p>Unauthorized</p>', { status: 401 }))).toContain('login-wall')
  })
})

describe('what stands there instead of a page', () => {
  it.each<[string, string, string, Partial<PageFacts>, string[]]>([
    ['a check of visitors', 'Just a moment...', '<p>Checking your browser before accessing forum.example.</p>', {}, ['challenge-page']],
    ['one told by a header', 'x', ARTICLE, { headers: [{ name: 'cf-mitigated', value: 'challenge' }] }, ['challenge-page']],
    ['a captcha alone', 'x', '<iframe src="https://www.google.com/recaptcha/api2/anchor?k=1" width="600" height="400"></iframe>', {}, ['challenge-page']],
    ['a comment that says it', 'Forumet', `${ARTICLE}<p>Skriv: verify you are human</p>`, {}, []],
    ['a form with a captcha below a long page', 'Forumet', `${ARTICLE}<iframe src="https://hcaptcha.com/x"></iframe>`, {}, []],
    ['an error told with status 200', 'Facebook', "<h2>This content isn't available right now</h2><p>When this happens, it's usually because the owner only shared it with a small group.</p>", {}, ['error-page']],
    ['a Swedish error', 'Sidan finns inte', '<h1>Sidan finns inte</h1>', {}, ['error-page']],
    ['an article about an error', 'Forumet', `<h1>Därför får du 404 när sidan finns inte</h1>${ARTICLE}`, {}, []],
  ])('%s', async (_, title, body, facts, expected) => {
    expect(Object.keys(await judge(body, { ...facts, title })).sort()).toEqual(expected)
  })
})

describe('comments that are said to be there', () => {
  const comment = '<div class="comment"><p>En kommentar med text.</p></div>'
  it.each<[string, string, string | undefined]>([
    ['fewer than stated', `${ARTICLE}<p>48 kommentarer</p>${comment.repeat(12)}`, '12 / 48'],
    ['as many as stated', `${ARTICLE}<p>12 kommentarer</p>${comment.repeat(12)}`, undefined],
    ['more may be shown', `${ARTICLE}<p>2 kommentarer</p>${comment.repeat(2)}<button>Visa fler svar</button>`, 'Visa fler svar'],
    ['some of many', `${ARTICLE}<p>Visar 3 av 17 kommentarer</p>${comment.repeat(3)}`, '3 / 17'],
    ['likes are no comments', `${ARTICLE}<p>48 gilla-markeringar</p>${comment.repeat(2)}`, undefined],
    ['a list of links with numbers', `${ARTICLE}<p>Hem 12 kommentarer</p><p>Sport 90 kommentarer</p>`, undefined],
  ])('%s', async (_, body, expected) => {
    const found = (await judge(body))['comments-hidden']
    if (expected === undefined) expect(found).toBe(undefined)
    else expect(found).toContain(expected)
  })
})

describe('answering the question', () => {
  it.each<[string, string, 'reject' | 'accept', string | null]>([
    ['by a known id', '<div id="onetrust-banner-sdk" style="position:fixed;inset:0"><button id="onetrust-accept-btn-handler">OK</button><button id="onetrust-reject-all-handler">Nej tack</button></div>', 'reject', 'Nej tack'],
    ['by its words', over('inset:0', ASK), 'reject', 'Avvisa alla'],
    ['by its words, the other way', over('inset:0', ASK), 'accept', 'Godkänn alla'],
    ['not a button that has nothing to do with it', `${over('inset:0', '<p>Vi använder kakor</p>')}<button>Avvisa ansökan</button>`, 'reject', null],
    ['not where nothing asks', ARTICLE, 'accept', null],
  ])('%s', async (_, body, choice, clicked) => {
    await show(`${body}<script>document.onclick = (event) => (document.title = 'clicked ' + event.target.textContent)</script>`)
    expect((await world.call(answerBanner, choice, false))?.clicked ?? null).toBe(clicked)
  })
})

describe('text that changes while a page is captured', () => {
  it('is counted with what it was, not what is added below', async () => {
    await show('<p id="a">3 svar hittills</p><ul id="l"></ul>')
    await world.call(watchChanges)
    await page.session.send('Runtime.evaluate', {
      expression: "a.firstChild.data = '4 svar hittills'; l.innerHTML = '<li>Nytt</li>'; a.textContent = '5 svar hittills'; new Promise(requestAnimationFrame)",
      awaitPromise: true,
    })
    const seen = await world.call(changesSeen)
    expect(seen).toMatchObject({ count: 2, examples: ['3 svar hittills → 4 svar hittills', '4 svar hittills → 5 svar hittills'] })
    expect(judgeChanges(seen)).toEqual([{ code: 'changed-while', detail: '2: 3 svar hittills → 4 svar hittills; 4 svar hittills → 5 svar hittills' }])
  })

  it('is what comes to the first screen, by how much of it is covered', async () => {
    const added = async (css: string) => {
      await show('<div style="height:9000px"></div>')
      await world.call(watchChanges)
      await page.session.send('Runtime.evaluate', {
        expression: `document.body.insertAdjacentHTML('beforeend', '<p style="position:absolute;margin:0;left:0;${css}">Nytt</p>'); new Promise(requestAnimationFrame)`,
        awaitPromise: true,
      })
      return judgeChanges(await world.call(changesSeen))
    }
    expect(await added('top:0;width:1280px;height:1000px')).toEqual([{ code: 'settle-slow', detail: '+ 50 %: Nytt' }])
    expect(await added('top:1900px;width:1280px;height:200px')).toEqual([{ code: 'changed-while', detail: '+ 5 %: Nytt' }])
    expect(await added('top:2000px;width:1280px;height:1000px')).toEqual([])
    expect(await added('top:0;width:1280px;height:1000px;visibility:hidden')).toEqual([])
  })
})

describe('text that was never received', () => {
  const words = fc.array(fc.constantFrom('hot', 'mot', 'Åsa', 'kommunen', 'vet', 'bor', 'du', 'natt', 'öppet', 'hus'), { minLength: 6, maxLength: 12 }).map((all) => all.join(' '))
  const encodings: [string, (text: string) => { body: string; type: string }][] = [
    ['markup', (text) => ({ body: `<p>${text}</p>`, type: 'text/html' })],
    ['markup with entities', (text) => ({ body: `<p>${text.replaceAll('å', '&aring;').replaceAll('Å', '&#197;').replaceAll('ö', '&#xF6;').replaceAll(' ', '&nbsp;')}</p>`, type: 'text/html' })],
    ['markup over several lines', (text) => ({ body: `<p>\n  ${text.replaceAll(' ', '\n   ')}\n</p>`, type: 'text/html' })],
    ['markup with inner tags', (text) => ({ body: `<p>${text.replace(' ', ' <b>').replace(/ (\S+)$/, ' $1</b>')}</p>`, type: 'text/html' })],
    ['JSON with escapes', (text) => ({ body: JSON.stringify({ text }).replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`), type: 'application/json' })],
    ['JSON inside markup', (text) => ({ body: `<script>window.data = ${JSON.stringify(JSON.stringify({ html: `<p>${text}</p>` }))}</script>`, type: 'text/html' })],
    ['a script', (text) => ({ body: `const a = '${text.replaceAll('ö', '\\xf6')}'`, type: 'text/javascript' })],
  ]

  it.each(encodings)('is none where it came as %s', (_, encode) => {
    fc.assert(
      fc.property(words, (text) => {
        const received = new Received()
        const { body, type } = encode(text)
        received.add(Buffer.from(body), type, 'utf-8')
        expect(received.compare([text]).missing).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('is named where a word was changed', () => {
    fc.assert(
      fc.property(words, fc.nat(), (text, at) => {
        const received = new Received()
        received.add(Buffer.from(`<p>${text}</p>`), 'text/html', null)
        const all = text.split(' ')
        const edited = all.with(at % all.length, 'UTBYTT').join(' ')
        expect(received.compare([edited]).missing).toEqual([edited])
      }),
    )
  })

  it('reads bodies that are not UTF-8', () => {
    const received = new Received()
    received.add(Buffer.from('<p>Blåbärsöl på Åland i natt</p>', 'latin1'), 'text/html', 'iso-8859-1')
    expect(received.compare(['Blåbärsöl på Åland i natt']).missing).toEqual([])
  })

  it('is not asked for where it is too short to say anything', () => {
    expect(new Received().compare(['3 tim', '12 345 678 901', 'Dela'])).toEqual({ pieces: 0, missing: [], joined: [] })
  })

  it('is taken for an edit only in a browser where somebody could have made one, and only where it is more than a date', () => {
    const long = { pieces: 9, missing: ['Vi vet precis var du bor och vilken buss du tar'], joined: [] }
    const short = { pieces: 9, missing: ['för 3 timmar sedan'], joined: [] }
    expect(judgeReceived(long, 'session', '')).toMatchObject({ code: 'edited-before', detail: expect.stringContaining('1 / 9') })
    expect(judgeReceived(long, 'link', '')).toMatchObject({ code: 'text-not-received' })
    expect(judgeReceived(short, 'session', '')).toMatchObject({ code: 'short-text-not-received' })
    expect(judgeReceived(long, 'session', 'WebSocket, EventSource: 1')).toMatchObject({ code: 'not-compared', detail: expect.stringMatching(/^WebSocket, EventSource: 1; 1 \/ 9: ”/) })
    expect(judgeReceived({ pieces: 9, missing: [], joined: [] }, 'session', 'WebSocket, EventSource: 1')).toBe(null)
    expect(judgeReceived(short, 'link', '')).toBe(null)
    expect(judgeReceived({ pieces: 9, missing: [], joined: [] }, 'session', '')).toBe(null)
  })

  it('takes what is shown, and not scripts or what is hidden', async () => {
    await show('<p>Detta syns på sidan nu</p><p style="display:none">Detta är gömt för alla</p><script>const x = "en text i ett skript"</script><p>kort</p>')
    expect(await world.call(textPieces, 100)).toEqual({ pieces: ['Detta syns på sidan nu'], joined: [], cut: false })
  })

  it('puts together what is said word by word, takes the end of a long text too, and says when there is more than it takes', async () => {
    await show(`<p><span>Vi </span><b>vet</b><span> var</span><i> du</i> bor</p><p>${'a'.repeat(2500)} och vilken buss du tar</p>`)
    const { pieces, joined, cut } = await world.call(textPieces, 100)
    expect(joined).toEqual(['Vi vet var du bor'])
    expect(pieces.map((piece) => piece.slice(-23))).toEqual(['a'.repeat(23), ' och vilken buss du tar'])
    expect(cut).toBe(false)
    expect(await world.call(textPieces, 1)).toMatchObject({ cut: true })
  })

  it('takes what a style sheet says, and no icons', async () => {
    await show('<style>.a::after{content:"Vi vet var du \\"bor\\""}.b::before{content:attr(data-said)}.c::before{content:"\\f101"}.d::before{content:none}</style><p class="a">x</p><p class="b" data-said="Passa dig">y</p><p class="c">z</p><p class="d">å</p>')
    expect(await world.call(generatedWords, 100)).toEqual(['Vi vet var du "bor"', 'Passa dig'])
  })

  it('accuses nobody of words that were put side by side', () => {
    const received = new Received()
    received.add(Buffer.from('<p>Något helt annat än det</p>'), 'text/html', 'utf-8')
    const found = received.compare([], ['Vi vet precis var du bor och vilken buss du tar'])
    expect(found.missing).toEqual([])
    expect(judgeReceived(found, 'session', '')).toMatchObject({ code: 'short-text-not-received' })
    expect(judgeReceived(found, 'link', '')).toBe(null)
  })

  it('compares thousands of pieces with megabytes in a moment', () => {
    const received = new Received()
    const sentences = Array.from({ length: 5000 }, (_, n) => `Mening nummer ${n} om kommunens möte i kväll`)
    for (let n = 0; n < 10; n++) received.add(Buffer.from(`<p>${sentences.slice(n * 500, n * 500 + 500).join('</p><p>')}</p>${'<i>fyllnad </i>'.repeat(30_000)}`), 'text/html', null)
    const began = performance.now()
    expect(received.compare(sentences).missing).toEqual([])
    expect(performance.now() - began).toBeLessThan(5000)
  })
})
