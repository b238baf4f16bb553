import { join } from 'node:path'
import { canonicalJson, fromUtf8, parseCanonical, sha256Hex, utf8 } from '../../../shared/encoding/index.ts'
import { LogHead } from '../../../shared/model/index.ts'
import type { HeadMemory } from '../ledger/index.ts'
import { guarded, isMissing } from './failures.ts'
import { makeFolder, readSmallFile, replaceFile } from './files.ts'

const MAX_BYTES = 4096

/**
 * Remembers the last head of each log in `folder`, which lies outside every vault. File names are hashes, so that
 * the folder doesn't tell which vaults there are. Hostile input: a file that isn't a head of that log counts as none.
 */
export function createHeadMemory(folder: string): HeadMemory {
  const pathOf = (origin: string) => join(folder, `${sha256Hex(utf8(origin))}.json`)
  return {
    read(origin) {
      let bytes: Uint8Array | null
      try {
        bytes = readSmallFile(pathOf(origin), MAX_BYTES)
      } catch (error) {
        if (isMissing(error)) return null
        return guarded(() => {
          throw error
        }, 'heads')
      }
      try {
        const head = LogHead.parse(parseCanonical(fromUtf8(bytes ?? new Uint8Array())))
        return head.origin === origin ? head : null
      } catch {
        return null
      }
    },
    write(head) {
      guarded(() => {
        makeFolder(folder)
        replaceFile(pathOf(head.origin), utf8(canonicalJson(head)))
      }, 'heads')
    },
  }
}
