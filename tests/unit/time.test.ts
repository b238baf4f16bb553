import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { serveTimestamps } from '../../electron/cli/demo/tsa.ts'
import { createTimestamper } from '../../electron/engine/timestamper.ts'
import {
  TimestampError,
  requestTimestamp,
  verifyTimestamp,
  type Timestamp,
  type TimestampRequest,
} from '../../electron/services/ledger/index.ts'
import {
  TIMESTAMP_FAULTS,
  TimestampTrust,
  TimestampUrls,
  type TimestampFailure,
  type TimestampFault,
  latestOf,
} from '../../shared/contract/index.ts'
import { utf8 } from '../../shared/encoding/index.ts'
import { tellTimestamp } from '../../shared/verify/index.ts'
import { chainOf, readCertificates } from '../../shared/verify/time/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { readTimestampUrl } from '../../renderer/features/settings/timestampUrl.ts'
import { RSA, createAuthorities, serveAuthority, type Issued } from '../support/authority.ts'
import { lacks } from '../support/tools.ts'

const CONTENT = utf8('bevisvalv.invalid/v-1\n3\nAAAA\n\n— signature\n')
const OTHER = utf8('another content\n')
const never = new AbortController().signal

/** PKIStatus rejection (2) and nothing else. */
const REJECTION = Uint8Array.of(0x30, 5, 0x30, 3, 2, 1, 2)

type Serve = Parameters<typeof serveAuthority>[0]

/** Asks an authority that answers as told. */
async function ask(answer: Serve, more: Partial<TimestampRequest> = {}): Promise<Timestamp> {
  const server = await serveAuthority(answer)
  onTestFinished(() => server.close())
  return requestTimestamp({ url: server.url, content: CONTENT, signal: never, roots: [], ...more })
}

/** Why it was refused. */
async function refused(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof TimestampError) return error.message
    throw error
  }
  return 'accepted'
}

