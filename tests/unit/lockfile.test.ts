import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from '../support/oxlint.ts'

const lock = JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8')) as { packages: Record<string, { gypfile?: boolean; resolved?: string }> }

/**
 * npm 10 knows no `allowScripts` and would compile the database from source, which a fresh machine can't. It looks for
 * this line, which `npm install` drops when it writes the lock file anew: put it back under "version".
 */
test("the lock file tells npm not to compile the database's prebuilt parts", () => {
  expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false)
})

test('the lock file names no host', () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([])
})
