import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal, type CheckResult } from '../../../shared/contract/index.ts'
import { ObjectId } from '../../../shared/model/index.ts'
import { checkMirror } from './check-mirror.ts'
import { fail, pass, reason, skip } from './check-results.ts'
import { DATABASE_FILE } from './database.ts'
import { HEADER_FILE, readHeader, type Header } from './header.ts'
import { MAGIC, OBJECTS, isSealedLength } from './objects/format.ts'
import { TEMPORARY, readHead } from './files.ts'

/** Least page size times pages that SQLCipher 4 writes; anything else isn't a whole database. */
const PAGE_BYTES = 4096

/**
 * All that can be checked of a vault's folder without any key, also while it is open. Every file is hostile input.
 * Never opens `lock` or `vault.db`: closing either would drop the locks that this process may hold on it. What the
 * results are called in the interface stands under `checks` in the locale area `vaultNotes`.
 *
 * Refuses `vault.not-found`, `vault.newer-version`.
 */
export function checkWithoutKeys(folder: string): CheckResult[] {
  let header: Header | null = null
  const results: CheckResult[] = []
  try {
    header = readHeader(folder)
    results.push(pass('vault-header', `version ${header.version}, ${header.slots.length} slots`))
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'vault.header-damaged') throw error
    results.push(fail('vault-header', `damaged: ${String(error.params['why'])}`, HEADER_FILE))
  }
  results.push(...checkMirror(folder, header?.vkey ?? null))
  results.push(checkObjects(folder), checkDatabase(folder))
  results.push(skip('vault-contents', 'whether an object is missing or its content changed can be judged only with the keys'))
  return results
}

function checkObjects(folder: string): CheckResult {
  const name = 'vault-objects'
  const root = join(folder, OBJECTS)
  let count = 0
  try {
    for (const entry of readdirSync(root, { withFileTypes: true })) {
      if (entry.isFile() && TEMPORARY.test(entry.name)) continue
      if (!entry.isDirectory() || !/^[0-9a-f]{2}$/.test(entry.name)) {
        return fail(name, 'not a folder of objects', `${OBJECTS}/${entry.name}`)
      }
      for (const file of readdirSync(join(root, entry.name), { withFileTypes: true })) {
        const item = `${OBJECTS}/${entry.name}/${file.name}`
        const id = ObjectId.safeParse(file.name)
        if (!file.isFile() || !id.success || id.data.slice(2, 4) !== entry.name) {
          return fail(name, 'not an object', item)
        }
        const path = join(root, entry.name, file.name)
        if (!isSealedLength(statSync(path).size)) return fail(name, 'no object has this length', item)
        if (!readHead(path, MAGIC.length).equals(MAGIC)) return fail(name, 'not a sealed object', item)
        count += 1
      }
    }
  } catch (error) {
    return fail(name, reason(error), OBJECTS)
  }
  return pass(name, `${count} objects by name, place, length and mark`)
}

function checkDatabase(folder: string): CheckResult {
  const name = 'vault-database'
  try {
    const { size } = statSync(join(folder, DATABASE_FILE))
    if (size === 0 || size % PAGE_BYTES !== 0) return fail(name, 'not a whole number of pages', DATABASE_FILE)
  } catch (error) {
    return fail(name, reason(error), DATABASE_FILE)
  }
  return skip(name, 'its content can be judged only with the keys')
}
