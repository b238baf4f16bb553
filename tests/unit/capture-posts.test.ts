import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstPage, launchBrowser, type LaunchedBrowser, type RawPage } from '../../electron/services/browser/index.ts'
import { PostReader } from '../../electron/services/capture/posts/index.ts'
import { World } from '../../electron/services/capture/world.ts'
import { parseReading, type Reading } from '../../shared/model/index.ts'
import { testBrowser } from '../support/capture.ts'
import { type PageServer, startPageServer } from '../support/page-server.ts'

const AT = '2026-11-23T03:00:00.000Z'
const NAMES = [
  'x', 'facebook', 'instagram', 'tiktok', 'youtube', 'reddit', 'linkedin', 'flashback', 'telegram', 'telegram-web', 'article', 'open-graph', 'microdata', 'plain-comments',
]
const fixture = (name: string) => readFileSync(new URL(`../fixtures/posts/${name}.html`, import.meta.url), 'utf8')

let server: PageServer
let launched: LaunchedBrowser
let page: RawPage
let world: World
let shown = ''

beforeAll(async () => {
  const routes = Object.fromEntries(NAMES.map((name) => [`/${name}`, fixture(name)]))
  server = await startPageServer({ ...routes, '/shown': (_, response) => void response.end(shown) })
  launched = await launchBrowser(await testBrowser(), { purpose: 'hostile', group: 'own', managePages: false, acceptLanguages: 'sv-SE,sv' })
  page = await firstPage(launched, { width: 1280, height: 2000 })
  world = new World(page.session, page.targetId)
  await page.session.send('Page.enable')
})

afterAll(async () => {
  await launched?.close()
  await server?.close()
})

async function open(path: string): Promise<void> {
  const loaded = new Promise<void>((resolve) => page.session.once('Page.loadEventFired', () => resolve()))
  await page.session.send('Page.navigate', { url: `${server.origin}${path}` })
  await loaded
  world.forget()
}

async function show(html: string): Promise<void> {
  shown = `<!doctype html><meta charset="utf-8">${html}`
  await open('/shown')
}

async function read(url: string): Promise<Reading> {
  const reader = new PostReader(url)
  await reader.look(world)
  return reader.result(AT)
}

/** Runs in the page's own world, as its scripts do. */
async function inPage(expression: string): Promise<unknown> {
  return (await page.session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value
}

/** What stands in a reading, without its signals and rows; addresses of the fixture's server as paths. */
function plain(reading: Reading): Record<string, string>[] {
  const path = (value: string) => value.replace(server.origin, '')
  return reading.posts.map(({ kind, fields }) => ({
    kind,
    ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, path(field?.value ?? '')])),
  }))
}

const signals = (reading: Reading) => new Set(reading.posts.flatMap(({ fields }) => Object.values(fields).map((field) => field?.from)))