describe.skipIf(lacks('openssl'))('a timestamp of an authority that is openssl', () => {
  let folder: string
  let made: ReturnType<typeof createAuthorities>
  let root: Issued
  let between: Issued
  let signer: Issued

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bevisvalv-time-'))
    made = createAuthorities(folder)
    root = made.certify('Test root', { as: 'root', key: RSA })
    between = made.certify('Test between', { as: 'root', by: root })
    signer = made.certify('Test authority', { as: 'stamping', by: root })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const honest: Serve = (query) => made.reply(query, signer, [root])
  const checked = ({ token, certificates }: Pick<Timestamp, 'token' | 'certificates'>, content = CONTENT) =>
    verifyTimestamp(token, content, certificates.map(utf8)).then(tellTimestamp)

  it('is asked for with a hash, a nonce and for its certificates', async () => {
    const queries: Uint8Array[] = []
    const keep: Serve = (query, response, request) => {
      expect([request.method, request.headers['content-type']]).toEqual(['POST', 'application/timestamp-query'])
      queries.push(query)
      return honest(query, response, request)
    }
    await ask(keep)
    await ask(keep)
    const [first = '', second = ''] = queries.map((query) => made.text('query', query))
    expect(first).toContain('Hash Algorithm: sha256')
    expect(first).toContain('Certificate required: yes')
    const nonce = /^Nonce: 0x[0-9A-F]{16}$/m
    expect(first).toMatch(nonce)
    expect(nonce.exec(first)?.[0]).not.toBe(nonce.exec(second)?.[0])
  })

  it('holds, and openssl says so too', async () => {
    const before = Date.now()
    const stamp = await ask(honest)
    expect(Math.abs(Date.parse(stamp.at) - before)).toBeLessThan(5000)
    expect(stamp.certificates.map((pem) => pem.trim())).toEqual([signer.pem.trim(), root.pem.trim()])
    expect(stamp.authority).toBe('Test authority')
    expect(made.accepts(stamp.token, CONTENT, stamp.certificates.at(-1)!)).toBe(true)
    const words = await checked(stamp)
    expect(words).toContain(
      `no later than ${latestOf(stamp.shows)} (${stamp.at} in the token, give or take 1.501 s), says “Test authority”, vouched for by “Test root”`,
    )
    expect(stamp.shows).toMatchObject({
      at: stamp.at,
      accuracyMs: 1501,
      authority: 'Test authority',
      vouchedBy: 'Test root',
      trust: 'other-root',
    })
    expect(await verifyTimestamp(stamp.token, CONTENT, stamp.certificates.map(utf8))).toEqual(stamp.shows)
    expect(words).toContain('is for the reader to decide')
  })

  it('may name its certificate as authorities of old do, and sign with RSA and SHA-512', async () => {
    const old = made.certify('Old authority', { as: 'stamping', by: root, key: RSA })
    const stamp = await ask((query) => made.reply(query, old, [root], 'old'))
    expect(await checked(stamp)).toContain('Old authority')
    expect(made.accepts(stamp.token, CONTENT, root.pem)).toBe(true)
  })

  it('gets the root that its authority leaves out, where the runtime has it', async () => {
    const below = made.certify('Authority below', { as: 'stamping', by: between })
    const answer: Serve = (query) => made.reply(query, below, [between])
    const whole = await ask(answer, { roots: [signer.pem, root.pem] })
    expect(whole.certificates.map((pem) => pem.trim())).toEqual([below, between, root].map(({ pem }) => pem.trim()))
    expect(await checked(whole)).toContain('vouched for by “Test root”')
    expect(whole.shows.trust).toBe('listed-root')
    expect(made.accepts(whole.token, CONTENT, root.pem)).toBe(true)

    const without = await ask(answer)
    expect(without.certificates).toHaveLength(2)
    expect(without.shows.trust).toBe('no-root')
    expect(await checked(without)).toContain('vouched for by “Test between”')
    expect(made.accepts(without.token, CONTENT, without.certificates.at(-1)!, '-partial_chain')).toBe(true)
  })

  it('is refused over another content', async () => {
    const stamp = await ask(honest)
    expect(await refused(checked(stamp, OTHER))).toBe('the token is over another content')
  })

  it('is refused as the answer to another request', async () => {
    const earlier = made.reply(made.query(CONTENT), signer, [root])
    expect(await refused(ask(() => earlier))).toBe('an answer to another request')
    // What was stored has no request any more.
    expect(await checked({ token: earlier, certificates: [signer.pem, root.pem] })).toContain('Test authority')
  })

  it('is refused where the authority refuses', async () => {
    expect(await refused(ask((query) => made.reply(query, signer, [root], 'sha512-only')))).toBe(
      'the authority refused: status 2',
    )
  })

  it.each([
    ['purpose-missing', 'the certificate is not for timestamps'],
    ['purpose-not-critical', 'the certificate does not mark its purpose as critical'],
    ['purpose-and-another', 'the certificate is not for timestamps alone'],
    ['other-key-usage', "the certificate's key is not for signing alone"],
    ['unknown-condition', 'the certificate of unknown-condition has conditions that are not understood'],
  ])('is refused of a certificate with %s, by openssl too', async (as, reason) => {
    const bad = made.certify(as, { as, by: root })
    let token = new Uint8Array()
    const answer: Serve = (query) =>
      (token = made.resigned(made.reply(query, signer, [root]), bad, [root]) as typeof token)
    expect(await refused(ask(answer))).toBe(reason)
    expect(made.accepts(token, CONTENT, root.pem)).toBe(false)
    // The way in which it was signed anew isn't what is refused.
    const good = await ask((query) => made.resigned(made.reply(query, signer, [root]), signer, [root]))
    expect(made.accepts(good.token, CONTENT, root.pem)).toBe(true)
  })

  it.each([
    ['expired', '20200101000000Z', '20210101000000Z'],
    ['not valid yet', '20990101000000Z', '21000101000000Z'],
  ])('is refused of a certificate that is %s', async (name, from, until) => {
    const bad = made.certify(name, { as: 'stamping', by: root, from, until })
    expect(await refused(ask((query) => made.reply(query, bad, [root])))).toBe(
      `the certificate of ${name} was not valid then`,
    )
  })

  it('is refused where somebody in the chain may not certify others', async () => {
    const odd = made.certify('Stamped by a stamper', { as: 'stamping', by: signer })
    // Who it names isn't one that certifies, so its chain ends with itself.
    const stamp = await ask((query) => made.reply(query, odd, [signer, root]))
    expect(stamp.certificates).toHaveLength(1)
    const shallow = made.certify('Shallow', { as: 'shallow' })
    const middle = made.certify('Middle', { as: 'root', by: shallow })
    const deep = made.certify('Deep', { as: 'stamping', by: middle })
    expect(await refused(ask((query) => made.reply(query, deep, [middle, shallow])))).toBe(
      'Shallow may not certify at this depth',
    )
  })

  it('is refused of a weak key', async () => {
    const weak = made.certify('Weak', {
      as: 'stamping',
      by: root,
      key: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
    })
    expect(await refused(ask((query) => made.reply(query, weak, [root])))).toBe(
      'the key of Weak is too weak or of an unknown kind',
    )
  })

  it('is refused without the certificates it came with', async () => {
    const bare = (query: Uint8Array) => made.resigned(made.reply(query, signer, [root]), signer, [], '-nocerts')
    expect(await refused(ask(bare))).toBe("the signer's certificate is not in the token")
    const stamp = await ask(honest)
    const [own = '', top = ''] = stamp.certificates
    const reason = "the certificates of its authority are missing"
    expect(await refused(checked({ ...stamp, certificates: [] }))).toBe(reason)
    expect(await refused(checked({ ...stamp, certificates: [own] }))).toBe(reason)
    expect(await refused(checked({ ...stamp, certificates: [own, top, between.pem] }))).toBe(
      'the certificate of Test between has nothing to do with the token',
    )
    expect(await refused(checked({ ...stamp, certificates: [own, 'no certificate'] }))).toBe(
      'a certificate that cannot be read',
    )
    expect(await refused(checked({ ...stamp, certificates: Array<string>(33).fill(top) }))).toBe(
      'too many certificates',
    )
  })

  it('reads every root that comes with the runtime, and sees each vouch for itself', async () => {
    for (const pem of rootCertificates) {
      const [each] = readCertificates([utf8(pem)])
      const { notBefore } = each!.fields.tbsCertificate.validity
      expect((await chainOf(each!, [], notBefore.getTime())).rooted, each!.name).toBe(true)
    }
    expect(rootCertificates.length).toBeGreaterThan(50)
  })

  it('stands no flipped bit that openssl refuses, nor one in what is signed', async () => {
    const small = made.certify('Small root', { as: 'root' })
    const stamper = made.certify('Small authority', { as: 'stamping', by: small })
    const stamp = await ask((query) => made.reply(query, stamper, [small]))
    const words = await checked(stamp)
    const passed: number[] = []
    for (let at = 0; at < stamp.token.length; at++) {
      const token = Uint8Array.from(stamp.token)
      token[at]! ^= 1 << (at % 8)
      const outcome = await checked({ ...stamp, token }).catch((error: unknown) => {
        expect(error).toBeInstanceOf(TimestampError)
        return null
      })
      if (outcome === null) continue
      // Where it passes it says the same as before: the bit stood outside what is signed.
      expect(outcome).toBe(words)
      passed.push(at)
    }
    // The tag manifest of a bundle covers those; here it is enough that openssl doesn't mind them either.
    const missed = passed.filter((at) => {
      const token = Uint8Array.from(stamp.token)
      token[at]! ^= 1 << (at % 8)
      return !made.accepts(token, CONTENT, small.pem)
    })
    expect(missed).toEqual([])
    expect(passed.length).toBeLessThan(stamp.token.length / 3)
  }, 120_000)

  it('is refused cut short, with bytes after its end, or nested without end', async () => {
    const stamp = await ask(honest)
    for (const end of [0, 1, 4, 100, stamp.token.length - 1]) {
      expect(await refused(checked({ ...stamp, token: stamp.token.subarray(0, end) }))).toMatch(/^not a timestamp/)
    }
    expect(await refused(checked({ ...stamp, token: Uint8Array.from([...stamp.token, 0]) }))).toBe(
      'not a timestamp response',
    )
    const nested = new Uint8Array(200_000).fill(0x30)
    for (let at = 1; at < nested.length; at += 2) nested[at] = 0x80
    expect(await refused(checked({ ...stamp, token: nested }))).toBe('not a timestamp response')
  })
})

