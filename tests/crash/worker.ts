import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { attest, dispose, newJob, startTestEngine } from '../support/engine.ts'
import { handOver } from './hand-over.ts'
import type { WorkOrder } from './kills.ts'

/**
 * An engine that is there to be killed. Once told to go it does one kind of operation after the other, says when each
 * begins and which step it is at, and acknowledges it only when the engine has answered. Written synchronously, so that
 * an acknowledgement that was given is never lost with the process.
 */
const say = (...words: (string | number)[]) => void writeSync(1, `${words.join(' ')}\n`)

const order = JSON.parse(process.argv[2] ?? '') as WorkOrder
const { kind, base, vault, chain, witness, second, files, url, out } = order

const test = await startTestEngine(base, { door: 'cli' })
say('loaded')
await once(process.stdin, 'data')
await test.open(vault)
test.engine.on((event) => {
  if (event.name === 'job.progress' && event.payload.state === 'running') say('step', event.payload.step)
})
say('ready')

const OPERATIONS = {
  async import(round: number) {
    const path = files[round % files.length] ?? ''
    const { exhibits: [exhibit] } = await test.call('import.files', { job: newJob(), case: chain, files: [await test.grant(path, 'import')] })
    if (exhibit) say('ack', 'import', exhibit.id, path)
  },
  async attest(round: number) {
    const text = `Anteckning ${round}: ${crypto.randomUUID()}`
    const note = await test.call('note.add', { case: chain, title: 'Samtal', text })
    say('ack', 'note', note.id, createHash('sha256').update(text).digest('hex'))
    say('step', 'sign')
    const { seq } = await attest(test, note.id, witness)
    say('ack', 'attest', note.id, seq)
  },
  async capture() {
    const exhibit = await test.call('capture.start', { job: newJob(), case: chain, url, allowPrivate: true })
    say('ack', 'capture', exhibit.id, exhibit.contentRoot)
  },
  async export() {
    const folder = await test.grant(out, 'bundle-folder')
    const bundle = await test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder, timestampUrls: [] })
    say('ack', 'export', bundle.name, bundle.sha256)
  },
  async dispose() {
    const { id } = await test.call('note.add', { case: chain, title: 'Ska bort', text: crypto.randomUUID() })
    say('step', 'dispose')
    const { disposal } = await dispose(test, chain, [id], second)
    say('ack', 'dispose', id, disposal.seq)
  },
  async 'hand-over'() {
    const { seq, handed } = await handOver(test, order)
    say('ack', 'hand-over', seq, handed.sha256)
  },
}

for (let round = order.from; ; round += 1) {
  say('begin', kind === 'import' ? round % files.length : 0)
  await OPERATIONS[kind](round)
}