describe('who posted, by the reader of a platform', () => {
  it('X: posts with their counts; quoted words stay with those who wrote them', async () => {
    await open('/x')
    const reading = await read('https://x.com/arg_i_sjovalla/status/1803456789012345678')
    expect(reading.reader).toEqual({ name: 'X', asOf: '2024-10', found: true })
    expect(plain(reading)).toEqual([
      {
        kind: 'post',
        name: 'Arg i Sjövalla 🔥',
        handle: 'arg_i_sjovalla', authorUrl: '/arg_i_sjovalla',
        permalink: '/arg_i_sjovalla/status/1803456789012345678',
        postId: '1803456789012345678',
        time: '2026-03-14T18:22:05.000Z', shownTime: '14 mars',
        text: 'Vi vet var Karin Ek på socialkontoret bor.\nSnart får hon besök 🔪.',
        comments: '3', shares: '12',
        likes: '1,2 tn', views: '15,3 tn',
      },
      {
        kind: 'post',
        name: 'Britta N',
        handle: 'britta_n', authorUrl: '/britta_n',
        permalink: '/britta_n/status/1803499999999999999',
        postId: '1803499999999999999',
        time: '2026-03-14T20:01:00.000Z', shownTime: '14 mars',
        quoted: 'Hon ska bort från kommunen, på ett eller annat sätt.', quotedFrom: 'Någon Annan',
        likes: '1',
      },
    ])
    expect(reading.posts[0]?.fields.likes).toEqual({ value: '1,2 tn', from: 'reader:X', number: 1200 })
    expect(reading.posts[0]?.fields.views?.number).toBe(15300)
    expect(reading.page.site).toEqual({ value: 'X (formerly Twitter)', from: 'open-graph' })
    expect(reading.seen).toBe(2)
    expect(reading.cut).toBe(false)
  })

  it('Facebook: a post of a group, a comment and an answer, each with their own author', async () => {
    await open('/facebook')
    const reading = await read('https://www.facebook.com/groups/sjovallabor/posts/7400112233445566/')
    expect(plain(reading)).toEqual([
      {
        kind: 'post',
        name: 'Göran Påhitt',
        authorUrl: '/groups/123456789/user/100001234567890/?__cft__[0]=AZX&__tn__=-UC',
        authorId: '100001234567890',
        permalink: '/groups/sjovallabor/posts/7400112233445566/?__cft__[0]=AZXabc&__tn__=%2CO',
        postId: '7400112233445566',
        shownTime: '3 april kl. 21:14',
        text: 'Någon borde ta hand om\nrektorn på Ekskolan.',
        likes: '128 reaktioner: visa vem som reagerade', comments: '2 kommentarer',
        shares: '5 delningar',
      },
      {
        kind: 'comment',
        name: 'Lisbet Hittepå',
        authorUrl: '/profile.php?id=100009876543210&comment_id=Y29tbWVudDox',
        authorId: '100009876543210',
        permalink: '/groups/sjovallabor/posts/7400112233445566/?comment_id=7400999888777&__cft__[0]=AZX',
        postId: '7400999888777',
        shownTime: '2 d',
        text: 'Jag vet när hon slutar.',
        likes: '4 reaktioner; se vem som reagerade på detta',
      },
      {
        kind: 'comment',
        name: 'Okänd Medlem',
        authorUrl: '/okand.medlem?comment_id=Y29tbWVudDoy',
        permalink: '/groups/sjovallabor/posts/7400112233445566/?comment_id=7400999888777&reply_comment_id=7401000111222',
        postId: '7401000111222',
        shownTime: '1 d',
        text: 'Sluta!',
      },
    ])
    expect(reading.posts[0]?.fields.likes?.number).toBe(128)
    expect(reading.page.group?.value).toBe('Sjövallabor')
    expect(reading.page.groupSize).toEqual({ value: '3,4 tn medlemmar', from: 'reader:Facebook', number: 3400 })
  })

  it('Instagram: comments without marks of their own, and answers to them', async () => {
    await open('/instagram')
    const reading = await read('https://www.instagram.com/p/DAbCdEf12_3/')
    expect(plain(reading)).toEqual([
      {
        kind: 'post',
        handle: 'kommunkoll_x', authorUrl: '/kommunkoll_x/',
        permalink: '/p/DAbCdEf12_3/',
        postId: 'DAbCdEf12_3',
        time: '2026-01-31T16:45:00.000Z', shownTime: '31 januari',
        text: 'Här sitter de som bestämmer.\nKom ihåg ansiktena.',
        likes: '3 456 andra',
      },
      {
        kind: 'comment',
        handle: 'nils.pahitt', authorUrl: '/nils.pahitt/',
        permalink: '/p/DAbCdEf12_3/c/18012345678901234/',
        postId: '18012345678901234',
        time: '2026-02-01T09:30:00.000Z', shownTime: '5 v',
        text: 'Vi ses utanför entrén 😡',
      },
      {
        kind: 'comment',
        handle: 'eva_e', authorUrl: '/eva_e/',
        permalink: '/p/DAbCdEf12_3/c/18012345678901234/r/17999999999999999/',
        postId: '17999999999999999',
        time: '2026-02-01T10:00:00.000Z', shownTime: '5 v',
        text: '@nils.pahitt låt bli',
      },
    ])
    expect(reading.posts[0]?.fields.likes?.number).toBe(3456)
  })

  it('TikTok: a video and its comments', async () => {
    await open('/tiktok')
    const reading = await read('https://www.tiktok.com/@sanningen_07/video/7345678901234567890')
    expect(plain(reading)).toEqual([
      {
        kind: 'post',
        name: 'Sanningen',
        handle: 'sanningen_07', authorUrl: '/@sanningen_07',
        permalink: '/@sanningen_07/video/7345678901234567890',
        postId: '7345678901234567890',
        text: 'De ljuger för er #sjövalla',
        shownTime: '3-14',
        likes: '12.4K', comments: '208',
        shares: '1,1 mn',
      },
      { kind: 'comment', name: 'Pelle P', handle: 'pelle.p', authorUrl: '/@pelle.p', text: 'Bränn skiten', shownTime: '3-15', likes: '7' },
      { kind: 'comment', name: 'Tyst', handle: 'tyst_99', authorUrl: '/@tyst_99', text: 'Nej tack', shownTime: '3-16' },
    ])
    expect(reading.posts[0]?.fields.shares?.number).toBe(1_100_000)
  })

  it('YouTube: video, channel with subscribers, comments and answers; where a player gets its frame is noted, not asked', async () => {
    await open('/youtube')
    const asked = server.requests.length
    const reading = await read('https://www.youtube.com/watch?v=abc123DEF45')
    expect(plain(reading)).toEqual([
      {
        kind: 'post',
        name: "Granskar'n",
        handle: '@granskarn', authorUrl: '/@granskarn',
        postId: 'abc123DEF45',
        text: 'Kommunen granskas, del 3',
        views: '45 678 visningar',
        shownTime: 'för 3 veckor sedan',
        likes: '1,2 tn',
      },
      {
        kind: 'comment',
        handle: '@hasse_h', authorUrl: '/@hasse_h',
        permalink: '/watch?v=abc123DEF45&lc=UgxAAA111',
        postId: 'UgxAAA111',
        shownTime: 'för 2 veckor sedan (redigerad)',
        text: 'Skjut dem.💣',
        likes: '36',
      },
      {
        kind: 'comment',
        handle: '@maria_m', authorUrl: '/@maria_m',
        permalink: '/watch?v=abc123DEF45&lc=UgxAAA111.BBB222',
        postId: 'UgxAAA111.BBB222',
        shownTime: 'för 1 vecka sedan',
        text: 'Anmäld.',
      },
    ])
    expect(reading.posts[0]?.fields.views?.number).toBe(45_678)
    expect(reading.page.groupSize).toEqual({ value: '12,3 tn prenumeranter', from: 'reader:YouTube', number: 12_300 })
    expect(reading.page.oembed).toEqual({
      value: 'https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabc123DEF45',
      from: 'link',
    })
    expect(server.requests.length).toBe(asked)
  })

  it('Reddit: also in shadow roots; a deleted comment is not given the words of its answer', async () => {
    await open('/reddit')
    const reading = await read('https://www.reddit.com/r/sjovalla/comments/1abcde/skolan/')
    const [post, deleted, answer, shadow] = plain(reading)
    expect(post).toEqual({
      kind: 'post',
      handle: 'trott_medborgare',
      authorId: 't2_9xyz',
      permalink: '/r/sjovalla/comments/1abcde/skolan/',
      postId: 't3_1abcde',
      time: '2026-05-02T06:12:13.000000+0000',
      text: 'Rektorn ljuger.\nJag har bevis.',
      likes: '-3',
      comments: '2',
    })
    expect(deleted).toMatchObject({ handle: '[deleted]', postId: 't1_k1', time: '2026-05-02T07:00:00.000Z' })
    expect(deleted?.['text']).toBeUndefined()
    expect(answer).toMatchObject({ handle: 'mork_skugga', text: 'Hon ska få ångra sig.', time: '2026-05-02T08:30:00.000Z' })
    expect(shadow).toMatchObject({ handle: 'i_skuggan', text: 'Finns i en skuggrot.' })
    expect(reading.posts).toHaveLength(4)
    expect(reading.posts[0]?.fields.likes?.number).toBe(-3)
    expect(reading.page.group?.value).toBe('r/sjovalla')
    expect(reading.page.groupSize?.number).toBe(20_481)
  })

  it('LinkedIn: the structure of 2026 and the one before', async () => {
    await open('/linkedin')
    expect(plain(await read('https://www.linkedin.com/feed/'))).toEqual([
      {
        kind: 'post',
        name: 'Bo Påhitt',
        authorUrl: 'https://www.linkedin.com/in/bo-pahitt-1a2b3c?miniProfileUrn=x',
        handle: 'bo-pahitt-1a2b3c',
        postId: '7201112223334445556',
        shownTime: '2 v •',
        text: 'Upphandlingen är riggad.',
        quoted: 'Avtalet är klart.', quotedFrom: 'Sjövalla kommun',
        likes: '1 204', comments: '18 kommentarer',
      },
      {
        kind: 'comment',
        name: 'Siv Fabel',
        authorUrl: 'https://www.linkedin.com/in/siv-fabel',
        handle: 'siv-fabel',
        postId: '7201999888777666555',
        shownTime: '1 v',
        text: 'Den chefen ska vi ta.',
        likes: '3',
      },
      { kind: 'comment', name: 'Ulf Saga', authorUrl: '/in/ulf-saga', handle: 'ulf-saga', postId: '7202000111222333444', text: 'Lugn.' },
      {
        kind: 'post',
        name: 'Nya Bolaget',
        authorUrl: 'https://www.linkedin.com/company/nya-bolaget/posts',
        postId: 'q9Zx-77',
        text: 'Nya sidan ser ut så här.',
      },
      { kind: 'comment', name: 'Ny Kommentator', authorUrl: '/in/ny-kommentator', handle: 'ny-kommentator', postId: '7300000000000000002', text: 'Håll tyst.' },
    ])
  })

  it('Flashback: what is cited is not what was written', async () => {
    await open('/flashback')
    const reading = await read('https://www.flashback.org/t3456789')
    expect(plain(reading)).toEqual([
      {
        kind: 'post',
        handle: 'Gatubo', authorUrl: '/u123456',
        authorId: '123456',
        permalink: '/sp91000001',
        postId: '91000001',
        shownTime: '2026-03-14, 18:22',
        text: 'Någon som vet\nvar enhetschefen bor?',
      },
      {
        kind: 'post',
        handle: 'Nattuggla', authorUrl: '/u777',
        authorId: '777',
        permalink: '/sp91000002',
        postId: '91000002',
        shownTime: 'Igår, 23:23',
        text: 'Ekgatan 4.',
        quoted: 'Ursprungligen postat av Gatubo →\nNågon som vet var enhetschefen bor?', quotedFrom: 'Gatubo',
      },
    ])
    expect(reading.page.title?.value).toBe('Vad händer i Sjövalla?')
    expect(reading.page.group?.value).toBe('Lokalpolitik')
  })

  it('Telegram: a channel as its preview shows it, and as its web program does', async () => {
    await open('/telegram')
    const preview = await read('https://t.me/s/SjovallaUtanFilter')
    expect(plain(preview)).toEqual([
      {
        kind: 'post',
        name: 'Sjövalla utan filter',
        authorUrl: 'https://t.me/SjovallaUtanFilter',
        handle: 'SjovallaUtanFilter',
        permalink: 'https://t.me/SjovallaUtanFilter/201',
        postId: 'SjovallaUtanFilter/201',
        time: '2026-09-20T17:48:15+00:00', shownTime: '17:48',
        text: 'Socialsekreteraren bor på Ekgatan.\nSprid!',
        views: '4.02K',
      },
      {
        kind: 'post',
        name: 'Redaktör K',
        authorUrl: 'https://t.me/SjovallaUtanFilter',
        handle: 'SjovallaUtanFilter',
        permalink: 'https://t.me/SjovallaUtanFilter/202',
        postId: 'SjovallaUtanFilter/202',
        time: '2026-09-20T18:02:00+00:00', shownTime: '18:02',
        text: 'Ja. Tredje våningen.',
        quoted: 'Är det rätt adress?', quotedFrom: 'Insändaren',
        views: '396',
      },
    ])
    expect(preview.page.groupSize).toEqual({ value: '4.02K subscribers', from: 'reader:Telegram', number: 4020 })

    await open('/telegram-web')
    const program = await read('https://web.telegram.org/k/#-1001234567')
    expect(plain(program)).toEqual([
      {
        kind: 'post',
        name: 'Rolf R',
        authorId: '55501',
        postId: '4294967301',
        shownTime: '20 september 2026, 21:14:05',
        text: 'Han på bygglov.',
        quoted: 'Vem var det?', quotedFrom: 'Vera V',
      },
    ])
    expect(program.page.group?.value).toBe('Grannsamverkan')
    expect(program.page.groupSize?.number).toBe(218)
  })
})

