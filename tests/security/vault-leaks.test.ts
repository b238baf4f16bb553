import Sqlcipher from '@signalapp/sqlcipher'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addCase, addPerson, appendAndPublish, exhibitOf } from '../support/vault-entries.ts'
import { TEST_PASSPHRASE, openTestVault, type TestVault } from '../support/vault.ts'

let test: TestVault
beforeEach(() => {
  test = openTestVault({ name: 'Kanariefågelvalvet' })
})
afterEach(() => test.dispose())

const CANARIES = ['Kanariefågel', 'Personnamn Kanarie', 'hotfullt-kanarieord', 'https://kanarie.example/']

async function fill(): Promise<void> {
  const { vault } = test
  const { signer } = addPerson(vault, 'Personnamn Kanarie')
  const chain = addCase(vault, 'Kanariefågelns ärende')
  const page = Buffer.from('hotfullt-kanarieord på https://kanarie.example/ '.repeat(50_000))
  const object = await vault.objects.put(chain, [page])
  const exhibit = exhibitOf(vault, chain, [object], page.toString().slice(0, 200_000))
  exhibit.row.title = 'Kanariefågel'
  const url = 'https://kanarie.example/a'
  exhibit.row.source = { requestedUrl: url, finalUrl: url, pageTitle: 'x', status: 200 }
  vault.evidence.insert(exhibit)
  for (let i = 0; i < 3; i += 1) appendAndPublish(vault, signer, chain)
}

/** Looks for each text in UTF-8 and UTF-16, in names and contents of everything under `folder`. */
function leaks(folder: string, needles: string[]): string[] {
  const patterns = needles.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    if (needles.some((text) => name.includes(text))) return true
    const path = join(folder, name)
    return statSync(path).isFile() && patterns.some((pattern) => readFileSync(path).includes(pattern))
  })
}

describe('what lies on disk', () => {
  it('holds nothing in clear, while open and closed', async () => {
    await fill()
    const secrets = [...CANARIES, TEST_PASSPHRASE, test.recovery.slice(0, 3).join(' '), test.vault.databaseKey()]
    expect(leaks(test.folder, secrets)).toEqual([])
    test.vault.close()
    expect(leaks(test.folder, secrets)).toEqual([])
    // The search itself works: it finds what it should in the mirror.
    expect(leaks(test.folder, ['exhibit.viewed'])).toEqual(['ledger/entries.jsonl'])
  })

  it('puts nothing into temporary folders, not even for a large sort', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'bevisvalv-tmp-'))
    mkdirSync(join(temporary, 'sqlite'))
    const before = process.env['SQLITE_TMPDIR']
    process.env['SQLITE_TMPDIR'] = join(temporary, 'sqlite')
    await fill()
    expect(test.vault.integrity()).toEqual([])
    expect(leaks(temporary, CANARIES)).toEqual([])
    if (before === undefined) delete process.env['SQLITE_TMPDIR']
    else process.env['SQLITE_TMPDIR'] = before
    rmSync(temporary, { recursive: true })
  })
})

describe('SQLCipher 4', () => {
  it('opens the database with the raw key and reads it', async () => {
    await fill()
    const key = test.vault.databaseKey()
    expect(key).toMatch(/^[0-9a-f]{64}$/)
    test.vault.close()
    const db = new Sqlcipher(join(test.folder, 'vault.db'))
    db.pragma(`key = "x'${key}'"`)
    expect(db.prepare('SELECT title FROM cases').all()).toEqual([{ title: 'Kanariefågelns ärende' }])
    expect(db.prepare('SELECT count(*) AS n FROM ledger').get()).toEqual({ n: 3 })
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(db.pragma('cipher_integrity_check')).toEqual([])
    db.close()
    test.reopen()
  })

  it('gets neither at the objects nor at the signing keys with it', async () => {
    await fill()
    const key = test.vault.databaseKey()
    test.vault.close()
    const db = new Sqlcipher(join(test.folder, 'vault.db'))
    db.pragma(`key = "x'${key}'"`)
    const rows = db.prepare("SELECT value FROM meta WHERE key LIKE '%-seed'").all() as { value: Uint8Array }[]
    // Nonce, 32 bytes and tag: sealed, not the 32 bytes themselves.
    expect(rows.map((row) => row.value.length)).toEqual([72, 72])
    db.close()
    test.reopen()
  })
})
