import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Integer, Sequence, fromBER } from 'asn1js'

/** Time-stamping authorities (RFC 3161) that are `openssl`'s own: what they answer, we didn't write. */

const CONFIG = `
[req]
distinguished_name = empty
prompt = no
[empty]
[ca]
default_ca = issuing
[issuing]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
default_days = 30
unique_subject = no
policy = any
[any]
commonName = supplied
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[shallow]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign
[stamping]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[purpose-missing]
keyUsage = critical,digitalSignature
[purpose-not-critical]
extendedKeyUsage = timeStamping
[purpose-and-another]
extendedKeyUsage = critical,timeStamping,emailProtection
[other-key-usage]
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = critical,timeStamping
[unknown-condition]
extendedKeyUsage = critical,timeStamping
1.2.3.4 = critical,ASN1:NULL
[tsa]
serial = serial
crypto_device = builtin
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
default_policy = 2.999.1
other_policies = 2.999.2
accuracy = secs:1, millisecs:500, microsecs:100
clock_precision_digits = 3
ordering = no
tsa_name = yes
ess_cert_id_chain = no
[old]
serial = serial
crypto_device = builtin
digests = sha256
signer_digest = sha512
ess_cert_id_alg = sha1
default_policy = 2.999.1
other_policies = 2.999.2
accuracy = secs:1
ess_cert_id_chain = no
[sha512-only]
serial = serial
crypto_device = builtin
digests = sha512
signer_digest = sha256
ess_cert_id_alg = sha256
default_policy = 2.999.1
other_policies = 2.999.2
accuracy = secs:1
ess_cert_id_chain = no
`

/** A certificate and its key as files in the folder: `<name>.pem`, `<name>.key`. */
export interface Issued {
  name: string
  pem: string
}

export interface Issuing {
  /** Section of the configuration. */
  as: string
  by?: Issued
  key?: readonly string[]
  /** `YYYYMMDDHHMMSSZ`. */
  from?: string
  until?: string
}

const EC = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const
export const RSA = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'] as const

export function createAuthorities(folder: string) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'conf'), CONFIG)
  writeFileSync(join(folder, 'index.txt'), '')
  writeFileSync(join(folder, 'serial'), '01')
  const openssl = (...args: string[]): string =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  let count = 0
  const put = (content: Uint8Array): string => {
    const name = `file-${count++}`
    writeFileSync(join(folder, name), content)
    return name
  }
  const take = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)))

  function certify(name: string, { as, by, key = EC, from, until }: Issuing): Issued {
    openssl('genpkey', ...key, '-out', `${name}.key`)
    openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-config', 'conf', '-out', `${name}.csr`)
    const issuer =
      by === undefined
        ? ['-selfsign', '-keyfile', `${name}.key`]
        : ['-cert', `${by.name}.pem`, '-keyfile', `${by.name}.key`]
    const dates = [
      ...(from === undefined ? [] : ['-startdate', from]),
      ...(until === undefined ? [] : ['-enddate', until]),
    ]
    openssl(
      'ca',
      '-config',
      'conf',
      '-batch',
      '-notext',
      '-extensions',
      as,
      ...issuer,
      ...dates,
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.pem`,
    )
    return { name, pem: readFileSync(join(folder, `${name}.pem`), 'utf8') }
  }

  /** `chain`: sent along beside the signer's own. */
  function reply(query: Uint8Array, signer: Issued, chain: readonly Issued[], section = 'tsa'): Uint8Array {
    const request = put(query)
    const certificates = put(Buffer.from(chain.map(({ pem }) => pem).join('')))
    const out = `${request}.tsr`
    openssl(
      'ts',
      '-reply',
      '-config',
      'conf',
      '-section',
      section,
      '-queryfile',
      request,
      '-out',
      out,
      '-signer',
      `${signer.name}.pem`,
      '-inkey',
      `${signer.name}.key`,
      '-chain',
      certificates,
    )
    return take(out)
  }

  /** The same content signed anew by somebody whom `openssl ts` wouldn't let sign a timestamp. */
  function resigned(response: Uint8Array, signer: Issued, chain: readonly Issued[], ...more: string[]): Uint8Array {
    const given = put(response)
    openssl('ts', '-reply', '-in', given, '-token_out', '-out', `${given}.token`)
    openssl(
      'cms',
      '-verify',
      '-noverify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      `${given}.token`,
      '-out',
      `${given}.info`,
    )
    const along = chain.length === 0 ? [] : ['-certfile', put(Buffer.from(chain.map(({ pem }) => pem).join('')))]
    openssl(
      'cms',
      '-sign',
      '-binary',
      '-nodetach',
      '-cades',
      '-nosmimecap',
      '-md',
      'sha256',
      '-econtent_type',
      'id-smime-ct-TSTInfo',
      '-in',
      `${given}.info`,
      '-signer',
      `${signer.name}.pem`,
      '-inkey',
      `${signer.name}.key`,
      ...along,
      '-outform',
      'DER',
      '-out',
      `${given}.resigned`,
      ...more,
    )
    const status = new Sequence({ value: [new Integer({ value: 0 })] })
    return new Uint8Array(new Sequence({ value: [status, fromBER(take(`${given}.resigned`)).result] }).toBER())
  }

  /** What `openssl ts` says of a query or a response. */
  const text = (kind: 'query' | 'reply', bytes: Uint8Array): string =>
    openssl('ts', `-${kind}`, '-in', put(bytes), '-text')

  /** A query over other content, with a nonce of its own. */
  function query(content: Uint8Array): Uint8Array {
    const name = put(content)
    openssl('ts', '-query', '-data', name, '-sha256', '-cert', '-out', `${name}.tsq`)
    return take(`${name}.tsq`)
  }

  /** Whether `openssl ts -verify` accepts it with `top` as its trust. */
  function accepts(response: Uint8Array, content: Uint8Array, top: string, ...more: string[]): boolean {
    try {
      openssl('ts', '-verify', '-in', put(response), '-data', put(content), '-CAfile', put(Buffer.from(top)), ...more)
      return true
    } catch {
      return false
    }
  }

  return { certify, reply, resigned, text, query, accepts }
}

type Answer = (query: Uint8Array, response: ServerResponse, request: IncomingMessage) => Uint8Array | null

/** Answers on loopback; null: `answer` saw to it itself. */
export async function serveAuthority(answer: Answer): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = answer(Buffer.concat(parts), response, request)
      if (body === null) return
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' })
      response.end(body)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
