import { fromUtf8, utf8 } from '../../../shared/encoding/index.ts'
import { createAuthorities, RSA, type Issued } from '../authority.ts'
import { buildBag, type Files } from '../bag-fixture.ts'
import { signZip, zipOf } from '../bag-zip.ts'
import type { Case } from './fifty.ts'

const curve = (name: string) => ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${name}`]

/** Bundles with a timestamp by `openssl`, good and bad; `folder` is for the authorities' keys. */
export async function stampedBundles(folder: string): Promise<Case[]> {
  const made = createAuthorities(folder)
  const root = made.certify('Root', { as: 'root', key: RSA })
  const between = made.certify('Between', { as: 'root', by: root, key: curve('P-521') })
  const signer = made.certify('Authority', { as: 'stamping', by: between, key: curve('P-384') })
  const [small, old] = [made.certify('Small', { as: 'stamping', by: root }), made.certify('Old', { as: 'stamping', by: root, key: RSA })]
  const expired = made.certify('Expired', { as: 'stamping', by: root, from: '20200101000000Z', until: '20210101000000Z' })
  const own = made.certify('Own', { as: 'stamping' })

  const reply = (content: Uint8Array, by: Issued, chain: readonly Issued[], section?: string) => made.reply(made.query(content), by, chain, section)
  const put = (files: Files, token: Uint8Array, [...certificates]: readonly Issued[]) => {
    files.set('ledger/checkpoint.tsr', token)
    files.set('keys/tsa-ca.pem', utf8(certificates.pop()!.pem))
    for (const [at, { pem }] of certificates.entries()) files.set(`keys/tsa-${at + 1}.pem`, utf8(pem))
  }
  const of = (files: Files) => files.get('ledger/checkpoint')!
  const changes: [string, (files: Files) => void][] = [
    ['three curves and RSA', (files) => put(files, reply(of(files), signer, [between, root]), [signer, between, root])],
    ['P-256', (files) => put(files, reply(of(files), small, [root]), [small, root])],
    ['RSA, SHA-512, named by SHA-1', (files) => put(files, reply(of(files), old, [root], 'old'), [old, root])],
    ['no root', (files) => put(files, reply(of(files), own, []), [own])],
    ['over another content', (files) => put(files, reply(utf8(`${fromUtf8(of(files))}x`), small, [root]), [small, root])],
    ['expired', (files) => put(files, made.resigned(reply(of(files), small, [root]), expired, [root]), [expired, root])],
    ['not for timestamps', (files) => put(files, made.resigned(reply(of(files), small, [root]), made.certify('Other', { as: 'purpose-missing', by: root }), [root]), [root])],
    ['a certificate too many', (files) => put(files, reply(of(files), small, [root]), [small, old, root])],
    ['signature changed', (files) => put(files, changed(reply(of(files), small, [root])), [small, root])],
    ['no token', (files) => put(files, utf8('token'), [root])],
    ['no certificate', (files) => put(files, reply(of(files), small, [root]), [{ name: '', pem: 'x' }])],
  ]
  return Promise.all(
    changes.map(async ([what, files]) => {
      const zip = await zipOf(buildBag({ files }))
      return { what: `stamp: ${what}`, zip, signature: signZip(zip) }
    }),
  )
}

/** In the signature, which ends the token. */
function changed(token: Uint8Array): Uint8Array {
  const other = Uint8Array.from(token)
  other[other.length - 1]! ^= 1
  return other
}
