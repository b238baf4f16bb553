import {
  type AnyEvent,
  type Approval,
  type AppStatus,
  CALLS,
  type CallName,
  type CallOutput,
  type CallParsed,
  type CheckReport,
  type BundleView,
  type ExhibitView,
  type CorrectionView,
  type KeptLoginView,
  type LoginView,
  type PersonView,
  Refusal,
  type Result,
  type TimeState,
  type TimestampFailure,
  type TimestampTrust,
  type VaultRef,
  type VaultView,
  latestOf,
} from '../../shared/contract/index.ts'
import {
  at, BUNDLE_CUSTODY, BUNDLE_EXHIBITS, BUNDLE_KEYS, CASE, caseLog, comparisonOf, exhibit, hex, makeCase, OFFICER, person, PROVENANCE, READING, report, sample, slicePicture, stampedBy, token, WITHOUT_COVERINGS,
  VAULT_NAME, vaultId, vaultLog, WITNESS, WORDS,
} from './fake-data.ts'
import type { OriginalLoad } from '../../shared/model/index.ts'
import { fakeCasework } from './fake-casework.ts'
import { fakeDisposal } from './fake-disposal.ts'
import { fakeHandOvers } from './fake-handover.ts'
import { fakeMasking } from './fake-masking.ts'
import { fakeQueue } from './fake-queue.ts'
import { fakeRechecks } from './fake-rechecks.ts'
import { fakeReceived } from './fake-received.ts'
import { fakeReference } from './fake-reference.ts'
import { fakeSitting, REFUSED_WHILE_SITTING } from './fake-sitting.ts'

/**
 * The contract in memory, for tests of the interface alone. It parses both ways like the engine, so that an interface
 * which breaks the contract fails here too; what it answers is made up.
 */
export const PASSPHRASE = 'hästar springer över ängen'
export const WITNESS_PASSPHRASE = 'tre gula tulpaner i vas'
export const COLLEAGUE_PASSPHRASE = 'sju sneda stolar i solen'

type Handlers = { [N in CallName]: (input: CallParsed<N>) => CallOutput<N> | Promise<CallOutput<N>> }

export interface FakeOptions {
  /** `none`: nothing was ever opened here; `locked`: one recent vault; `open`: it is open. */
  vault?: 'none' | 'locked' | 'open'
  cases?: 'none' | 'some'
  language?: AppStatus['settings']['language']
  theme?: AppStatus['settings']['theme']
  folders?: AppStatus['folders']
  browser?: 'none' | 'sandbox-off' | 'found'
  alarm?: boolean
  notes?: readonly string[]
  verdict?: CheckReport['verdict']
  /** What a check of a bundle or of the vault answers, in place of a made-up one. */
  report?: CheckReport
  idleLockMinutes?: number
  /** What the text of each exhibit is. */
  text?: string
  /** Names of files that are chosen for import and can't be read. */
  unreadable?: readonly string[]
  /** Officers beside the first. */
  colleagues?: readonly PersonView[]
  /** What comes of asking the authorities; the first of them fails where there are several. */
  timestamps?: 'taken' | 'failed'
  trust?: TimestampTrust
  /** How far the log is stamped, where that is to be something else than not at all. */
  time?: Partial<TimeState>
  /** Texts are longer than what is shown of them. */
  truncated?: boolean
  /** Why the last login wasn't kept. */
  notKept?: KeptLoginView['notKept']
  /** What comes of each load of an original; `failed`: a page that tells of an error. */
  original?: OriginalLoad['state'] | 'failed'
  /** No picture can be drawn of what was saved, nor of what was loaded. */
  undrawn?: boolean
  /** The officer's own login is open, locked, and shows one page. */
  loginTab?: boolean
  /** A browser for an own login doesn't answer, and is gone before that is told. */
  loginHangs?: boolean
  /** Bundles don't lie where they were put. */
  bundleGone?: boolean
  /** Addresses that wait in the first case. */
  queue?: readonly string[]
}

