import { mkdir } from 'node:fs/promises'
import { Refusal } from '../../../shared/contract/index.ts'
import { translator } from '../../../shared/locales/index.ts'
import type { Language } from '../../../shared/model/index.ts'
import { receiptFacts, renderReceipts, type ReceiptFacts } from '../../services/bundle/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import { checkReceipt, readReceipt } from '../receipts.ts'
import { heldAttestations } from '../records.ts'
import { placed } from '../../services/ledger/index.ts'
import type { Session } from '../session.ts'
import { saveBeside } from './beside.ts'

type Names = 'receipt.make' | 'receipt.save' | 'receipt.check'
interface Wanted {
  attestations: readonly number[]
  language: Language | null
}

export function receiptHandlers(context: Context): Pick<Handlers, Names> {
  const { handles, options, tokens } = context
  return {
    'receipt.make': (wanted) =>
      context.during(async (session) => {
        const facts = factsOf(session, wanted)
        const pdf = await collect(facts)
        const give = () => ({ bytes: pdf.length, mediaType: 'application/pdf', chunks: once(pdf) })
        return { handle: handles.give(give), bytes: pdf.length, codes: facts.map(({ attested, code }) => ({ seq: attested.seq, code })) }
      }),

    'receipt.save': ({ folder, ...wanted }) =>
      context.during(async (session) => {
        const facts = factsOf(session, wanted)
        if (folder === null) await mkdir(options.documents, { recursive: true })
        const place = folder === null ? options.documents : tokens.path(folder, 'bundle-folder')
        return { name: await saveBeside(place, nameOf(facts), await collect(facts)) }
      }),

    'receipt.check': ({ code }) => {
      const session = context.session()
      // What a receipt says of the whole log is the officer's to look up.
      const sits = session.witness.view()
      if (sits !== null) throw new Refusal('sitting.open', { name: sits.witness.name })
      return checkReceipt(session, readReceipt(code))
    },
  }
}

type Some = [ReceiptFacts, ...ReceiptFacts[]]

/** @throws Refusal `input.invalid` for what is no attestation, `sitting.open` for one that wasn't signed in this sitting, `evidence.damaged` */
function factsOf(session: Session, { attestations, language }: Wanted): Some {
  const { ledger, evidence, witness, vault } = session
  const sits = witness.view()
  const facts = [...new Set(attestations)].map((seq) => {
    if (sits !== null && !sits.items.some(({ attestation }) => attestation?.seq === seq)) throw new Refusal('sitting.open', { name: sits.witness.name })
    if (seq >= ledger.head().size || ledger.entry(seq)?.type !== 'exhibit.attested') throw new Refusal('input.invalid', { field: 'attestations' })
    const attested = placed(ledger, seq, 'exhibit.attested')
    const held = heldAttestations(session, evidence.get(attested.payload.exhibit))
    if (!held.some((one) => one.seq === seq)) throw new Refusal('evidence.damaged', { seq, part: 'attestation' })
    return receiptFacts(ledger, attested, vault.name, language)
  })
  return facts as Some
}

async function collect(facts: Some): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of renderReceipts(facts)) parts.push(part)
  return Buffer.concat(parts)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Says nothing of whom or what it is about. */
function nameOf([first, ...more]: Some): string {
  const name = translator(first.language)('receipt.file', { seq: first.attested.seq })
  const last = more.at(-1)
  return last === undefined ? name : `${name}-${last.attested.seq}`
}
