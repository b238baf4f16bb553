import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { TimeStampReq } from '@peculiar/asn1-tsp'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createTimestamper } from '../../electron/engine/timestamper.ts'
import { verifyTimestamp, type Timestamp } from '../../electron/services/ledger/index.ts'
import type { TimestampFailure, TimestampFault } from '../../shared/contract/index.ts'
import { utf8 } from '../../shared/encoding/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { createAuthorities, serveAuthority, type Issued } from '../support/authority.ts'
import { lacks } from '../support/tools.ts'

/** What can be wrong with an authority is told apart: each has an outcome of its own, and none keeps the next one from being asked. */

const CONTENT = utf8('bevisvalv.invalid/v-1\n3\nAAAA\n\n— signature\n')
const never = new AbortController().signal

type Serve = Parameters<typeof serveAuthority>[0]

describe.skipIf(lacks('openssl'))('an authority that is openssl', () => {
  let folder: string
  let made: ReturnType<typeof createAuthorities>
  let root: Issued
  let signer: Issued

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bevisvalv-faults-'))
    made = createAuthorities(folder)
    root = made.certify('Test root', { as: 'root' })
    signer = made.certify('Test authority', { as: 'stamping', by: root })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const honest: Serve = (query) => made.reply(query, signer, [root])

  /** Asks `answer` first and an honest authority then. */
  async function ask(answer: Serve): Promise<{ failures: TimestampFailure[]; stamp: Timestamp | null | undefined }> {
    const servers = [await serveAuthority(answer), await serveAuthority(honest)]
    onTestFinished(async () => void (await Promise.all(servers.map((server) => server.close()))))
    const failures: TimestampFailure[] = []
    const told = { asking: () => undefined, failed: (failure: TimestampFailure) => failures.push(failure), taken: () => undefined }
    const stamp = await createTimestamper(servers.map(({ url }) => url), told)?.(CONTENT, never)
    return { failures, stamp }
  }

  /** The query with its own nonce, over another content. */
  function overOther(query: Uint8Array): Uint8Array {
    const request = AsnConvert.parse(query, TimeStampReq)
    request.messageImprint.hashedMessage = new OctetString(new Uint8Array(32).fill(7))
    return new Uint8Array(AsnConvert.serialize(request))
  }

  const withoutNonce = (query: Uint8Array): Uint8Array => {
    const { messageImprint } = AsnConvert.parse(query, TimeStampReq)
    return new Uint8Array(AsnConvert.serialize(new TimeStampReq({ messageImprint, certReq: true })))
  }

  /** In the signature, which ends the token. */
  function broken(token: Uint8Array): Uint8Array {
    const changed = Uint8Array.from(token)
    changed[changed.length - 1]! ^= 1
    return changed
  }

  const cases: [string, TimestampFault, () => Serve][] = [
    ['answers what somebody else asked', 'other-request', () => () => made.reply(made.query(CONTENT), signer, [root])],
    ['leaves the number out that was sent along', 'other-request', () => (query) => made.reply(withoutNonce(query), signer, [root])],
    ['stamps another content', 'other-content', () => (query) => made.reply(overOther(query), signer, [root])],
    [
      'has a certificate that expired',
      'not-valid-then',
      () => {
        const bad = made.certify('Expired', { as: 'stamping', by: root, from: '20200101000000Z', until: '20210101000000Z' })
        return (query) => made.reply(query, bad, [root])
      },
    ],
    [
      'has a certificate that is not valid yet',
      'not-valid-then',
      () => {
        const bad = made.certify('Early', { as: 'stamping', by: root, from: '20990101000000Z', until: '21000101000000Z' })
        return (query) => made.reply(query, bad, [root])
      },
    ],
    [
      'has a root that expired',
      'not-valid-then',
      () => {
        const old = made.certify('Old root', { as: 'root', from: '20200101000000Z', until: '20210101000000Z' })
        const below = made.certify('Below old', { as: 'stamping', by: old })
        return (query) => made.reply(query, below, [old])
      },
    ],
    ...['purpose-missing', 'purpose-not-critical', 'purpose-and-another', 'other-key-usage'].map(
      (as): [string, TimestampFault, () => Serve] => [
        `has a certificate with ${as}`,
        'wrong-purpose',
        () => {
          const bad = made.certify(`Bad ${as}`, { as, by: root })
          return (query) => made.resigned(made.reply(query, signer, [root]), bad, [root])
        },
      ],
    ),
    ['has its signature broken', 'bad-signature', () => (query) => broken(made.reply(query, signer, [root]))],
    ['answers with a page', 'not-a-token', () => () => utf8('<!doctype html><title>Welcome</title>')],
    ['leaves its certificates out', 'invalid', () => (query) => made.resigned(made.reply(query, signer, [root]), signer, [], '-nocerts')],
    ['declines', 'refused', () => (query) => made.reply(query, signer, [root], 'sha512-only')],
    ['is down', 'unreachable', () => (_, response) => (response.destroy(), null)],
    ['has a bad day', 'http-status', () => (_, response) => (response.writeHead(503).end(), null)],
  ]

  it.each(cases)('that %s is told as %s, and the next one is asked', async (_, fault, answer) => {
    const { failures, stamp } = await ask(answer())
    expect(failures.map((failure) => failure.fault)).toEqual([fault])
    expect(stamp?.authority).toBe('Test authority')
    expect(made.accepts(stamp!.token, CONTENT, root.pem)).toBe(true)
  })

  it('plays an old answer again, over what was stamped then', async () => {
    let first: Uint8Array | null = null
    const replaying: Serve = (query) => (first ??= made.reply(query, signer, [root]))
    const taken = await ask(replaying)
    expect(taken.failures).toEqual([])
    expect((await ask(replaying)).failures.map(({ fault }) => fault)).toEqual(['other-request'])
    // As the answer that it was, the token goes on holding.
    expect((await verifyTimestamp(first!, CONTENT, [signer.pem, root.pem].map(utf8))).authority).toBe('Test authority')
  })

  it('is one that somebody made for themselves: taken, and told as what it is', async () => {
    const top = made.certify('Root made at home', { as: 'root' })
    const home = made.certify('Made at home', { as: 'stamping', by: top })
    const { failures, stamp } = await ask((query) => made.reply(query, home, [top]))
    expect(failures).toEqual([])
    expect(stamp?.shows).toMatchObject({ authority: 'Made at home', vouchedBy: 'Root made at home', trust: 'other-root' })
    expect(made.accepts(stamp!.token, CONTENT, top.pem)).toBe(true)

    const own = made.certify('Vouches for itself', { as: 'stamping' })
    const alone = await ask((query) => made.reply(query, own, []))
    expect(alone.stamp?.shows).toMatchObject({ authority: 'Vouches for itself', vouchedBy: null, trust: 'no-root' })

    const hidden = made.certify('Hidden root', { as: 'root' })
    const below = made.certify('Under a hidden root', { as: 'stamping', by: hidden })
    const bare = await ask((query) => made.reply(query, below, []))
    expect(bare.stamp?.shows).toMatchObject({ authority: 'Under a hidden root', trust: 'no-root' })
    expect(made.accepts(bare.stamp!.token, CONTENT, below.pem, '-partial_chain')).toBe(true)
  })

  it('has words of its own for each outcome, in both languages', () => {
    for (const { bundle } of [catalogues.sv, catalogues.en]) {
      const words = [...Object.values(bundle.timestamp.faults), ...Object.values(bundle.timestamp.trust)]
      expect(new Set(words).size).toBe(words.length)
    }
  })
})