describe('who posted, by what pages of any kind tell', () => {
  it('JSON-LD: an article and its comments, in spite of broken JSON beside it', async () => {
    await open('/article')
    const reading = await read('https://bladet.example/hot')
    expect(reading.reader).toBeNull()
    expect(plain(reading)).toEqual([
      {
        kind: 'post',
        name: 'Ellen Reporter',
        authorUrl: 'https://bladet.example/ellen',
        permalink: 'https://bladet.example/hot',
        time: '2026-04-01T06:00:00+02:00',
        text: 'Hot mot socialtjänsten ökar',
        comments: '2', shares: '41',
        likes: '1234',
      },
      { kind: 'comment', name: 'Anonym 4', authorId: 'u-4', permalink: '/article#k1', time: '2026-04-01T07:15:00+02:00', text: 'De förtjänar det.', likes: '9' },
      { kind: 'comment', name: 'Berit', permalink: '/article#k2', time: '2026-04-01T07:20:00+02:00', text: 'Skäms!' },
    ])
    expect(signals(reading)).toEqual(new Set(['json-ld']))
    expect(reading.posts.map(({ y }) => y)).toEqual([null, null, null])
    expect(reading.page).toMatchObject({
      site: { value: 'Bladet på nätet', from: 'json-ld' },
      title: { value: 'Hot mot socialtjänsten ökar', from: 'open-graph' },
      author: { value: 'Ellen Reporter', from: 'json-ld' },
      oembed: { value: `${server.origin}/oembed?url=hot`, from: 'link' },
    })
    expect(reading.cut).toBe(false)
  })

  it('Open Graph and rel=author: who stands for the page, and no posts', async () => {
    await open('/open-graph')
    const reading = await read('https://blogg.example/lista')
    expect(reading.posts).toEqual([])
    expect(reading.page).toEqual({
      site: { value: 'Elaka bloggen', from: 'open-graph' },
      title: { value: 'Listan över tjänstemän', from: 'open-graph' },
      author: { value: 'Signaturen Z', from: 'open-graph' },
      authorUrl: { value: `${server.origin}/om-z`, from: 'link' },
      published: { value: '2026-01-05T10:00:00Z', from: 'open-graph' },
    })
  })

  it('microdata: nested comments keep their own authors, one without an author gets none', async () => {
    await open('/microdata')
    const reading = await read('https://forum.example/t/9')
    expect(plain(reading)).toEqual([
      {
        kind: 'post',
        name: 'Kalle',
        authorUrl: '/u/kalle',
        time: '2026-03-03T12:00:00+01:00', shownTime: '3 mars 2026',
        text: 'Jag vill ha namnet.',
        permalink: 'https://forum.example/t/9',
        likes: '4',
      },
      { kind: 'comment', name: 'Olle', time: '2026-03-03T12:30:00+01:00', shownTime: '12.30', text: 'Hon heter Karin.', permalink: '/microdata#c1' },
      { kind: 'comment', time: '2026-03-03T12:40:00+01:00', shownTime: '12.40', text: 'Utan namn.', permalink: '/microdata#c2' },
      { kind: 'comment', name: 'Pia', time: '2026-03-03T12:50:00+01:00', shownTime: '12.50', text: 'Svar med namn.' },
    ])
    expect(signals(reading)).toEqual(new Set(['microdata']))
  })

  it('times and authors in plain markup', async () => {
    await open('/plain-comments')
    const reading = await read('https://bladet.example/insandare')
    expect(plain(reading)).toMatchObject([
      { kind: 'post', name: 'Skribenten', authorUrl: '/skribent/7', time: '2026-02-02T08:00:00Z', shownTime: '2 februari' },
      { kind: 'comment', name: 'Arg', permalink: '/plain-comments#kommentar-1', time: '2026-02-02T09:00:00Z' },
      { kind: 'comment', name: 'Lugn', permalink: '/plain-comments#kommentar-2', shownTime: 'kl. 10.10' },
    ])
    expect(reading.posts[0]?.fields.text?.value).toContain('Texten står här.')
    expect(reading.posts[0]?.fields.text?.value).not.toContain('Vi kommer')
    expect(reading.posts[0]?.fields.time?.from).toBe('time-element')
  })

  it('a reader whose structure is gone says that it found nothing, and the general signals stand in', async () => {
    await open('/microdata')
    const reading = await read('https://x.com/nagon/status/1')
    expect(reading.reader).toEqual({ name: 'X', asOf: '2024-10', found: false })
    expect(reading.posts).toHaveLength(4)
    expect(signals(reading)).toEqual(new Set(['microdata']))
  })

  it('where the reader works, other signals add to its posts and tell of no others', async () => {
    const ld = (path: string, more: object) => ({ '@type': 'SocialMediaPosting', url: `${server.origin}${path}`, ...more })
    await show(`<script type="application/ld+json">${JSON.stringify([ld('/anna/status/1', { identifier: '1', author: { name: 'Anna', identifier: '778899' } }), ld('/other', { author: 'Någon', text: 'annat' })])}</script>
      <article data-testid="tweet"><div data-testid="User-Name"><a href="/anna">Anna</a><a href="/anna/status/1?utm_source=x"><time datetime="2026-01-01">1 jan</time></a></div><div data-testid="tweetText">ord</div></article>`)
    const reading = await read('https://x.com/anna')
    expect([reading.posts.length, reading.seen]).toEqual([1, 1])
    expect(reading.posts[0]?.fields).toMatchObject({
      name: { value: 'Anna', from: 'reader:X' },
      text: { value: 'ord', from: 'reader:X' },
      authorId: { value: '778899', from: 'json-ld' },
    })
  })

  it('an address that only looks like a platform has no reader', () => {
    const names = ['https://x.com.example/', 'https://notfacebook.com/', 'https://m.facebook.com/x', 'not an address'].map((url) => new PostReader(url).result(AT).reader?.name)
    expect(names).toEqual([undefined, undefined, 'Facebook', undefined])
  })
})