export interface Fake {
  /** Every call with its parsed input, secrets as text. */
  readonly calls: { name: CallName; input: unknown }[]
  /** A refusal to answer the next call of that name with. */
  readonly refuse: Map<CallName, Refusal>
  /** Work of captures and exports goes on when this resolves. */
  hold: Promise<void>
  exhibits: ExhibitView[]
  dispatch(name: string, input: unknown): Promise<Result<unknown>>
  on(listener: (event: AnyEvent) => void): void
  emit(event: AnyEvent): void
  object(handle: string): Uint8Array | null
}

const REF: VaultRef = { token: token('vault'), name: VAULT_NAME, label: `Dokument/${VAULT_NAME}.bevisvalv`, lastOpened: at(-2000) }
const CAPTURE_STEPS = ['launch', 'load', 'settle', 'window-picture', 'scroll-tiles', 'join', 'dom', 'mhtml', 'text', 'exchanges', 'provenance', 'close']
const EXPORT_STEPS = ['report', 'write', 'sign', 'check']
const head = (size: number) => ({ origin: `bevisvalv.invalid/${vaultId}`, size, root: hex(`head ${size}`) })
const decode = (secret: Uint8Array): string => new TextDecoder().decode(secret)
const done = {}

/** A field that isn't given is one that isn't changed. */
function withoutUndefined<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }
}

