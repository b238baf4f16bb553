import { emptyValues, type FormKind, toContent, toValues, type Values } from '../../renderer/features/steps/forms.ts'
import type { CallOutput, Due } from '../../shared/contract/index.ts'
import type { CaseId, ExhibitId, PersonId, RecordContent, RecordId, Step } from '../../shared/model/index.ts'
import { newJob, type TestEngine } from './engine.ts'
import { passphraseBytes } from './vault.ts'

type Links = readonly (readonly [exhibit: ExhibitId, role: string])[]

/** An officer at work on one case through the contract's calls. What is written down is what the window's forms make of what is typed. */
export function caseworker(office: TestEngine, chain: CaseId) {
  const contentOf = (kind: FormKind, values: Values): RecordContent => {
    const read = toContent(kind, values)
    if ('problems' in read) throw new Error(`${kind}: ${JSON.stringify(read.problems)}`)
    return read.content
  }
  const linked = (links: Links) => links.map(([exhibit, role]) => ({ exhibit, role }))
  const guide = (): Promise<CallOutput<'case.guide'>> => office.call('case.guide', { case: chain })
  const newestOf = async (record: RecordId) => (await office.call('record.versions', { record })).at(-1)!

  /** What a form makes of its fields as they are typed, with today in those that begin with it. */
  const content = async (kind: FormKind, values: Values) => contentOf(kind, { ...emptyValues(kind, (await guide()).today), ...values })
  return {
    guide,
    content,
    async write(kind: FormKind, values: Values, ...links: Links): Promise<RecordId> {
      return (await office.call('record.save', { case: chain, record: null, revision: null, content: await content(kind, values), exhibits: linked(links) })).id
    },
    /** The code of its refusal. */
    async refused(kind: FormKind, values: Values, ...links: Links): Promise<string> {
      return office.refused('record.save', { case: chain, record: null, revision: null, content: await content(kind, values), exhibits: linked(links) })
    },
    /** The next version of a record, with some of its fields typed anew. */
    async change(record: RecordId, values: Values, ...links: Links): Promise<void> {
      const before = await newestOf(record)
      const changed = contentOf(before.content.kind as FormKind, { ...toValues(before.content), ...values })
      const kept = before.exhibits.map(({ exhibit, role }) => ({ exhibit, role }))
      await office.call('record.save', { case: chain, record, revision: before.revision, content: changed, exhibits: [...kept, ...linked(links)] })
    },
    /** Something that is to be done for the exposed person. */
    async task(fields: { what: string; due: string; doneOn?: string }, record: RecordId | null = null): Promise<RecordId> {
      const revision = record === null ? null : (await newestOf(record)).revision
      const said: RecordContent = { kind: 'task', step: 'victim', who: 'Siv', doneOn: null, note: '', ...fields }
      return (await office.call('record.save', { case: chain, record, revision, content: said, exhibits: [] })).id
    },
    /** The text of a letter, proposed to what stands in the form. */
    async draft(kind: FormKind, values: Values): Promise<string> {
      return (await office.call('letter.draft', { case: chain, content: await content(kind, values), language: 'sv' })).text
    },
    async letter(letter: 'hand-back' | 'victim' | 'police-summary', record: RecordId | null = null): Promise<string> {
      return (await office.call('letter.make', { case: chain, letter, record, language: 'sv' })).text
    },
    /** How a step stands, what is next in it, and of how many. */
    async stands(step: Step) {
      const { state, next } = (await guide()).steps.find((one) => one.step === step)!
      return [state, ...(next === null ? [] : [next.what, next.count])]
    },
    /** What is due of a kind: the day, and how many days are left until then. */
    async dues(what: Due['what']) {
      return (await guide()).steps.flatMap(({ dues }) => dues.filter((due) => due.what === what).map(({ day, left }) => [day, left]))
    },
    /** A paper that came, kept as it is. */
    async paper(path: string): Promise<ExhibitId> {
      const { exhibits: [kept] } = await office.call('import.files', { job: newJob(), case: chain, files: [await office.grant(path, 'import')] })
      if (kept === undefined) throw new Error(`not imported: ${path}`)
      return kept.id
    },
  }
}

/** A whole sitting. `loaded`: the addresses are loaded anew for the witness first; `saved`: they see nothing but what was saved. */
export async function sit(office: TestEngine, exhibits: ExhibitId[], { witness, secret }: { witness: PersonId; secret: string }, how: 'loaded' | 'saved') {
  await office.call('sitting.begin', { exhibits, witness, relation: { exposed: 'colleague', officer: 'none', words: '' }, language: 'sv' })
  const challenges: string[] = []
  for (const exhibit of exhibits) {
    if (how === 'saved') await office.call('sitting.pass-over', { exhibit })
    else {
      await office.call('sitting.load', { job: newJob(), exhibit, tab: null })
      await office.call('sitting.loaded', { exhibit })
      const unseen = { how: 'not-seen', value: '' } as const
      await office.call('sitting.answer', { exhibit, answers: { present: 'yes', account: unseen, words: { how: 'typed', value: 'inte känna dig trygg hemma' }, date: unseen, pictures: [], remark: '' } })
    }
    await office.call('sitting.saved', { exhibit })
    const { items } = await office.call('sitting.draft', { exhibit, agrees: 'yes', reservation: '' })
    challenges.push(items.find((item) => item.exhibit === exhibit)!.draft!.challenge)
  }
  const { items } = await office.call('sitting.sign', { challenges, passphrase: passphraseBytes(secret), hand: null })
  await office.call('sitting.end', { passphrase: passphraseBytes() })
  return items.map(({ attestation }) => attestation!)
}