describe('a page that is gone through', () => {
  const tweet = (id: number, text: string, who = 'anna') =>
    `<article data-testid="tweet" style="display:block;height:400px"><div data-testid="User-Name"><a href="/${who}">${who}</a><a href="/${who}/status/${id}"><time datetime="2026-01-01T00:00:00Z">1 jan</time></a></div><div data-testid="tweetText">${text}</div></article>`

  it('keeps what a list drops, each post once, with the row at which it stood', async () => {
    await show(`<body style="margin:0"><div id="list" style="height:4000px;position:relative">${tweet(1, 'ett')}${tweet(2, 'två')}</div>`)
    const reader = new PostReader('https://x.com/anna')
    await reader.look(world)
    await inPage(`window.scrollTo(0, 1000); list.innerHTML = '<div style="height:1600px"></div>' + ${JSON.stringify(tweet(2, 'två') + tweet(3, 'tre'))}`)
    await reader.look(world)
    const { posts, seen, cut } = reader.result(AT)
    expect(posts.map(({ y, fields }) => [y, fields.postId?.value, fields.text?.value])).toEqual([[0, '1', 'ett'], [400, '2', 'två'], [2000, '3', 'tre']])
    expect([seen, cut]).toEqual([3, false])
  })

  it('tells rows inside a box that scrolls by itself', async () => {
    await show(`<body style="margin:0"><div style="height:100px"></div><div id="box" style="height:500px;overflow-y:scroll">${tweet(1, 'ett')}${tweet(2, 'två')}${tweet(3, 'tre')}</div>`)
    await inPage('box.scrollTop = 700')
    expect((await read('https://x.com/anna')).posts.map(({ y }) => y)).toEqual([100, 500, 900])
  })

  it('shows a text whole once the page does, and two texts under one address apart', async () => {
    await show(`<div id="list">${tweet(1, 'Det här är början på ett långt inlägg… Visa mer')}</div>`)
    const reader = new PostReader('https://x.com/anna')
    await reader.look(world)
    await inPage(`list.innerHTML = ${JSON.stringify(tweet(1, 'Det här är början på ett långt inlägg som slutar här.'))}`)
    await reader.look(world)
    await inPage(`list.innerHTML = ${JSON.stringify(tweet(1, 'Något helt annat.') + tweet(1, 'Något helt annat.', 'bo'))}`)
    await reader.look(world)
    const found = reader.result(AT).posts.map(({ fields }) => [fields.handle?.value, fields.text?.value])
    expect(found).toEqual([
      ['anna', 'Det här är början på ett långt inlägg som slutar här.'],
      ['anna', 'Något helt annat.'],
      ['bo', 'Något helt annat.'],
    ])
  })

  it('reads what is shown: hidden words in a visible post are not its text', async () => {
    await show(tweet(1, 'synligt<span style="display:none"> dolt</span><span style="visibility:hidden"> osynligt</span><script>skript</script>'))
    expect((await read('https://x.com/anna')).posts[0]?.fields.text?.value).toBe('synligt')
  })
})

