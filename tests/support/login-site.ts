import type { IncomingMessage, ServerResponse } from 'node:http'
import { type PageServer, startPageServer } from './page-server.ts'

/** What an officer types; nothing of it may be found anywhere afterwards. */
export const LOGIN = { user: 'handlaggare', password: 'Kanariefågel-i-gruvan-7431' }
const COOKIE = 'sess=KAKA-99-kanarie'

export interface LoginSite extends PageServer {
  /** `POST`s that came through, by path. */
  written: string[]
  /** How often each path was asked for. */
  asked(path: string): number
  /** Of a site whose pages act for the person: whether one goes on from the flow to the post. */
  goOn(may?: boolean): void
  /** Whether pages that act for the person do so for now. */
  act(does: boolean): void
  /** The first post has other words from now on. */
  edit(words: string): void
}

export const POST = 'Vi vet var handläggaren bor. Det kommer att sluta illa.'

/**
 * A small site that shows its posts to those who logged in, and writes by a form and by fetch. `acts`: its
 * pages themselves do what a person would, and write when they are scrolled.
 */
export async function startLoginSite({ acts = false } = {}): Promise<LoginSite> {
  // The person at the browser, where nobody can reach it from outside: types, presses, follows the link when told to.
  const typing = `<script>user.value = ${JSON.stringify(LOGIN.user)}; password.value = ${JSON.stringify(LOGIN.password)}; go.click()</script>`
  const following = '<script>setInterval(() => fetch("/may-go").then((answer) => answer.status === 200 && post.click()), 100)</script>'
  let mayGo = false
  let doesAct = acts
  let words = POST
  const written: string[] = []
  const isIn = (request: IncomingMessage) => (request.headers.cookie ?? '').includes(COOKIE)
  const page = (response: ServerResponse, body: string, head: Record<string, string> = {}) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...head })
    response.end(`<!doctype html><html lang="sv"><title>Forumet</title><body>${body}`)
  }
  const guarded = (body: () => string) => (request: IncomingMessage, response: ServerResponse) =>
    isIn(request) ? page(response, body()) : response.writeHead(302, { location: '/login' }).end()
  const server = await startPageServer({
    '/': (_request, response) => page(response, '<h1>Forumet</h1><a id="login" href="/login">Logga in</a>'),
    '/login': (request, response) => {
      if (request.method !== 'POST') {
        return page(response, '<h1>Logga in</h1><form method="post"><input name="user" id="user"><input type="password" name="password" id="password"><button id="go">Logga in</button></form>' + (doesAct ? typing : ''))
      }
      let body = ''
      request.on('data', (more: Buffer) => (body += more.toString()))
      request.on('end', () => {
        const given = new URLSearchParams(body)
        const right = given.get('user') === LOGIN.user && given.get('password') === LOGIN.password
        response.writeHead(303, right ? { location: '/flow', 'set-cookie': `${COOKIE}; Path=/; HttpOnly` } : { location: '/login' }).end()
      })
    },
    '/flow': guarded(() => '<h1>Flödet</h1><a id="post" href="/post/7">Inlägg 7</a>' + (doesAct ? following : '')),
    '/may-go': (_request, response) => response.writeHead(mayGo ? 200 : 404).end(),
    '/post/7': guarded(() => `<h1>Inlägg 7</h1><article id="p7"><time datetime="2026-05-04T10:20:00Z">4 maj 10:20</time> <a rel="author" href="/u/12">Kalle K</a><p>${words}</p></article>
      <article id="p8"><p>Ett annat inlägg som inte hör hit.</p></article>
      <form id="reply" method="post" action="/reply"><button id="send">Svara</button></form>
      <script>
        sessionStorage.seen = String(Number(sessionStorage.seen || 0) + 1)
        document.body.append(' Besök ' + sessionStorage.seen)
        window.like = () => fetch('/like', { method: 'POST' }).then(() => 'sent', () => 'stopped')
        ${acts ? "addEventListener('scroll', like)" : ''}
      </script><div style="height:3000px"></div><p>Slutet av tråden</p>`),
    // Keeps so many MB as the address says in the browser, and then goes on.
    '/hoard': (_request, response) =>
      page(response, `<h1>Sparar</h1><script>
        const bytes = new Uint8Array(Number(new URLSearchParams(location.search).get('mb')) * 1e6)
        for (let at = 0; at < bytes.length; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536))
        const opening = indexedDB.open('hoard', 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore('s').put(bytes, 'k')
        opening.onsuccess = () => location.replace('/login')
      </script>`),
    '/reply': (_request, response) => {
      written.push('/reply')
      page(response, 'Svaret är publicerat')
    },
    '/like': (_request, response) => {
      written.push('/like')
      response.writeHead(204).end()
    },
  })
  const asked = (path: string) => server.requests.filter((each) => new URL(`http://${each}`).pathname === path).length
  return { ...server, written, asked, goOn: (may = true) => (mayGo = may), act: (does) => (doesAct = does), edit: (other) => (words = other) }
}
