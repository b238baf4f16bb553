import { SSH_NAMESPACE, allowedSigner, equalBytes, kidOf, parseSpkiPem, parseVkey } from '../encoding/index.ts'
import { type Bag, below, readText } from './bag.ts'
import { Mismatch, type Outcome, asError, describe, passed } from './findings.ts'
import { ALLOWED_SIGNERS, EXPORT_KEY, LOG_KEY, MAX_SMALL_BYTES, VKEY, actorKeyPath } from './layout.ts'

/** Keys that could be read, whatever else is wrong. */
export interface BagKeys {
  /** Verifier form of the log's key, for checkpoints. */
  vkey: string | null
  /** By kid: the file's own hash decides, never its name. */
  actors: ReadonlyMap<string, Uint8Array>
  fault: Error | null
}

const ACTOR_FILE = /^keys\/actor-([0-9a-f]{16})\.pem$/
const TIMESTAMP_FILE = /^keys\/tsa-[a-z0-9-]+\.pem$/
const OTHER_FILES: readonly string[] = [EXPORT_KEY, LOG_KEY, ALLOWED_SIGNERS]

/** Reads the key files and holds them against each other. A key says nothing of whom it belongs to: paper does. */
export async function readKeys(bag: Bag): Promise<BagKeys> {
  const faults: Error[] = []
  const attempt = async <T>(path: string, parse: (text: string) => T): Promise<T | null> => {
    try {
      const text = await readText(bag, path, MAX_SMALL_BYTES)
      return inFile(path, () => parse(text))
    } catch (error) {
      faults.push(asError(error))
      return null
    }
  }

  const exportKey = await attempt(EXPORT_KEY, parseSpkiPem)
  const logKey = await attempt(LOG_KEY, parseSpkiPem)
  // Written with or without a line feed at its end.
  const vkey = await attempt(VKEY, (text) => {
    const line = text.replace(/\n$/, '')
    return { line, publicKey: parseVkey(line).publicKey }
  })
  if (logKey !== null && vkey !== null && !equalBytes(logKey, vkey.publicKey)) {
    faults.push(new Mismatch(LOG_KEY, `not the key of ${VKEY}`))
  }

  const actors = new Map<string, Uint8Array>()
  for (const path of below(bag, 'keys/')) {
    const kid = ACTOR_FILE.exec(path)?.[1]
    if (kid === undefined) {
      if (!OTHER_FILES.includes(path) && !TIMESTAMP_FILE.test(path))
        faults.push(new Mismatch(path, 'not a key file of a bundle'))
      continue
    }
    const key = await attempt(path, parseSpkiPem)
    if (key === null) continue
    if (kidOf(key) === kid) actors.set(kid, key)
    else faults.push(new Mismatch(path, 'holds another key than its name says'))
  }

  if (bag.paths.has(ALLOWED_SIGNERS) && exportKey !== null) {
    await attempt(ALLOWED_SIGNERS, (text) => {
      if (text !== signerLine(exportKey)) throw new TypeError('not the line of the export key')
    })
  }
  return { vkey: vkey?.line ?? null, actors, fault: faults[0] ?? null }
}

export function checkKeys({ actors, fault }: BagKeys, used: Iterable<string>): Outcome {
  if (fault !== null) throw fault
  for (const kid of used)
    if (!actors.has(kid)) throw new Mismatch(actorKeyPath(kid), 'missing, though it signed an entry')
  return passed(`export key, log key and ${actors.size} personal keys`)
}

/** `<kid> namespaces="…" ssh-ed25519 <base64>`, as OpenSSH reads it: it may sign bundles and nothing else. */
function signerLine(publicKey: Uint8Array): string {
  const [who, ...key] = allowedSigner(publicKey).split(' ')
  return `${[who, `namespaces="${SSH_NAMESPACE}"`, ...key].join(' ')}\n`
}

function inFile<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Mismatch(path, describe(error))
  }
}
