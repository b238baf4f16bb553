import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDispatch, type DispatchReport, type Handlers } from '../../electron/engine/dispatch.ts'
import type { GrantPurpose } from '../../electron/engine/types.ts'
import { CALLS, Refusal, type CallInput, type CallName, type CallOutput, type Result } from '../../shared/contract/index.ts'
import type { CaseId, ExhibitId } from '../../shared/model/index.ts'
import { receiptCode, type Receipt } from '../../shared/encoding/index.ts'
import { attest, enrolWitness, newJob, type TestEngine } from '../support/engine.ts'
import { freshEngines, once } from '../support/fresh.ts'
import { noisyPicture } from '../support/pictures.ts'
import { collect } from '../support/vault-entries.ts'
import { passphraseBytes } from '../support/vault.ts'

const MIB = 1024 * 1024

async function* nothing(): AsyncGenerator<Uint8Array> {}

describe('dispatch', () => {
  const told: DispatchReport[] = []
  const dispatchOf = (handlers: Partial<Handlers>) => createDispatch(handlers as Handlers, (report) => told.push(report))
  afterEach(() => void told.splice(0))

  it.each(['', 'toString', '__proto__', 'constructor', 'vault.burn', 'dialog.files'])('knows no call %j', async (name) => {
    const dispatch = dispatchOf({ 'vault.lock': () => ({}) })
    expect(await dispatch(name, {}, 'test')).toEqual({ ok: false, error: { code: 'input.invalid', params: { field: 'name' } } })
  })

  it.each([
    ['nothing', undefined, ''],
    ['a field more', { case: `c-${'0'.repeat(32)}`, path: '/etc/passwd' }, ''],
    ['a wrong field', { case: 'c-1' }, 'case'],
    ['a field of another kind of id', { case: `x-${'0'.repeat(32)}` }, 'case'],
  ])('hands nothing on where the input is %s', async (_, input, field) => {
    const dispatch = dispatchOf({
      'case.get': () => {
        throw new Error('it was handed on')
      },
    })
    expect(await dispatch('case.get', input, 'test')).toEqual({ ok: false, error: { code: 'input.invalid', params: { field } } })
  })

  it('answers with no more than the contract says', async () => {
    const settings = { language: 'sv' as const, theme: 'dark' as const, idleLockMinutes: 5, timestampUrls: [], askOutside: true }
    const good = dispatchOf({ 'settings.change': () => settings })
    expect(await good('settings.change', {}, 'test')).toEqual({ ok: true, value: settings })
    const leaky = dispatchOf({ 'settings.change': () => ({ ...settings, home: '/home/anna' }) })
    expect(await leaky('settings.change', {}, 'test')).toEqual({ ok: false, error: { code: 'internal', params: {} } })
    const wrong = dispatchOf({ 'settings.change': () => ({ ...settings, idleLockMinutes: 0 }) })
    expect(await wrong('settings.change', {}, 'test')).toMatchObject({ ok: false, error: { code: 'internal' } })
  })

  it('overwrites the secrets of a call that is answered, whatever comes of it, and not before', async () => {
    const approval = { officer: `p-${'0'.repeat(32)}`, passphrase: passphraseBytes() }
    const person = { name: 'Ny', title: '', contact: '', role: 'officer', approval }
    const refusing = new Refusal('sitting.open', { name: 'Vera' })
    const ways: [code: string, name: string, more?: object, guard?: () => void][] = [
      ['input.invalid', 'no.such-call'],
      ['input.invalid', 'vault.open'],
      ['input.invalid', 'person.enrol', { role: 'chief' }],
      ['input.invalid', 'person.enrol', { approval: { ...approval, passphrase: [passphraseBytes()], more: new Map() } }],
      ['input.invalid', 'person.enrol', { name: 'Ny\ud800' }],
      ['sitting.open', 'person.enrol', {}, () => {
        throw refusing
      }],
      ['internal', 'person.enrol', { title: 'a bug' }],
      ['sitting.open', 'person.enrol'],
    ]
    const got: Uint8Array[] = []
    const handlers = {
      'person.enrol': async (given: { title: string; passphrase: Uint8Array; approval: { passphrase: Uint8Array } }) => {
        await Promise.resolve()
        got.push(given.passphrase.slice(), given.approval.passphrase.slice())
        throw given.title === 'a bug' ? new Error('a bug') : refusing
      },
    } as unknown as Handlers
    for (const [code, name, more = {}, guard] of ways) {
      const input = { ...person, approval: { ...approval, passphrase: passphraseBytes() }, passphrase: passphraseBytes(), ...more }
      const dispatch = createDispatch(handlers, (report) => told.push(report), guard)
      expect(await dispatch(name, input, 'test')).toMatchObject({ ok: false, error: { code } })
      const left = [input.passphrase, input.approval.passphrase].flat().filter((bytes) => bytes.some((byte) => byte !== 0))
      expect([name, more, left]).toEqual([name, more, []])
    }
    expect(got).toEqual(Array<Uint8Array>(4).fill(passphraseBytes()))
    const round: Record<string, unknown> = { passphrase: passphraseBytes() }
    round['again'] = [round]
    await dispatchOf({})('vault.open', round, 'test')
    expect(round['passphrase']).toEqual(new Uint8Array(passphraseBytes().length))
  })

  it('turns refusals into values, and keeps what a bug says to itself', async () => {
    const refusing = dispatchOf({
      'vault.lock': () => {
        throw new Refusal('vault.io', { file: 'header.json' }, new Error('/home/anna/hemligt'))
      },
    })
    expect(await refusing('vault.lock', {}, 'test')).toEqual({ ok: false, error: { code: 'vault.io', params: { file: 'header.json' } } })
    const broken = dispatchOf({ 'vault.lock': () => Promise.reject(new Error('/home/anna/hemligt')) })
    const answer = await broken('vault.lock', {}, 'fönstret')
    expect(answer).toEqual({ ok: false, error: { code: 'internal', params: {} } })
    expect(told.at(-1)).toMatchObject({ name: 'vault.lock', caller: 'fönstret', code: 'internal' })
  })
})

