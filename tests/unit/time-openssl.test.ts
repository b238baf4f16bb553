import { execFileSync } from 'node:child_process'
import { createSign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Integer, Sequence, fromBER } from 'asn1js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { verifyTimestamp } from '../../electron/services/ledger/index.ts'
import { utf8 } from '../../shared/encoding/index.ts'
import { CannotJudge } from '../../shared/verify/time/index.ts'
import { createAuthorities, type Issued } from '../support/authority.ts'
import { lacks } from '../support/tools.ts'

/** Tokens and certificates made so that readers differ over them: what openssl refuses mustn't pass here. */

const CONTENT = utf8('bevisvalv.invalid/v-1\n3\nAAAA\n\n— signature\n')
const EXTRA = `
[key-named]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
[other-issuer]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
2.5.29.35 = DER:3003820101
[constrained]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
nameConstraints = permitted;dirName:only
[only]
CN = Somebody
`
const SIGNING_CERTIFICATE_V2 = Buffer.from('060b2a864886f70d010910022f', 'hex')

/** DER by hand: the tag's byte, and what is in it. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
const inside = (bytes: Uint8Array): Buffer[] => (fromBER(Uint8Array.from(bytes)).result as Sequence).valueBlock.value.map((each) => Buffer.from(each.valueBeforeDecodeView))

describe.skipIf(lacks('openssl'))('what openssl refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-openssl-'))
  const made = createAuthorities(folder)
  let [root, alpha, beta, constrained]: Issued[] = []
  let [plain, named]: Uint8Array[] = []
  let count = 0

  beforeAll(() => {
    writeFileSync(join(folder, 'conf'), EXTRA, { flag: 'a' })
    root = made.certify('Root', { as: 'root' })
    alpha = made.certify('Alpha', { as: 'stamping', by: root })
    beta = made.certify('Beta', { as: 'stamping', by: root })
    constrained = made.certify('Constrained', { as: 'constrained' })
    // The one names no authority, the other does.
    plain = made.resigned(made.reply(made.query(CONTENT), alpha, [root], 'old'), alpha, [root])
    named = made.reply(made.query(CONTENT), alpha, [root])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Its signed attributes changed, and signed anew by the same key. */
  function reattributed(response: Uint8Array, change: (attributes: Buffer[]) => Buffer[]): Uint8Array {
    const [status, token] = inside(response) as [Buffer, Buffer]
    const [type, explicit] = inside(token) as [Buffer, Buffer]
    const data = inside(inside(explicit)[0]!)
    const signer = inside(inside(data.at(-1)!)[0]!)
    const at = signer.findIndex(([tag]) => tag === 0xa0)
    const attributes = change(inside(signer[at]!))
    signer[at] = der(0xa0, ...attributes)
    signer[at + 2] = der(0x04, createSign('sha256').update(der(0x31, ...attributes)).sign(readFileSync(join(folder, 'Alpha.key'))))
    data[data.length - 1] = der(0x31, der(0x30, ...signer))
    return new Uint8Array(der(0x30, status, der(0x30, type, der(0xa0, der(0x30, ...data)))))
  }
  const renamed = (change: (certificates: Buffer[]) => Buffer[]) =>
    reattributed(plain!, (attributes) =>
      attributes.map((each) => {
        const [type, value] = inside(each) as [Buffer, Buffer]
        if (!type.equals(SIGNING_CERTIFICATE_V2)) return each
        const [list, ...rest] = inside(inside(value)[0]!)
        return der(0x30, type, der(0x31, der(0x30, der(0x30, ...change(inside(list!))), ...rest)))
      }),
    )

  /** Alpha's certificate with one more extension, signed by the root. */
  function extended(...extension: Buffer[]): Issued {
    const [body, algorithm] = inside(Buffer.from(alpha!.pem.replace(/-----.*-----|\s/g, ''), 'base64')) as [Buffer, Buffer]
    const fields = inside(body)
    fields[fields.length - 1] = der(0xa3, der(0x30, ...inside(inside(fields.at(-1)!)[0]!), der(0x30, ...extension)))
    const signed = der(0x30, ...fields)
    const signature = createSign('sha256').update(signed).sign(readFileSync(join(folder, 'Root.key')))
    const name = `Extended ${count++}`
    const text = der(0x30, signed, algorithm, der(0x03, Buffer.of(0), signature)).toString('base64').replace(/.{64}/g, '$&\n').trim()
    const pem = `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`
    writeFileSync(join(folder, `${name}.pem`), pem)
    writeFileSync(join(folder, `${name}.key`), readFileSync(join(folder, 'Alpha.key')))
    return { name, pem }
  }
  /** What a token states, changed, and signed anew by the same key. */
  function restated(change: (info: Buffer) => Buffer): Uint8Array {
    writeFileSync(join(folder, 'in'), plain!)
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
    openssl('ts', '-reply', '-in', 'in', '-token_out', '-out', 'token')
    openssl('cms', '-verify', '-noverify', '-binary', '-inform', 'DER', '-in', 'token', '-out', 'info')
    writeFileSync(join(folder, 'info'), change(readFileSync(join(folder, 'info'))))
    openssl('cms', '-sign', '-binary', '-nodetach', '-cades', '-nosmimecap', '-md', 'sha256', '-econtent_type', 'id-smime-ct-TSTInfo', '-in', 'info', '-signer', 'Alpha.pem', '-inkey', 'Alpha.key', '-certfile', 'Root.pem', '-outform', 'DER', '-out', 'out')
    const status = new Sequence({ value: [new Integer({ value: 0 })] })
    return new Uint8Array(new Sequence({ value: [status, fromBER(new Uint8Array(readFileSync(join(folder, 'out')))).result] }).toBER())
  }
  const by = (signer: Issued, top = root!): [Uint8Array, Issued, Issued] => [made.resigned(plain!, signer, [top]), signer, top]
  const hex = (text: string) => Buffer.from(text, 'hex')

  const judged = (token: Uint8Array, signer = alpha!, top = root!) => verifyTimestamp(token, CONTENT, [signer, top].map(({ pem }) => utf8(pem)))

  const cases: [string, () => [Uint8Array, Issued?, Issued?]][] = [
    ['a purpose twice', () => by(extended(hex('0603551d25'), hex('0101ff'), der(0x04, hex('300a06082b06010505070301'))))],
    ['a use of the key twice', () => by(extended(hex('0603551d0f'), der(0x04, hex('03020780'))))],
    ['two words on who may certify', () => by(extended(hex('0603551d13'), der(0x04, hex('30030101ff'))))],
    ['other names that cannot be read', () => by(extended(hex('0603551d11'), der(0x04, hex('ffff'))))],
    ['the number of another issuer', () => by(made.certify('Astray', { as: 'other-issuer', by: root! }))],
    ['a name that its issuer may not certify', () => by(made.certify('Outside', { as: 'stamping', by: constrained! }), constrained)],
    ['an authority named that did not sign', () => [made.resigned(named!, beta!, [root!]), beta!]],
    ['a certificate named that nobody has', () => [renamed((all) => [...all, der(0x30, der(0x04, Buffer.alloc(32, 7)))])]],
    ['the number of another certificate', () => [renamed(([first]) => [der(0x30, inside(first!)[0]!, der(0x30, der(0x30, der(0xa4, der(0x30))), hex('020142')))])]],
    ['a signer named by their key', () => { const signer = made.certify('Gamma', { as: 'key-named', by: root! }); return [made.resigned(plain!, signer, [root!], '-keyid'), signer] }],
  ]
  it.each(cases)('is refused here too: %s', async (_, make) => {
    const [token, signer, top] = make()
    expect(made.accepts(token, CONTENT, (top ?? root)!.pem, '-partial_chain')).toBe(false)
    await expect(judged(token, signer, top)).rejects.toThrow()
  })

  it('is none of what the same hands make without a fault', async () => {
    for (const token of [plain!, named!, reattributed(plain!, (all) => all), renamed((all) => all)]) {
      expect(made.accepts(token, CONTENT, root!.pem)).toBe(true)
      expect((await judged(token)).authority).toBe('Alpha')
    }
  })

  it.each([
    ['in month 13', (time: string) => `${time.slice(0, 4)}13${time.slice(6)}`],
    ['on 31 February', (time: string) => `20270231${time.slice(8)}`],
    ['at hour 25', (time: string) => `${time.slice(0, 8)}25${time.slice(10)}`],
    ['in no zone', (time: string) => time.replace('Z', '9')],
  ])('and what it only calls a bad time: %s', async (_, change) => {
    const token = restated((info) => Buffer.from(info.toString('latin1').replace(/\d{14}Z/, change), 'latin1'))
    await expect(judged(token)).rejects.toThrow(/gives no time|not a timestamp token/)
  })

  it('and a time that its accuracy carries beyond four digits of a year', async () => {
    for (const [time, said] of [['99991231235959Z', 'that nobody can write'], ['99991231235957Z', 'not valid']] as const) {
      const token = restated((info) => Buffer.from(info.toString('latin1').replace(/\d{14}Z/, time), 'latin1'))
      await expect(judged(token)).rejects.toThrow(said)
    }
  })

  /** The accuracy stands behind the time. */
  const accurate = (...parts: Buffer[]) =>
    restated((info) => {
      const fields = inside(info)
      fields[fields.findIndex(([tag]) => tag === 0x18) + 1] = der(0x30, ...parts)
      return der(0x30, ...fields)
    })

  it.each([
    ['below nothing', [hex('0202ff00')]],
    ['of more thousandths than a second has', [hex('020101'), hex('800203e8')]],
    ['of so many thousandths that they come as text', [hex('020101'), hex('800401020304')]],
    ['of more seconds than can be counted', [der(0x02, Buffer.concat([hex('7f'), Buffer.alloc(120, 255)]))]],
  ])('and an accuracy, which openssl only prints: %s', async (_, parts) => {
    const token = accurate(...parts)
    expect(made.accepts(token, CONTENT, root!.pem)).toBe(true)
    await expect(judged(token)).rejects.toThrow('the token gives an accuracy that is none')
    expect((await judged(accurate(hex('020102'), hex('800201f4'), hex('810101')))).accuracyMs).toBe(2501)
  })

  it('is not what a runtime without that kind of key says: nothing is said against it', async () => {
    const refuse = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('no such curve', 'NotSupportedError'))
    await expect(judged(plain!)).rejects.toThrow(CannotJudge)
    refuse.mockRestore()
    expect((await judged(plain!)).authority).toBe('Alpha')
  })
})