describe('the way to an authority', () => {
  it.each([
    ['too much', (_, response) => (response.end(Buffer.alloc(1024 * 1024 + 1)), null), 'the answer is too large', 'not-a-token'],
    [
      'an error',
      (_, response) => (response.writeHead(500).end(), null),
      'the authority answered with HTTP status 500',
      'http-status',
    ],
    [
      'another place',
      (_, response) => (response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), null),
      'the authority answered with HTTP status 302',
      'redirected',
    ],
    [
      'half an answer',
      (_, response) => (response.writeHead(200, { 'content-length': '9' }).write('x', () => response.destroy()), null),
      'the authority did not answer',
      'unreachable',
    ],
    ['a web page', () => Buffer.from('<!doctype html>'), 'not a timestamp response', 'not-a-token'],
    ['nothing', () => new Uint8Array(), 'not a timestamp response', 'not-a-token'],
    ['silence', () => null, 'the authority did not answer', 'no-answer', { timeoutMs: 300 }],
    ['its refusal', () => REJECTION, 'the authority refused: status 2', 'refused'],
  ] as [string, Serve, string, TimestampFault, { timeoutMs: number }?][])('refuses %s', async (_, answer, reason, fault, patience) => {
    const error: unknown = await ask(answer, patience).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TimestampError)
    expect((error as TimestampError).message).toMatch(new RegExp(`^${reason}`))
    expect((error as TimestampError).fault).toBe(fault)
  })

  it('refuses to wait for a slow one, and for one that nobody wants any more', async () => {
    const drip: Serve = (_, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('x'), 50)
      response.on('close', () => clearInterval(timer))
      return null
    }
    const began = performance.now()
    expect(await refused(ask(drip, { timeoutMs: 300 }))).toBe('the authority did not answer')
    expect(performance.now() - began).toBeLessThan(3000)
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 100)
    const error: unknown = await ask(drip, { signal: stop.signal }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ message: expect.stringMatching(/^the authority did not answer/), fault: 'cancelled' })
  })

  it('refuses what is not an address of the web, and where nobody is', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://127.0.0.1/', 'data:,x', '']) {
      expect(await refused(requestTimestamp({ url, content: CONTENT, signal: never }))).toBe(
        'the address is not one of the web',
      )
    }
    expect(await refused(requestTimestamp({ url: 'http://127.0.0.1:1/', content: CONTENT, signal: never }))).toMatch(
      /^the authority did not answer/,
    )
  })
})

