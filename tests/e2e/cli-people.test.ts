import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { runCli } from '../support/cli.ts'
import { testFolder } from '../support/engine.ts'

const { base, remove } = testFolder('cli-people')
afterAll(remove)
const at = (name: string) => join(base, name)
const V = at('prov.bevisvalv')
const secret = (name: string, text: string) => {
  writeFileSync(at(name), `${text}\n`)
  return at(name)
}
const cli = (...args: string[]) => runCli([...args, '--json'], { env: { BEVISVALV_HOME: at('home') } })
async function good(...args: string[]): Promise<Record<string, unknown>> {
  const run = await cli(...args)
  expect([args.slice(0, 2).join(' '), run.status, run.status === 0 ? '' : run.stderr]).toEqual([args.slice(0, 2).join(' '), 0, ''])
  return run.json ?? {}
}

it('people over the years, from a terminal', async () => {
  const anna = ['--vault', V, '--as', 'Anna Provsson', '--passphrase-file', secret('anna', 'annas långa lösenfras')]
  const bo = secret('bo', 'bos helt egna lösenfras')
  const next = secret('next', 'bos alldeles nya lösenfras')
  const cia = secret('cia', 'cias helt egna lösenfras')
  await good('init', '--vault', V, '--name', 'Provvalvet', '--officer', 'Anna Provsson', '--passphrase-file', at('anna'), '--recovery-out', at('words'))
  const added = await good('person', 'add', ...anna, '--name', 'Bo Ek', '--role', 'officer', '--new-passphrase-file', bo)
  const third = ['person', 'add', ...anna, '--name', 'Cia Dal', '--role', 'officer', '--new-passphrase-file', cia]
  const alone = await cli(...third)
  expect([alone.status, (alone.json!['error'] as { code: string }).code]).toEqual([3, 'approval.needed'])
  expect((await good(...third, '--approver', 'Bo Ek', '--approver-passphrase-file', bo))['approvedBy']).toBe(added['person'])
  const byCia = ['--approver', 'Cia Dal', '--approver-passphrase-file', cia]
  const renewed = await good('person', 'renew-key', ...anna, '--person', 'Bo Ek', '--new-passphrase-file', next, ...byCia)
  expect([renewed['oldKid'], renewed['kid'] === added['kid']]).toEqual([added['kid'], false])
  expect(await good('person', 'change', ...anna, '--person', 'Bo Ek', '--name', 'Bo Lund', '--reason', 'Gift')).toMatchObject({ was: 'Bo Ek', name: 'Bo Lund' })
  const leave = ['person', 'depart', ...anna, '--person', 'Bo Lund', '--reason', 'Slutat', ...byCia]
  expect((await cli(...leave)).status).toBe(2)
  expect(await good(...leave, '--recovery-out', at('new-words'))).toMatchObject({ role: 'officer', newVaultKey: true })
  const words = readFileSync(at('new-words'), 'utf8').trim().split(' ')
  expect([words.length, words.join(' ') === readFileSync(at('words'), 'utf8').trim()]).toEqual([24, false])
  expect(existsSync(join(V, 'vault.next.db'))).toBe(false)
  const gone = await cli('person', 'list', '--vault', V, '--passphrase-file', next)
  expect([gone.status, (gone.json!['error'] as { code: string }).code]).toEqual([3, 'vault.wrong-passphrase'])
  const { people, notes } = await good('person', 'list', '--vault', V, '--passphrase-file', cia)
  expect((people as { name: string; departedAt: string | null }[]).map(({ name, departedAt }) => [name, departedAt !== null])).toEqual([
    ['Anna Provsson', false],
    ['Bo Lund', true],
    ['Cia Dal', false],
  ])
  expect(notes).toBeUndefined()
  expect((await good('check', ...anna))['verdict']).toBe('ok')
}, 300_000)