export function createFake(options: FakeOptions = {}): Fake {
  const listeners = new Set<(event: AnyEvent) => void>()
  const cancelled = new Set<string>()
  let people: PersonView[] = [OFFICER, WITNESS, ...(options.colleagues ?? [])]
  const secrets = new Map<string, string>([[OFFICER.id, PASSPHRASE], [WITNESS.id, WITNESS_PASSPHRASE]])
  for (const { id } of options.colleagues ?? []) secrets.set(id, COLLEAGUE_PASSPHRASE)
  /** Fingerprints of the keys that people had before. */
  const renewed = new Map<string, string[]>()
  let settings: AppStatus['settings'] = { language: options.language ?? 'sv', theme: options.theme ?? 'light', idleLockMinutes: options.idleLockMinutes ?? 10, timestampUrls: options.timestamps === undefined ? [] : ['http://tsa.example/', 'https://stamp.example/tsr'], askOutside: true }
  let browser = options.browser ?? 'found'
  let notes = options.notes ?? []
  let alarmed = options.alarm === true
  let opened = options.vault === 'open'
  let size = 48
  let login: LoginView | null = null
  let keptLogin: KeptLoginView = { kept: null, notKept: options.notKept ?? null }
  const corrections: CorrectionView[] = []
  let stampedHead = false
  const time = (): TimeState => {
    const none = { authorities: settings.timestampUrls.length, newest: null, unstamped: { entries: size, since: new Date(Date.now() - 200 * 60_000).toISOString() }, trying: null, failures: [], nextTry: null }
    const covered = { newest: { size, host: 'tsa.example', receivedAt: at(120), shows: stampedBy(options.trust) }, unstamped: null, failures: [], nextTry: null }
    return { ...none, ...options.time, ...(stampedHead ? covered : {}) }
  }
  let { cases, exhibits } = options.cases === 'none' ? { cases: [], exhibits: [] } : sample()

  const fake: Fake = {
    calls: [],
    refuse: new Map(),
    hold: Promise.resolve(),
    get exhibits() {
      return exhibits
    },
    set exhibits(next) {
      exhibits = next
    },
    on: (listener) => void listeners.add(listener),
    emit: (event) => {
      for (const listener of listeners) listener(event)
    },
    object(handle) {
      const index = [0, 1, 2].find((each) => handle === `h-${hex(`slice ${each}`, 32)}`)
      return index === undefined ? null : slicePicture(index)
    },
    async dispatch(name, raw) {
      if (!Object.hasOwn(CALLS, name)) throw new Error(`The interface made a call outside the contract: ${name}`)
      const known = name as CallName
      const parsed = CALLS[known].input.safeParse(raw)
      if (!parsed.success) throw new Error(`The interface broke the contract of ${name}: ${parsed.error.message}`)
      fake.calls.push({ name: known, input: JSON.parse(JSON.stringify(parsed.data, (_, value: unknown) => (value instanceof Uint8Array ? decode(value) : value))) })
      try {
        const refusal = fake.refuse.get(known)
        fake.refuse.delete(known)
        if (refusal !== undefined) throw refusal
        if (sitting.open() && REFUSED_WHILE_SITTING(known)) throw new Refusal('sitting.open', { name: WITNESS.name })
        const handler = handlers[known] as (input: unknown) => unknown
        return { ok: true, value: CALLS[known].output.parse(await handler(parsed.data)) }
      } catch (error) {
        if (error instanceof Refusal) return { ok: false, error: { code: error.code, params: error.params } }
        throw error
      }
    },
  }

  const vault = (): VaultView => ({
    id: vaultId,
    name: VAULT_NAME,
    officer: OFFICER,
    fingerprint: hex('export key'),
    head: head(size),
    alarm: alarmed ? { lastSeen: head(48), found: head(31) } : null,
    notes: [...notes],
    idleLockMinutes: settings.idleLockMinutes,
  })
  const open = (): VaultView => {
    opened = true
    return vault()
  }
  const changed = () => {
    size += 1
    fake.emit({ name: 'ledger.changed', payload: { size } })
  }
  const unlock = (secret: Uint8Array, right: string, code: 'vault.wrong-passphrase' | 'person.wrong-passphrase') => {
    if (decode(secret) !== right) throw new Refusal(code)
  }
  const personOf = (id: string) => people.find((each) => each.id === id) ?? refuse('person.not-found')
  const changePerson = (id: string, change: Partial<PersonView>): PersonView => {
    people = people.map((each) => (each.id === id ? { ...each, ...change } : each))
    changed()
    return personOf(id)
  }
  /** As the engine: asked for where there is another officer than the one at work and the one concerned. */
  const approve = (approval: Approval, concerned: string | null): void => {
    const able = people.filter(({ id, role, departedAt }) => role === 'officer' && departedAt === null && id !== OFFICER.id && id !== concerned)
    if (approval === null && able.length > 0) throw new Refusal('approval.needed', { officers: able.length })
    if (approval !== null) unlock(approval.passphrase, secrets.get(approval.officer) ?? '', 'person.wrong-passphrase')
  }
  const caseOf = (id: string) => cases.find((each) => each.id === id) ?? refuse('case.not-found')
  const exhibitOf = (id: string) => exhibits.find((each) => each.id === id) ?? refuse('exhibit.not-found')
  const add = (home: string, kind: ExhibitView['kind'], title: string, more: Partial<ExhibitView> = {}): ExhibitView => {
    const view = exhibit(caseOf(home), exhibits.filter((each) => each.case === home).length + 1, kind, title, more)
    exhibits = [...exhibits, view]
    cases = cases.map((each) => (each.id === home ? { ...each, exhibits: each.exhibits + 1, unwitnessed: each.unwitnessed + 1 } : each))
    changed()
    return view
  }
  const work = async (job: string, steps: readonly string[]): Promise<void> => {
    const tell = (step: string, state: 'running' | 'done') =>
      fake.emit({ name: 'job.progress', payload: { job, step, state, done: 3, total: 8, detail: '' } })
    for (const [i, step] of steps.entries()) {
      tell(step, 'running')
      // In the middle a test may hold the work.
      if (i === Math.floor(steps.length / 2)) await fake.hold
      if (cancelled.has(job)) throw new Refusal('job.cancelled')
      tell(step, 'done')
    }
  }

  const openLogin = (): LoginView => {
    if (login === null) throw new Refusal('capture.session-none')
    return login
  }
  const changeLogin = (change: Partial<LoginView>) => (login = { ...openLogin(), ...change })
  const steer = async (mode: LoginView['mode']): Promise<LoginView> => {
    if (options.loginHangs !== true) return changeLogin({ mode })
    login = null
    fake.emit({ name: 'login.changed', payload: {} })
    await fake.hold
    throw new Refusal('capture.session-hung')
  }

  const viewed = (view: ExhibitView) => ({
    artefact: view.kind === 'note' ? null : 'screenshot.png',
    slices: view.kind === 'note' || options.undrawn === true ? [] : [0, 1, 2].map((i) => ({ handle: `h-${hex(`slice ${i}`, 32)}`, of: 'screenshot.png', width: 1000, height: 700, top: i * 700 })),
    text: options.text !== undefined ? options.text : view.kind === 'file' && options.truncated !== true ? null : 'Vem är hon egentligen?\n\nHon som sitter på enheten och bestämmer över andras liv. Någon som vet var hon bor?',
    textTruncated: options.truncated === true,
    provenance: view.kind === 'capture' ? PROVENANCE : null,
    reading: view.kind === 'capture' ? READING : null,
    comparison: view.kind === 'comparison' ? comparisonOf(exhibits.find(({ id }) => id === view.compares) ?? view) : null,
    corrections: [...corrections],
  })

  const verified = (): CallOutput<'bundle.verify'> => {
    const about = { caseTitle: 'Uthängning av handläggare i grupp, mars 2026', number: 1, profile: 'police' as const, exhibits: 4, unwitnessed: 3, exportedAt: at(99), office: 2, disposed: 0, derived: null }
    const timestamp = options.timestamps === 'taken' && (options.verdict ?? 'ok') === 'ok' ? stampedBy(options.trust) : null
    const told = options.report ?? report(options.verdict, timestamp)
    return { ...told, timestamp, noLaterThan: timestamp === null ? [] : [{ number: 1, at: latestOf(timestamp), authority: timestamp.authority, trust: timestamp.trust }], fingerprint: hex('export key'), head: null, keys: BUNDLE_KEYS, custody: BUNDLE_CUSTODY, exhibits: told.verdict === 'failed' ? WITHOUT_COVERINGS : BUNDLE_EXHIBITS, about }
  }

  const sitting = fakeSitting({
    state: options.original ?? 'changed',
    tab: options.loginTab === true,
    emit: (event) => fake.emit(event),
    changed: () => changed(),
    work: (job) => work(job, ['load', 'compare', 'seal']),
    person: (id) => people.find((each) => each.id === id) ?? refuse('person.not-found'),
    passes: (id, passphrase) => decode(passphrase) === secrets.get(id),
    officer: OFFICER,
    exhibit: exhibitOf,
    content: viewed,
    signed: (view) => (exhibits = exhibits.map((each) => (each.id === view.id ? view : each))),
  })

  const masking = fakeMasking({
    exhibit: exhibitOf,
    exhibits: (id) => exhibits.filter((each) => each.case === id),
    home: (id) => caseOf(id).id,
    text: (view) => viewed(view).text,
    changed: () => changed(),
  })

  const turn = (id: string, closedAt: string | null) => {
    cases = cases.map((each) => (each.id === id ? { ...each, closedAt } : each))
    changed()
    return caseOf(id)
  }
  const reference = fakeReference(() => changed())
  const casework = fakeCasework({ home: CASE, additions: reference.list, cases: () => cases, exhibits: (id) => exhibits.filter((each) => each.case === id), changed: () => changed() })

  const disposal = fakeDisposal({
    cases: () => cases,
    exhibits: (id) => exhibits.filter((each) => each.case === id),
    forget(ids, chain) {
      exhibits = exhibits.filter((each) => (ids === null ? each.case !== chain : !ids.includes(each.id)))
      if (ids === null) cases = cases.filter(({ id }) => id !== chain)
    },
    changed: () => changed(),
  })

  const handlers: Handlers = {
    ...casework,
    ...disposal,
    ...fakeRechecks({ changed: () => changed(), emit: (event) => fake.emit(event) }),
    ...reference.handlers,
    'app.status': () => ({
      version: '0.1.0', door: 'test', doorReason: 'prov', systemLanguage: 'sv', settings,
      vault: opened ? vault() : null, folders: options.folders ?? 'choose', folderLabel: 'Dokument/Bevisvalv',
    }),
    'settings.change': (change) => {
      settings = { ...settings, ...withoutUndefined(change) }
      if (change.timestampUrls !== undefined) fake.emit({ name: 'time.changed', payload: {} })
      return settings
    },
    'dialog.files': () => ['IMG_2042.jpg', ...(options.unreadable ?? [])].map((name) => ({ token: token(name), name, bytes: 2_311_870 })),
    'dialog.vault': () => REF,
    'dialog.folder': () => ({ token: token('folder'), label: 'Dokument/Utlämnat' }),
    'dialog.bundle': () => ({ token: token('bundle'), name: 'bundle-1-01.zip', bytes: 9_402_113 }),
    'dialog.browser': () => ({ token: token('browser'), name: 'chromium', bytes: 1 }),
    'browser.find': () => findBrowser(browser),
    'browser.choose': ({ token: chosen }) => findBrowser((browser = chosen === null ? (options.browser ?? 'found') : 'found')),
    'vault.recent': () => (options.vault === 'none' ? [] : [REF]),
    'vault.create': ({ passphrase }) => {
      secrets.set(OFFICER.id, decode(passphrase))
      notes = ['recovery-unconfirmed']
      return { vault: open(), recovery: [...WORDS] }
    },
    'vault.confirm-recovery': ({ words }) => {
      if (words.join(' ') !== WORDS.join(' ')) throw new Refusal('vault.recovery-wrong')
      notes = []
      return done
    },
    'vault.renew-words': ({ passphrase }) => {
      unlock(passphrase, secrets.get(OFFICER.id) ?? '', 'person.wrong-passphrase')
      notes = ['recovery-unconfirmed']
      return { vault: vault(), recovery: [...WORDS] }
    },
    'vault.open': ({ passphrase }) => {
      unlock(passphrase, secrets.get(OFFICER.id) ?? '', 'vault.wrong-passphrase')
      return open()
    },
    'vault.recover': ({ words, officer }) => {
      if (words.join(' ') !== WORDS.join(' ')) throw new Refusal('vault.recovery-wrong')
      const officers = [OFFICER, ...(options.colleagues ?? [])]
      if (officer === null && officers.length > 1) throw new Refusal('recovery.choose-officer', Object.fromEntries(officers.map(({ id, name }) => [id, name])))
      return open()
    },
    'vault.lock': () => {
      opened = false
      sitting.forget()
      fake.emit({ name: 'vault.locked', payload: { reason: 'hand' } })
      return done
    },
    'vault.touch': () => done,
    'vault.change-passphrase': ({ current, next }) => {
      unlock(current, secrets.get(OFFICER.id) ?? '', 'vault.wrong-passphrase')
      secrets.set(OFFICER.id, decode(next))
      return done
    },
    'vault.declare-restore': () => {
      alarmed = false
      return vault()
    },
    'vault.check': async ({ job }) => {
      await work(job, ['check'])
      return options.report ?? report(options.verdict)
    },
    'vault.inspect': () => options.report ?? report('incomplete'),
    'vault.reveal-key': () => ({ database: hex('database') }),
    'person.list': () => people,
    'person.keys': ({ person: id }) => {
      const { kid, fingerprint, enrolledAt } = personOf(id)
      const earlier = (renewed.get(id) ?? []).map((key, index) => ({ kid: key.slice(0, 16), fingerprint: key, from: at(index), until: at(index + 1) }))
      return [...earlier, { kid, fingerprint, from: earlier.at(-1)?.until ?? enrolledAt, until: null }]
    },
    'person.change': ({ person: id, reason: _, ...details }) => {
      if (people.some((each) => each.id !== id && each.name === details.name)) throw new Refusal('person.name-taken', { name: details.name })
      return changePerson(id, details)
    },
    'person.renew-key': ({ person: id, passphrase, approval }) => {
      approve(approval, id)
      const old = personOf(id)
      renewed.set(id, [...(renewed.get(id) ?? []), old.fingerprint])
      secrets.set(id, decode(passphrase))
      const key = `${old.name} ${renewed.get(id)?.length ?? 0}`
      return changePerson(id, { kid: hex(key, 16), fingerprint: hex(key) })
    },
    'person.depart': async ({ job, person: id, passphrase, approval }) => {
      unlock(passphrase, secrets.get(OFFICER.id) ?? '', 'person.wrong-passphrase')
      const { role } = personOf(id)
      if (role === 'officer') {
        approve(approval, id)
        await work(job, ['rekey-copy', 'rekey-seal', 'rekey-verify', 'rekey-switch'])
        notes = ['recovery-unconfirmed']
      }
      changePerson(id, { departedAt: at(200) })
      return { vault: vault(), recovery: role === 'officer' ? [...WORDS] : null }
    },
    'person.enrol': ({ name, title, contact, role, passphrase, approval }) => {
      if (role === 'officer') approve(approval, null)
      if (people.some((each) => each.name === name)) throw new Refusal('person.name-taken', { name })
      const made = { ...person(name, role, title, 90), contact }
      people = [...people, made]
      secrets.set(made.id, decode(passphrase))
      changed()
      return made
    },
    'case.list': () => cases,
    'case.get': ({ case: id }) => caseOf(id),
    'case.open': ({ title, reference, description }) => {
      const made = { ...makeCase(cases.length + 1, title, reference), description }
      cases = [made, ...cases]
      changed()
      return made
    },
    'case.close': ({ case: id }) => turn(id, at(120)),
    'case.reopen': ({ case: id }) => turn(id, null),
    'case.change': ({ case: id, ...fields }) => {
      cases = cases.map((each) => (each.id === id ? { ...each, ...fields } : each))
      changed()
      return caseOf(id)
    },
    'custody.list': ({ case: id }) => (id === null ? vaultLog() : [...caseLog(caseOf(id).title), ...masking.log(id)]),
    'exhibit.list': ({ case: id }) => exhibits.filter((each) => each.case === id).map(summaryOf),
    'exhibit.get': ({ exhibit: id }) => exhibitOf(id),
    'exhibit.view': ({ exhibit: id }) => {
      changed()
      return viewed(exhibitOf(id))
    },
    'exhibit.artefact': () => ({ handle: `h-${hex('slice 0', 32)}`, bytes: 1, mediaType: 'image/png' }),
    'exhibit.save-artefact': ({ name }) => ({ name }),
    'capture.start': async ({ job, case: home, url }) => {
      await work(job, CAPTURE_STEPS)
      return add(home, 'capture', 'Nytt inlägg i gruppen', { source: { requestedUrl: url, finalUrl: url, pageTitle: 'Nytt inlägg i gruppen', status: 200 } })
    },
    'reading.correct': ({ post, field, value, reason }) => {
      corrections.push({ seq: size, at: at(90), by: OFFICER.name, post, field, value, reason })
      changed()
      return [...corrections]
    },
    'login.open': ({ case: home, url, profile }) => {
      if (login !== null) throw new Refusal('capture.session-open')
      login = { case: home, mode: 'login', tabs: [{ id: 'tab-1', url, title: 'Grannforum' }], writesBlocked: 0, picked: null, keeps: profile !== 'fresh' }
      return login
    },
    'login.state': () => login,
    'login.lock': () => steer('read-only'),
    'login.lift': () => steer('lifted'),
    'login.pick': ({ tab, of }) => changeLogin({ picked: of === 'nothing' ? null : tab }),
    'login.capture': async ({ job, tab }) => {
      const { case: home, tabs } = openLogin()
      const found = tabs.find(({ id }) => id === tab)
      if (!found) throw new Refusal('capture.tab-gone')
      await work(job, CAPTURE_STEPS)
      return add(home, 'capture', found.title, { source: { requestedUrl: found.url, finalUrl: found.url, pageTitle: found.title, status: 200 } })
    },
    'login.kept': () => keptLogin,
    'login.forget': () => {
      keptLogin = { kept: null, notKept: null }
      if (login !== null) login = { ...login, keeps: false }
      return done
    },
    'login.close': () => {
      if (login?.keeps) keptLogin = { kept: { since: at(10), sealedAt: at(12), bytes: 41_300, browser: 'Chromium', version: '156.0.7000.1' }, notKept: options.notKept ?? null }
      login = null
      fake.emit({ name: 'login.changed', payload: {} })
      return {}
    },
    ...fakeQueue({
      waiting: options.queue ?? [],
      home: CASE,
      title: (id) => caseOf(id).title,
      emit: (event) => fake.emit(event),
      async capture(job, home, url) {
        await work(job, CAPTURE_STEPS)
        return add(home, 'capture', 'Inlägg i gruppen', { source: { requestedUrl: url, finalUrl: url, pageTitle: 'Inlägg i gruppen', status: 200 } })
      },
    }),
    'import.files': async ({ job, case: home }) => {
      await work(job, ['import'])
      const failures = (options.unreadable ?? []).map((name) => ({ name, code: 'import.unreadable' as const, params: { name } }))
      return { exhibits: [add(home, 'file', 'IMG_2042.jpg')].map(summaryOf), failures }
    },
    'note.add': ({ case: home, title }) => summaryOf(add(home, 'note', title)),
    'note.correct': ({ exhibit: id, title }) => {
      const old = exhibitOf(id)
      const made = add(old.case, 'note', title, { supersedes: old.id })
      exhibits = exhibits.map((each) => (each.id === id ? { ...each, supersededBy: made.id } : each))
      return summaryOf(made)
    },
    'job.cancel': ({ job }) => {
      cancelled.add(job)
      return done
    },
    ...sitting.handlers,
    'time.state': () => time(),
    'time.stamp': async ({ job }) => {
      await work(job, ['bundle-timestamp'])
      stampedHead = true
      fake.emit({ name: 'time.changed', payload: {} })
      return time()
    },
    ...fakeHandOvers({ caseOf, work, changed, add: (home) => add(home, 'file', 'kvitto.pdf'), gone: options.bundleGone === true }),
    ...masking.handlers,
    'bundle.export': async ({ job }) => {
      await work(job, EXPORT_STEPS)
      changed()
      const verdict = options.verdict ?? 'ok'
      return { number: 2, name: 'bundle-1-02.zip', place: 'Utlämnat', bytes: 9_402_113, sha256: hex('zip'), fingerprint: hex('export key'), verdict, ...stamped(options.timestamps, options.trust) }
    },
    ...fakeReceived({
      verdict: options.verdict ?? 'ok',
      work: (job) => work(job, ['import', 'bundle-verify']),
      report: verified,
      exhibits: () => exhibits,
      add(view) {
        exhibits = [...exhibits, view]
        changed()
        return summaryOf(view)
      },
    }),
    'bundle.verify': async ({ job }) => {
      await work(job, ['check'])
      return verified()
    },
  }
  return fake
}

function stamped(which: FakeOptions['timestamps'], trust: FakeOptions['trust']): Pick<BundleView, 'timestamp' | 'timestampShows' | 'timestampFailures'> {
  const first: TimestampFailure = { host: 'tsa.example', fault: 'no-answer', detail: 'the authority did not answer' }
  const second: TimestampFailure = { host: 'stamp.example', fault: 'invalid', detail: 'the signature does not hold' }
  const shows = which === 'taken' ? stampedBy(trust) : null
  return { timestamp: shows?.at ?? null, timestampShows: shows, timestampFailures: which === 'taken' ? [first] : which === 'failed' ? [first, second] : [] }
}

function refuse(code: Refusal['code']): never {
  throw new Refusal(code)
}

const summaryOf = ({ seq: _, artefacts: __, attestations: ___, acquiredBy: ____, preview: _____, ...summary }: ExhibitView) => summary

function findBrowser(which: NonNullable<FakeOptions['browser']>): CallOutput<'browser.find'> {
  if (which === 'none') return null
  return { name: 'Chromium', version: '156.0.7000.1', origin: 'system', sandbox: which === 'sandbox-off' ? 'off' : 'on' }
}