describe('the authority of the demo', () => {
  it.skipIf(lacks('openssl'))('passes openssl, and says what it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-time-'))
    const authority = await serveTimestamps()
    onTestFinished(async () => {
      await authority.close()
      rmSync(folder, { recursive: true, force: true })
    })
    const made = createAuthorities(folder)
    const stamp = await requestTimestamp({ url: authority.url, content: CONTENT, signal: never })
    const [, top = ''] = stamp.certificates
    expect(made.accepts(stamp.token, CONTENT, top, '-x509_strict')).toBe(true)
    expect(made.accepts(stamp.token, OTHER, top)).toBe(false)
    const words = tellTimestamp(await verifyTimestamp(stamp.token, CONTENT, stamp.certificates.map(utf8)))
    expect(words.match(/not a trusted authority/g)).toHaveLength(2)
    expect(made.text('reply', stamp.token)).toContain('Status: Granted.')
  })

  it('answers nonsense with an error and lives on', async () => {
    const authority = await serveTimestamps()
    onTestFinished(() => authority.close())
    for (const body of ['', 'nonsense', 'x'.repeat(100_000)]) {
      const response = await fetch(authority.url, { method: 'POST', body }).catch(() => null)
      expect(response?.status ?? 400).toBe(400)
    }
    expect((await requestTimestamp({ url: authority.url, content: CONTENT, signal: never })).at).toMatch(/Z$/)
  })
})

