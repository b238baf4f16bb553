import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, fromUtf8, parseCanonical, sha256Hex, utf8 } from '../../../shared/encoding/index.ts'
import { LogHead } from '../../../shared/model/index.ts'
import type { HeadMemory } from '../ledger/index.ts'
import { guarded, isMissing } from './failures.ts'
import { makeFolder, readSmallFile, replaceFile } from './files.ts'

const MAX_BYTES = 4096

/**
 * Remembers the last head of each log in `folder`, which lies outside every vault. File names are hashes, so that
 * the folder doesn't tell which vaults there are. Hostile input: whoever can spoil a file here could otherwise put an
 * old vault back without anybody noticing, so one that can't be read is told of for as long as it lies there, aside.
 */
export function createHeadMemory(folder: string): HeadMemory {
  const pathOf = (origin: string) => join(folder, `${sha256Hex(utf8(origin))}.json`)
  const asideOf = (origin: string) => `${pathOf(origin)}.unreadable`

  function look(origin: string): LogHead | null | 'unreadable' {
    try {
      const bytes = readSmallFile(pathOf(origin), MAX_BYTES)
      if (bytes === null) return 'unreadable'
      const head = LogHead.parse(parseCanonical(fromUtf8(bytes)))
      return head.origin === origin ? head : 'unreadable'
    } catch (error) {
      return isMissing(error) ? null : 'unreadable'
    }
  }

  return {
    read(origin) {
      const seen = look(origin)
      return seen === 'unreadable' ? null : seen
    },
    damaged: (origin) => existsSync(asideOf(origin)) || look(origin) === 'unreadable',
    write(head) {
      guarded(() => {
        makeFolder(folder)
        const { origin } = head
        if (look(origin) === 'unreadable') renameSync(pathOf(origin), asideOf(origin))
        replaceFile(pathOf(origin), utf8(canonicalJson(head)))
      }, 'heads')
    },
  }
}
