import { afterEach, beforeEach, expect, it } from 'vitest'
import { join } from 'node:path'
import type { CaseId, ExhibitId } from '../../shared/model/index.ts'
import { WITNESS_PASSPHRASE, enrolWitness, newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { passphraseBytes } from '../support/vault.ts'

/** The engine while a witness sits at the machine, with exhibits that need no browser. */
let test: TestEngine
let remove: () => void
let folder: string
let chain: CaseId
let note: ExhibitId

const RELATION = { exposed: 'colleague', officer: 'none', words: '' } as const
const begin = async () => test.call('sitting.begin', { exhibits: [note], witness: (await test.call('person.list', {})).find(({ role }) => role === 'witness')!.id, relation: RELATION, language: 'sv' })
const end = () => test.call('sitting.end', { passphrase: passphraseBytes() })

beforeEach(async () => {
  const temporary = testFolder('sitting')
  remove = temporary.remove
  folder = join(temporary.base, 'prov.bevisvalv')
  test = await startTestEngine(temporary.base)
  await test.found(folder)
  chain = await test.openCase()
  note = (await test.call('note.add', { case: chain, title: 'Samtal', text: 'Hon ringde.' })).id
  await enrolWitness(test)
})
afterEach(async () => {
  await test.engine.close()
  remove()
})

it('refuses all of the officer\'s calls until the officer takes the vault back by their own passphrase', async () => {
  await begin()
  for (const [name, input] of [
    ['case.list', {}],
    ['exhibit.view', { exhibit: note }],
    ['person.list', {}],
    ['bundle.preview', { case: chain, profile: 'police' }],
    ['settings.change', { idleLockMinutes: 5 }],
    ['receipt.check', { code: 'BV1' }],
  ] as const) {
    expect([name, await test.refused(name, input)]).toEqual([name, 'sitting.open'])
  }
  await test.call('settings.change', { language: 'en' })
  expect((await test.call('app.status', {})).vault).not.toBeNull()
  expect(await test.refused('sitting.end', { passphrase: passphraseBytes(WITNESS_PASSPHRASE) })).toBe('person.wrong-passphrase')
  await end()
  expect(await test.call('case.list', {})).toHaveLength(1)
  expect(await test.call('sitting.state', {})).toBeNull()
})

it('says that a witness sits before it says anything of how another case stands', async () => {
  const other = await test.openCase('Ett annat ärende')
  await test.call('case.close', { case: other, reason: 'Klart.' })
  expect(await test.refused('sighting.add', { case: other, text: 'https://forum.example/t' })).toBe('case.closed')
  await begin()
  expect(await test.refused('sighting.add', { case: other, text: 'https://forum.example/t' })).toBe('sitting.open')
})

it('does not begin while a call of the officer\'s is under way, and what was uncovered before cannot be read in it', async () => {
  const viewing = test.call('exhibit.view', { exhibit: note })
  const answer = test.refused('sitting.begin', { exhibits: [note], witness: (await test.call('person.list', {}))[1]!.id, relation: RELATION, language: 'sv' })
  // Whichever of the two came first, they don't overlap.
  const outcome = await Promise.allSettled([viewing, answer])
  if (outcome[1].status === 'fulfilled') expect(outcome[1].value).toBe('sitting.busy')
  else await end()
  const { handle } = await test.call('exhibit.artefact', { exhibit: note, name: 'note.txt' })
  expect(await test.engine.object(handle)).not.toBeNull()
  await begin()
  expect(await test.engine.object(handle)).toBeNull()
})

it('keeps on record what was shown to whom, and tells a later sitting of it', async () => {
  await begin()
  const { content } = await test.call('sitting.saved', { exhibit: note })
  expect(content.text).toBe('Hon ringde.')
  await end()
  const again = await begin()
  expect(again.items[0]?.stage).toBe('answered')
  const { items } = await test.call('sitting.draft', { exhibit: note, agrees: null, reservation: '' })
  expect(items[0]?.draft?.statement).toContain('Jag hade fått se det sparade redan tidigare')
  await end()
  expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
})

it('counts wrong passphrases over a lock', async () => {
  const sign = async (passphrase: string) => {
    await begin()
    const { items } = await test.call('sitting.draft', { exhibit: note, agrees: null, reservation: '' })
    return test.refused('sitting.sign', { challenges: [items[0]!.draft!.challenge], passphrase: passphraseBytes(passphrase), hand: null })
  }
  expect(await sign('fel fras nummer ett')).toBe('person.wrong-passphrase')
  const { items } = (await test.call('sitting.state', {}))!
  const challenges = [items[0]!.draft!.challenge]
  for (let n = 0; n < 4; n += 1) expect(await test.refused('sitting.sign', { challenges, passphrase: passphraseBytes('fel fras igen och igen'), hand: null })).toBe('person.wrong-passphrase')
  await test.call('vault.lock', {})
  await test.open(folder)
  expect(await sign(WITNESS_PASSPHRASE)).toBe('vault.throttled')
})

it('tells half a character before anything is begun with it', async () => {
  expect(await test.refused('note.add', { case: chain, title: 'a\ud83d', text: 'x' })).toBe('input.invalid')
  await begin()
  expect(await test.refused('sitting.draft', { exhibit: note, agrees: null, reservation: 'a\ud83d' })).toBe('input.invalid')
})