describe('what is told of a timestamp', () => {
  it('lets no name pretend to be more than a name', () => {
    const evil = `X”, vouched for by “Known” (SHA-256 ${'0'.repeat(64)}, a root that browsers know)`
    const told = tellTimestamp({
      at: '2026-11-22T12:00:00.000Z',
      accuracyMs: null,
      authority: evil,
      vouchedBy: evil,
      root: 'a'.repeat(64),
      trust: 'other-root',
    })
    expect(told.match(/[“”]/g)).toEqual(['“', '”', '“', '”'])
    expect(told).toContain(`” (SHA-256 ${'a'.repeat(64)}, a root that browsers do not know)`)
  })

  it('has words in both languages for whatever may go wrong', () => {
    for (const { bundle } of [catalogues.sv, catalogues.en]) {
      expect(Object.keys(bundle.timestamp.faults)).toEqual([...TIMESTAMP_FAULTS])
      expect(Object.keys(bundle.timestamp.trust)).toEqual(TimestampTrust.options)
    }
  })
})

describe('the address of an authority', () => {
  const keeps = (url: string) => TimestampUrls.safeParse([url]).success

  it.each(['https://tsa.example/', 'http://tsa.example:8318/tsr?policy=1', 'http://127.0.0.1:1/'])('may be %s', (url) =>
    expect(keeps(url)).toBe(true),
  )
  it.each([
    'tsa.example',
    'ftp://tsa.example/',
    'file:///etc/passwd',
    'https://name:secret@tsa.example/',
    'https://name@tsa.example/',
    'https:\\\\name@tsa.example\\',
    'https:name@tsa.example',
    'https://',
    'https://tsa.example/a b',
    `https://tsa.example/${'x'.repeat(2000)}`,
  ])('may not be %s', (url) => expect(keeps(url)).toBe(false))

  it('may be typed in more ways than it is kept in', () => {
    const read = (typed: string, known: readonly string[] = []) => readTimestampUrl(typed, known)
    expect(read('  HTTPS://TSA.Example ')).toEqual({ url: 'https://tsa.example/' })
    expect(read('https://tsa.example/tsr#top')).toEqual({ url: 'https://tsa.example/tsr' })
    // Letters that look like others are shown as what is really asked for.
    expect(read('https://еxample.se/')).toEqual({ url: 'https://xn--xample-2of.se/' })
    expect(read('https://tsa.example', ['https://tsa.example/'])).toEqual({ fault: 'double' })
    expect(read('   ')).toEqual({ fault: 'empty' })
    expect(read('tsa.example')).toEqual({ fault: 'scheme' })
    expect(read('file:///etc/passwd')).toEqual({ fault: 'scheme' })
    expect(read('https://tsa example/')).toEqual({ fault: 'invalid' })
    expect(read('https://')).toEqual({ fault: 'invalid' })
    expect(read('https://anna:hemligt@tsa.example/')).toEqual({ fault: 'secret' })
    expect(read(`https://tsa.example/${'å'.repeat(1000)}`)).toEqual({ fault: 'long' })
  })

  it('that is kept is one that the engine takes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()), (typed) => {
        const read = readTimestampUrl(typed, [])
        if ('url' in read) expect(keeps(read.url)).toBe(true)
      }),
    )
  })
})

describe('several authorities', () => {
  it('are tried in turn, and the ones that failed are named', async () => {
    const authority = await serveTimestamps()
    onTestFinished(() => authority.close())
    const told: string[] = []
    const failures: TimestampFailure[] = []
    const ask = (...urls: string[]) =>
      createTimestamper(urls, {
        asking: (host) => told.push(`asking ${host}`),
        failed: (failure) => failures.push(failure),
        taken: ({ shows }) => told.push(`taken from ${shows.authority}`),
      })
    expect(ask()).toBeNull()
    const stamp = await ask('http://127.0.0.1:1/', authority.url)?.(CONTENT, never)
    expect(stamp?.authority).toContain('demo')
    expect(told).toEqual([
      'asking 127.0.0.1:1',
      `asking ${new URL(authority.url).host}`,
      expect.stringMatching(/^taken from .*demo/),
    ])
    expect(failures).toEqual([
      { host: '127.0.0.1:1', fault: 'unreachable', detail: expect.stringMatching(/^the authority did not answer/) },
    ])
    expect(await ask('http://127.0.0.1:1/')?.(CONTENT, never)).toBeNull()
    expect(await ask(authority.url)?.(CONTENT, AbortSignal.abort())).toBeNull()
  })
})