describe('pages that mean harm', () => {
  it('50,000 posts: some are read, and that there are more is said', async () => {
    const one = '<article data-testid="tweet"><div data-testid="User-Name"><a href="/a">a</a></div><div data-testid="tweetText">hot</div></article>'
    await show(`<script>for (let n = 0; n < 50000; n++) document.write(${JSON.stringify(one)}.replace('hot', 'hot ' + n))</script>`)
    const reading = await read('https://x.com/a')
    expect(reading.cut).toBe(true)
    expect(reading.posts.length).toBeLessThanOrEqual(2000)
    expect(reading.posts[0]?.fields.text?.value).toBe('hot 0')
  })

  it('more posts than are kept: the first 2,000, and how many were seen', async () => {
    const script = `for (let n = 0; n < 2500; n++) document.write('<article data-testid="tweet"><div data-testid="User-Name"><a href="/a">a</a><a href="/a/status/' + n + '"><time datetime="2026-01-01">1 jan</time></a></div><div data-testid="tweetText">' + n + '</div></article>')`
    await show(`<script>${script}</script>`)
    const reader = new PostReader('https://x.com/a')
    for (let look = 0; look < 300 && reader.result(AT).seen < 2500; look++) await reader.look(world)
    const reading = reader.result(AT)
    expect([reading.posts.length, reading.seen, reading.cut]).toEqual([2000, 2500, true])
    expect(reading.posts.at(-1)?.fields.postId?.value).toBe('1999')
  })

  it('JSON-LD of 5 MB, and nested without end', async () => {
    const big = JSON.stringify({ '@type': 'Comment', author: 'Stor', text: 'x'.repeat(5_000_000) })
    const deep = `${'{"@type":"Comment","author":"Djup","text":"a","comment":'.repeat(30_000)}null${'}'.repeat(30_000)}`
    await show(`<script type="application/ld+json">${big}</script><script type="application/ld+json">${deep}</script><article class="post"><time datetime="2026-01-01">1 jan</time> <b class="author">Äkta</b> text</article>`)
    const reading = await read('https://bladet.example/')
    expect(reading.cut).toBe(true)
    expect(reading.posts.length).toBeLessThan(100)
    expect(reading.posts.every(({ fields }) => fields.name?.value === 'Djup')).toBe(true)
  })

  it('long texts are cut, half characters mended, direction marks of names kept as they are', async () => {
    const name = 'Kar\u202Enire\u202C'
    await show(`<script>document.write('<article data-testid="tweet"><div data-testid="User-Name"><a href="/a">${name}</a></div><div data-testid="tweetText">' + 'å'.repeat(4998) + '\\ud83d b' + '\\u{1f600}'.repeat(20) + '</div></article>')</script>`)
    const fields = (await read('https://x.com/a')).posts[0]?.fields
    expect(fields?.name?.value).toBe(name)
    expect(fields?.text?.value).toHaveLength(5000)
    expect(fields?.text?.value.isWellFormed()).toBe(true)
  })

  it('forms whose fields stand in the place of their methods', async () => {
    const names = ['parentElement', 'childNodes', 'matches', 'getAttribute', 'getBoundingClientRect', 'querySelectorAll', 'shadowRoot', 'scrollTop', 'localName']
    const fields = names.map((name) => `<input name="${name}">`).join('')
    await show(
      `<form>${fields}<article data-testid="tweet"><div data-testid="User-Name"><a href="/a">A</a></div><form>${fields}<div data-testid="tweetText">text <span>här</span></div></form></article></form>
       <article data-testid="tweet"><div data-testid="User-Name"><a href="/b">B</a></div></article>`,
    )
    // Parsing drops the inner form, so it is put there.
    await inPage(`const form = document.forms[0].cloneNode(); form.innerHTML = ${JSON.stringify(`${fields}<div data-testid="tweetText">också <b>detta</b></div>`)}; document.querySelectorAll('article')[1].append(form)`)
    expect(await inPage('typeof document.forms[0].querySelectorAll')).toBe('object')
    expect((await read('https://x.com/a')).posts.map(({ fields: { name, text } }) => [name?.value, text?.value])).toEqual([['A', 'text här'], ['B', 'också detta']])

    await show(`<form class="post">${fields}<time datetime="2026-01-01">1 jan</time> <b class="author">C</b> <p>ord</p></form>`)
    expect((await read('https://bladet.example/')).posts.map(({ fields: { name, text } }) => [name?.value, text?.value])).toEqual([['C', '1 jan C\nord']])
  })

  it('what a page could send back is cut to what a reading may hold', async () => {
    const fields = { name: { value: '\ud800x', from: 'y'.repeat(100) }, text: { value: 'z'.repeat(9000), from: 'text' }, made_up: { value: '1', from: 'x' }, likes: { value: 5, from: 'x' } }
    const reader = new PostReader('https://bladet.example/')
    await reader.look({ callPlain: async () => ({ fields: {}, posts: [{ kind: 'other', y: 1.5, fields }], left: false, lost: false }) } as never)
    const reading = reader.result(AT)
    expect(parseReading(JSON.stringify(reading))).toEqual(reading)
    expect(reading.posts).toEqual([{ kind: 'post', y: null, fields: { name: { value: '\ufffdx', from: 'y'.repeat(60) }, text: { value: 'z'.repeat(5000), from: 'text' } } }])
  })
})