describe('the engine', () => {
  const fresh = freshEngines('engine')
  let test: TestEngine
  let vault: string
  let chain: CaseId

  beforeEach(async () => {
    ;({ test, vault, chain } = await fresh.startWithCase())
  })

  const file = (name: string, content: Uint8Array | string): string => {
    const path = join(test.documents, name)
    writeFileSync(path, content)
    return path
  }
  const importFile = async (path: string, job = newJob()) => {
    const { exhibits: [exhibit] } = await test.call('import.files', { job, case: chain, files: [await test.grant(path, 'import')] })
    if (exhibit === undefined) throw new Error('nothing was imported')
    return exhibit
  }
  const objectsOnDisk = () => readdirSync(join(vault, 'objects'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length

  describe('without an open vault', () => {
    const id = (letter: string) => `${letter}-${'0'.repeat(32)}`
    const exhibit = id('x') as ExhibitId
    const fields = { title: 'x', reference: '', description: '' }
    const secret = () => passphraseBytes()
    const unseen = { how: 'not-seen', value: '' } as const
    const hash = '0'.repeat(64)
    const RECEIPT = { vault: `v-${'0'.repeat(32)}`, seq: 0, leaf: hash, head: { size: 1, root: hash }, contentRoot: hash, kid: '0'.repeat(16) } as Receipt
    const calls: { [N in CallName]?: () => CallInput<N> } = {
      'vault.confirm-recovery': () => ({ words: Array<string>(24).fill('abandon') }),
      'vault.change-passphrase': () => ({ current: secret(), next: secret() }),
      'vault.declare-restore': () => ({ reason: 'x' }),
      'vault.check': () => ({ job: newJob() }),
      'vault.reveal-key': () => ({ passphrase: secret() }),
      'person.list': () => ({}),
      'receipt.make': () => ({ attestations: [0] }),
      'receipt.save': () => ({ attestations: [0], folder: null }),
      // A code is read before anything else is looked at.
      'receipt.check': () => ({ code: receiptCode(RECEIPT) }),
      'person.enrol': () => ({ name: 'x', title: '', contact: '', role: 'witness', passphrase: secret() }),
      'person.depart': () => ({ job: newJob(), person: id('p'), reason: 'x', passphrase: secret() }),
      'vault.renew-words': () => ({ passphrase: secret() }),
      'person.keys': () => ({ person: id('p') }),
      'person.change': () => ({ person: id('p'), name: 'x', title: '', contact: '', reason: 'x' }),
      'person.renew-key': () => ({ person: id('p'), passphrase: secret() }),
      'case.list': () => ({}),
      'case.get': () => ({ case: id('c') }),
      'case.open': () => fields,
      'case.change': () => ({ case: id('c'), ...fields }),
      'custody.list': () => ({ case: null }),
      'exhibit.list': () => ({ case: id('c') }),
      'exhibit.get': () => ({ exhibit }),
      'exhibit.view': () => ({ exhibit }),
      'exhibit.artefact': () => ({ exhibit, name: 'note.txt' }),
      'exhibit.save-artefact': () => ({ exhibit, name: 'note.txt', folder: id('t') }),
      'capture.start': () => ({ job: newJob(), case: id('c'), url: 'https://example.org', allowPrivate: false }),
      'time.state': () => ({}),
      'time.stamp': () => ({ job: newJob(), timestampUrls: null }),
      'queue.overview': () => ({}),
      'queue.list': () => ({ case: id('c') }),
      'queue.add': () => ({ case: id('c'), text: 'https://example.org' }),
      'queue.start': () => ({ case: id('c') }),
      'queue.pause': () => ({ case: id('c') }),
      'queue.retry': () => ({ case: id('c'), row: null }),
      'queue.remove': () => ({ case: id('c'), row: 1 }),
      'queue.clear': () => ({ case: id('c') }),
      'reading.correct': () => ({ exhibit, post: 0, field: 'name', value: 'x', reason: '' }),
      'login.open': () => ({ case: id('c'), url: 'https://example.org' }),
      'login.state': () => ({}),
      'login.lock': () => ({}),
      'login.lift': () => ({ reason: 'x' }),
      'login.pick': () => ({ tab: 'x', of: 'nothing' }),
      'login.capture': () => ({ job: newJob(), tab: 'x' }),
      'login.close': () => ({}),
      'login.kept': () => ({ case: id('c') }),
      'login.forget': () => ({ case: id('c') }),
      'import.files': () => ({ job: newJob(), case: id('c'), files: [id('t')] }),
      'note.add': () => ({ case: id('c'), title: 'x', text: 'x' }),
      'note.correct': () => ({ exhibit, title: 'x', text: 'x' }),
      'sitting.begin': () => ({ exhibits: [exhibit], witness: id('p'), relation: { exposed: 'none', officer: 'none', words: '' }, language: 'sv' }),
      'sitting.state': () => ({}),
      'sitting.load': () => ({ job: newJob(), exhibit, tab: null }),
      'sitting.pass-over': () => ({ exhibit }),
      'sitting.loaded': () => ({ exhibit }),
      'sitting.answer': () => ({ exhibit, answers: { present: 'no', account: unseen, words: unseen, date: unseen, pictures: [], remark: '' } }),
      'sitting.saved': () => ({ exhibit }),
      'sitting.draft': () => ({ exhibit, agrees: null, reservation: '' }),
      'sitting.decline': () => ({ exhibit }),
      'sitting.sign': () => ({ challenges: ['0'.repeat(64)], passphrase: secret(), hand: null }),
      'sitting.end': () => ({ passphrase: secret() }),
      'masking.possible': () => ({ case: id('c') }),
      'masking.open': () => ({ exhibit: id('x') }),
      'masking.record': () => ({ exhibit: id('x'), title: 'Bevis', address: null, reason: 'Sekretess', shown: [{ kind: 'picture', name: 'screenshot.png', covered: [] }] }),
      'bundle.preview': () => ({ case: id('c'), profile: 'police' }),
      'bundle.export': () => ({ job: newJob(), case: id('c'), profile: 'police', language: 'sv', folder: null, timestampUrls: [] }),
      'bundle.receive': () => ({ job: newJob(), case: id('c'), bundle: id('t') }),
      'bundle.received': () => ({ exhibit }),
      'case.close': () => ({ case: id('c'), reason: 'Klart.' }),
      'case.reopen': () => ({ case: id('c'), reason: 'Mer.' }),
      'case.guide': () => ({ case: id('c') }),
      'board.get': () => ({}),
      'record.list': () => ({ case: id('c') }),
      'record.versions': () => ({ record: id('r') }),
      'record.save': () => ({ case: id('c'), record: null, revision: null, content: { kind: 'wishes', on: '2026-11-30', wants: '', spare: '', contact: '' }, exhibits: [] }),
      'record.withdraw': () => ({ record: id('r'), reason: 'Fel.' }),
      'letter.draft': () => ({ case: id('c'), content: { kind: 'wishes', on: '2026-11-30', wants: '', spare: '', contact: '' }, language: 'sv' }),
      'letter.make': () => ({ case: id('c'), letter: 'victim', record: null, language: 'sv' }),
      'letter.save': () => ({ case: id('c'), letter: 'victim', text: 'x', language: 'sv', folder: null }),
      'recheck.list': () => ({ case: id('c') }),
      'recheck.now': () => ({ job: newJob(), case: id('c'), address: 'https://forum.example/' }),
      'recheck.plan': () => ({ case: id('c'), rhythm: 'off' }),
      'recheck.stop': () => ({ case: id('c'), address: 'https://forum.example/', stopped: true }),
      'recheck.seen': () => ({ case: id('c'), seq: 1 }),
      'search.find': () => ({ text: 'ordet', case: null, kinds: [], step: null, from: null, to: null, platform: null, account: null, witness: null, partial: false, after: null }),
      'reference.list': () => ({}),
      'reference.versions': () => ({ reference: id('l') }),
      'reference.save': () => ({ reference: null, revision: null, content: { kind: 'checked', area: 'platform', of: 'facebook', note: '' }, source: 'x', date: '2026-01-01', reason: 'x' }),
      'reference.withdraw': () => ({ reference: id('l'), reason: 'x' }),
      'retention.list': () => ({}),
      'retention.decide': () => ({ authority: 'x', number: '1', decidedOn: '2026-01-01', months: null, scope: '' }),
      'retention.due': () => ({}),
      'hold.list': () => ({ case: id('c') }),
      'hold.place': () => ({ case: id('c'), authority: 'x', reference: '', reason: 'x' }),
      'hold.lift': () => ({ case: id('c'), placed: 1, reason: 'x' }),
      'disposal.list': () => ({ case: id('c') }),
      'disposal.cases': () => ({}),
      'disposal.plan': () => ({ case: id('c'), exhibits: null }),
      'disposal.carry-out': () => ({ case: id('c'), exhibits: null, mark: hash, decision: { authority: 'x', number: '1', decidedOn: '2026-01-01' }, passphrase: secret(), approval: null }),
      'disposal.certificate': () => ({ case: id('c'), seq: 1, language: 'sv', folder: null }),
      'sighting.list': () => ({ case: id('c'), filter: 'all' }),
      'sighting.spread': () => ({ case: id('c') }),
      'sighting.add': () => ({ case: id('c'), text: 'https://forum.example' }),
      'sighting.change': () => ({ sighting: id('s'), revision: 1, fields: { url: 'https://forum.example', platform: '', account: '', postedOn: null, seenOn: '2026-11-30', reach: null, note: '' } }),
      'sighting.withdraw': () => ({ sighting: id('s'), reason: 'Fel.' }),
      'sighting.queue': () => ({ case: id('c'), sightings: null }),
      'list.read': () => ({ job: newJob(), case: id('c'), exhibit }),
      'list.import': () => ({ job: newJob(), case: id('c'), exhibit, write: false, mapping: { url: 0, platform: null, account: null, postedOn: null, seenOn: null, reach: null, note: null, header: 0, dateOrder: 'ymd' } }),
      'handover.find': () => ({ case: id('c'), number: 1 }),
      'handover.make': () => ({
        job: newJob(), case: id('c'), number: 1, bundle: id('t'), folder: null, protection: { kind: 'none' },
        receiver: 'x', receiverTitle: '', authority: 'x', reference: '', method: 'post', methodText: '', date: '2026-11-29',
      }),
      'handover.list': () => ({ case: id('c') }),
      'handover.which': () => ({ sha256: '0'.repeat(64) }),
      'handover.which-file': () => ({ job: newJob(), chosen: id('t') }),
      'handover.receipt': () => ({ entry: 1, language: 'sv' }),
      'handover.save-receipt': () => ({ entry: 1, language: 'sv', folder: null }),
      'handover.attach': () => ({ job: newJob(), entry: 1, scan: { exhibit } }),
    }

    it('refuses every call that needs one', async () => {
      await test.call('vault.lock', {})
      const answers = await Promise.all(
        Object.entries(calls).map(async ([name, input]) => {
          const answer = await test.engine.dispatch(name as CallName, input(), 'test')
          return [name, answer.ok ? 'answered' : answer.error.code]
        }),
      )
      expect(answers).toEqual(Object.keys(calls).map((name) => [name, 'vault.not-open']))
    })

    it('has those calls all in this list', () => {
      const without = ['app.status', 'settings.change', 'browser.find', 'browser.choose', 'vault.recent', 'vault.create', 'vault.open', 'vault.recover', 'vault.lock', 'vault.touch', 'vault.inspect', 'job.cancel', 'bundle.verify', 'bundle.compare']
      const rest = Object.keys(CALLS).filter((name) => !name.startsWith('dialog.') && !name.startsWith('timestamp') && !without.includes(name))
      expect(Object.keys(calls).toSorted()).toEqual(rest.toSorted())
    })
  })

  describe('a token', () => {
    const PURPOSES: GrantPurpose[] = ['import', 'vault', 'new-vault', 'vault-to-create', 'bundle-folder', 'bundle', 'browser']

    it('serves only what it was given for', async () => {
      const path = file('brev.txt', 'Hej')
      const uses: Record<string, { fits: GrantPurpose[]; call: (token: string) => Promise<Result<unknown>> }> = {
        import: { fits: ['import'], call: (token) => test.engine.dispatch('import.files', { job: newJob(), case: chain, files: [token] }, 'test') },
        inspect: { fits: ['vault'], call: (token) => test.engine.dispatch('vault.inspect', { vault: token }, 'test') },
        receive: { fits: ['bundle'], call: (token) => test.engine.dispatch('bundle.receive', { job: newJob(), case: chain, bundle: token }, 'test') },
        compare: { fits: ['bundle'], call: (token) => test.engine.dispatch('bundle.compare', { job: newJob(), first: token, second: token }, 'test') },
        verify: { fits: ['bundle'], call: (token) => test.engine.dispatch('bundle.verify', { job: newJob(), bundle: token, fingerprint: null }, 'test') },
        export: {
          fits: ['bundle-folder'],
          call: (token) => test.engine.dispatch('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder: token, timestampUrls: [] }, 'test'),
        },
        browser: { fits: ['browser'], call: (token) => test.engine.dispatch('browser.choose', { token }, 'test') },
      }
      await test.call('note.add', { case: chain, title: 'x', text: 'x' })
      for (const [use, { fits, call }] of Object.entries(uses)) {
        for (const purpose of PURPOSES) {
          const answer = await call(await test.grant(path, purpose))
          const unknown = !answer.ok && answer.error.code === 'token.unknown'
          expect([use, purpose, unknown]).toEqual([use, purpose, !fits.includes(purpose)])
        }
      }
    })

    it('that nobody gave is none', async () => {
      const made = `t-${'a'.repeat(32)}`
      expect(await test.refused('import.files', { job: newJob(), case: chain, files: [made] })).toBe('token.unknown')
      expect(await test.refused('vault.inspect', { vault: made })).toBe('token.unknown')
    })

    it('tells a window no path', async () => {
      const grant = await test.engine.grant('/mycket/hemlig/plats/brev.txt', 'import')
      expect(grant).toMatchObject({ name: 'brev.txt', label: join('plats', 'brev.txt'), bytes: 0 })
      expect(JSON.stringify(grant)).not.toContain('hemlig/plats')
      expect(grant.token).toMatch(/^t-[0-9a-f]{32}$/)
    })
  })

  describe('a handle', () => {
    async function handleOf(content: Uint8Array): Promise<string> {
      const exhibit = await importFile(file('fil.bin', content))
      const { handle } = await test.call('exhibit.artefact', { exhibit: exhibit.id, name: 'original.bin' })
      return handle
    }

    it('gives content with its length and type', async () => {
      const content = Buffer.alloc(3 * MIB, '\0innehåll')
      const stream = await test.engine.object(await handleOf(content))
      expect(stream).toMatchObject({ bytes: content.length, mediaType: expect.stringMatching(/^[a-z]+\/[a-z.+-]+$/) })
      expect(await collect(stream?.chunks ?? nothing())).toEqual(content)
    })

    it('gives nothing once the vault was locked, nor when it is open again', async () => {
      const handle = await handleOf(Buffer.from([0, 1, 2]))
      expect(await test.engine.object(handle)).not.toBeNull()
      await test.call('vault.lock', {})
      expect(await test.engine.object(handle)).toBeNull()
      await test.open(vault)
      expect(await test.engine.object(handle)).toBeNull()
      expect(await test.engine.object(`h-${'0'.repeat(32)}`)).toBeNull()
    })

    it('that is being read ends as an error when the vault is locked', async () => {
      const stream = await test.engine.object(await handleOf(Buffer.alloc(5 * MIB, 1)))
      const chunks = stream?.chunks[Symbol.asyncIterator]()
      expect((await chunks?.next())?.done).toBe(false)
      await test.call('vault.lock', {})
      await expect(chunks?.next()).rejects.toThrow('vault.not-open')
    })

    it('shows the pictures of an exhibit, and its text', async () => {
      const exhibit = await importFile(file('bild.png', noisyPicture(100, 400)))
      const { slices, text } = await test.call('exhibit.view', { exhibit: exhibit.id })
      expect(slices.map(({ width, top }) => [width, top])).toEqual([0, 120, 240, 360].map((top) => [100, top]))
      const first = await test.engine.object(slices[0]?.handle ?? '')
      expect(first?.mediaType).toBe('image/jpeg')
      expect((await collect(first?.chunks ?? nothing())).subarray(0, 2).toString('hex')).toBe('ffd8')
      expect(text).toBeNull()
      const custody = await test.call('custody.list', { case: chain })
      expect(custody.map(({ type }) => type)).toEqual(['case.opened', 'exhibit.acquired', 'exhibit.viewed'])
    })
  })

  describe('a job', () => {
    it('is cancelled on the way and leaves nothing', async () => {
      const job = newJob()
      once(test, ({ step }) => step === 'import', () => void test.call('job.cancel', { job }))
      await expect(importFile(file('stor.bin', Buffer.alloc(30 * MIB)), job)).rejects.toThrow('job.cancelled')
      expect(await test.call('exhibit.list', { case: chain })).toEqual([])
      expect(objectsOnDisk()).toBe(0)
      // The same number may be used again.
      await importFile(file('liten.bin', 'x'), job)
    })

    it('that is over, or that nobody knows, can be cancelled in vain', async () => {
      expect(await test.call('job.cancel', { job: newJob() })).toEqual({})
    })

    it('has its number to itself', async () => {
      const job = newJob()
      let second: Promise<string> | undefined
      once(test, ({ step }) => step === 'import', () => {
        second = test.refused('vault.check', { job })
      })
      expect((await importFile(file('stor.bin', Buffer.alloc(10 * MIB)), job)).bytes).toBe(10 * MIB)
      expect(await second).toBe('input.invalid')
    })

    it('tells its steps, in bytes, to the end', async () => {
      const job = newJob()
      await importFile(file('stor.bin', Buffer.alloc(10 * MIB)), job)
      const steps = test.events.flatMap((event) => (event.name === 'job.progress' && event.payload.job === job ? [event.payload] : []))
      expect(steps.at(-1)).toMatchObject({ step: 'import', state: 'done', done: 1, total: 1, detail: 'stor.bin' })
      const running = steps.filter(({ state }) => state === 'running')
      expect(running.length).toBeGreaterThan(0)
      expect(running.every(({ done, total }) => done > 0 && done <= total && total === 10 * MIB)).toBe(true)
    })

    it('is ended by locking, which waits for it; the vault is whole afterwards', async () => {
      let locked: Promise<CallOutput<'vault.lock'>> | undefined
      once(test, ({ step }) => step === 'import', () => {
        locked = test.call('vault.lock', {})
      })
      await expect(importFile(file('stor.bin', Buffer.alloc(30 * MIB)))).rejects.toThrow('job.cancelled')
      await locked
      expect(test.events.filter(({ name }) => name === 'vault.locked')).toHaveLength(1)
      await test.open(vault)
      expect(objectsOnDisk()).toBe(0)
      expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
    })

    it('can not be started, nor another vault opened, while the vault is being locked', async () => {
      let meanwhile: Promise<unknown[]> | undefined
      once(test, ({ step }) => step === 'import', () => {
        const locking = test.call('vault.lock', {})
        meanwhile = Promise.all([locking, test.refused('note.add', { case: chain, title: 'x', text: 'x' }), test.open(vault)])
      })
      await expect(importFile(file('stor.bin', Buffer.alloc(30 * MIB)))).rejects.toThrow('job.cancelled')
      // Opening waited until the old session had given the vault back.
      expect(await meanwhile).toMatchObject([{}, 'vault.not-open', { officer: { name: 'Anna Provsson' } }])
      expect(await test.call('exhibit.list', { case: chain })).toEqual([])
    })
  })

  it('writes nothing half when it is locked in the middle of a note', async () => {
    const adding = test.engine.dispatch('note.add', { case: chain, title: 'x', text: 'y'.repeat(150_000) }, 'test')
    await test.call('vault.lock', {})
    const answer = await adding
    expect(answer.ok ? 'written' : answer.error.code).toMatch(/^(written|vault\.not-open)$/)
    await test.open(vault)
    expect(await test.call('exhibit.list', { case: chain })).toHaveLength(answer.ok ? 1 : 0)
    expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
  })

  it('wipes the bytes of every passphrase it was given', async () => {
    const { id: witness } = await enrolWitness(test)
    const note = await test.call('note.add', { case: chain, title: 'x', text: 'x' })
    await attest(test, note.id, witness)
    const given: Uint8Array[] = []
    const secret = (text?: string) => {
      const bytes = passphraseBytes(text)
      given.push(bytes)
      return bytes
    }
    await test.call('person.enrol', { name: 'Ny', title: '', contact: '', role: 'officer', passphrase: secret('den nya handläggarens fras') })
    expect(await test.refused('sitting.sign', { challenges: ['0'.repeat(64)], passphrase: secret(), hand: null })).toBe('sitting.none')
    expect(await test.refused('sitting.end', { passphrase: secret() })).toBe('sitting.none')
    await test.call('vault.change-passphrase', { current: secret(), next: secret('en helt ny lång fras') })
    expect(await test.refused('vault.change-passphrase', { current: secret('fel fras som är lång'), next: secret('kort') })).toBe('passphrase.too-short')
    await test.call('vault.reveal-key', { passphrase: secret('en helt ny lång fras') })
    expect(await test.refused('vault.create', { folder: null, name: 'X', officer: { name: 'Y', title: '', contact: '' }, passphrase: secret() })).toBe('vault.already-open')
    await test.call('vault.lock', {})
    const token = await test.grant(vault, 'vault')
    expect(await test.refused('vault.open', { vault: token, passphrase: secret('fel fras som är lång') })).toBe('vault.wrong-passphrase')
    expect(await test.refused('vault.recover', { vault: token, words: Array<string>(24).fill('abandon'), passphrase: secret() })).toBe('vault.recovery-wrong')
    await test.call('vault.open', { vault: token, passphrase: secret('den nya handläggarens fras') })
    expect(given).toHaveLength(12)
    expect(given.filter((bytes) => bytes.some((byte) => byte !== 0))).toEqual([])
  })
})
