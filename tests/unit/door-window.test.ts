import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../electron/engine/headers.ts'
import { createWindowServer, type WindowAnswer } from '../../electron/engine/window.ts'
import { BROKEN, createFakeEngine, fakeOptions, pattern } from '../support/fake-engine.ts'

const root = mkdtempSync(join(tmpdir(), 'bevisvalv-test-'))
const renderer = join(root, 'renderer')
const BIG = `/object/h-${'1'.repeat(32)}`

beforeAll(() => {
  mkdirSync(join(renderer, 'assets'), { recursive: true })
  writeFileSync(join(root, 'secret.js'), 'secret')
  writeFileSync(join(renderer, 'index.html'), '<meta nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>å')
  writeFileSync(join(renderer, 'assets', 'index-a1.js'), 'run()')
  writeFileSync(join(renderer, 'assets', 'index-a1.js.map'), '{}')
  writeFileSync(join(renderer, 'assets', '.hidden.js'), 'x')
  symlinkSync(join(root, 'secret.js'), join(renderer, 'assets', 'link.js'))
})
afterAll(() => rmSync(root, { recursive: true }))

async function ask(path: string, range: string | null = null, method = 'GET'): Promise<WindowAnswer & { content: Buffer }> {
  const engine = await createFakeEngine(fakeOptions(), { spawnChild: () => { throw new Error('none') } })
  const answer = await createWindowServer(renderer, engine)({ method, path, range })
  const pieces: Uint8Array[] = []
  for await (const piece of answer.body) pieces.push(piece)
  return { ...answer, content: Buffer.concat(pieces) }
}

describe("the window's own origin", () => {
  test('the page has a policy and a nonce that are its own', async () => {
    const [first, second] = [await ask('/'), await ask('/')]
    const nonces = [first, second].map(({ content }) => /nonce="([^"]+)"><style nonce="\1"/.exec(content.toString())?.[1])
    expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{24}$/)
    expect(nonces[0]).not.toBe(nonces[1])
    expect(first.headers['Content-Security-Policy']).toBe(contentSecurityPolicy(nonces[0]!))
    expect(first.bytes).toBe(first.content.length)
    expect(first.headers).toMatchObject({
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    })
  })

  test('the policy is the one that was decided', () => {
    expect(contentSecurityPolicy('N').split('; ').sort()).toEqual(
      [
        "default-src 'none'", "script-src 'self'", "style-src 'self' 'nonce-N'", "img-src 'self' blob:", "font-src 'self'", "connect-src 'self'",
        "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
      ].sort(),
    )
  })

  test('files of the interface come with their type', async () => {
    const answer = await ask('/assets/index-a1.js')
    expect(answer).toMatchObject({ status: 200, bytes: 5, headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'X-Content-Type-Options': 'nosniff' } })
    expect(answer.content.toString()).toBe('run()')
  })

  test.each([
    '/../secret.js', '/assets/../../secret.js', '/%2e%2e/secret.js', '/assets/%2e%2e%2f%2e%2e%2fsecret.js', '/..\\secret.js', '//secret.js',
    '/assets/link.js', '/assets/.hidden.js', '/assets/index-a1.js.map', '/assets/index-a1.js\0.png', '/assets', '/assets/', '/missing.js',
    '/index.html', '/etc/passwd', '', '/constructor', '/x.constructor', '/x.__proto__', '/object', '/object/', '/object/../assets/index-a1.js',
    '/object/h-1', `/object/h-${'9'.repeat(32)}`, `/object/h-${'1'.repeat(32)}/`,
  ])('%j is not found', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, bytes: 0, content: Buffer.alloc(0) })
  })

  test('nothing but GET is answered', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'get']) expect((await ask('/', null, method)).status).toBe(405)
  })
})

describe('content by handle', () => {
  test('comes whole, as a type that a window may see', async () => {
    const answer = await ask(BIG)
    expect(answer).toMatchObject({ status: 200, bytes: 3_500_000 })
    expect(answer.content.equals(pattern(0, 3_500_000))).toBe(true)
    expect(answer.headers).toMatchObject({ 'Content-Type': 'image/png', 'Content-Disposition': 'inline', 'X-Content-Type-Options': 'nosniff' })
    expect(answer.headers['Content-Security-Policy']).toContain('sandbox')
  })

  test('evidence that says it is a page is only bytes', async () => {
    const answer = await ask(`/object/h-${'2'.repeat(32)}`)
    expect(answer.headers['Content-Type']).toBe('application/octet-stream')
  })

  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=1499999-1500000', 1_499_999, 2],
    ['bytes=3499990-', 3_499_990, 10],
    ['bytes=3499990-9999999', 3_499_990, 10],
    ['bytes=-5', 3_499_995, 5],
    ['bytes=-9999999', 0, 3_500_000],
    ['bytes=1000000-3000000', 1_000_000, 2_000_001],
  ])('%s', async (range, from, length) => {
    const answer = await ask(BIG, range)
    expect(answer).toMatchObject({ status: 206, bytes: length })
    expect(answer.headers['Content-Range']).toBe(`bytes ${from}-${from + length - 1}/3500000`)
    expect(answer.content.equals(pattern(from, length))).toBe(true)
  })

  test.each(['bytes=3500000-', 'bytes=5-4', 'bytes=-0', 'bytes=-', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=1e3-', ''])('%s cannot be satisfied', async (range) => {
    expect(await ask(BIG, range)).toMatchObject({ status: 416, bytes: 0, headers: { 'Content-Range': 'bytes */3500000' } })
  })

  test('damaged content breaks instead of ending early', async () => {
    await expect(ask(`/object/${BROKEN}`)).rejects.toThrow('damaged')
  })
})
