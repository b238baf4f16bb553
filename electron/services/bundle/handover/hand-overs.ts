import { Refusal } from '../../../../shared/contract/index.ts'
import { heldBundle, heldHandOver, leafOf } from './records.ts'
import type { HandOverParts, HandOvers } from './ports.ts'

export function createHandOvers(parts: HandOverParts): HandOvers {
  const { ledger, store, evidence } = parts
  /** One at a time: two would write to the same file. */
  let busy = false

  const get: HandOvers['get'] = (seq) => {
    const row = store.get(seq)
    if (row === null) throw new Refusal('handover.not-found')
    return heldHandOver(parts, row)
  }

  return {
    get,
    list: (chain) => store.list(chain).toReversed().map((row) => heldHandOver(parts, row)),

    async make(request) {
      if (busy) throw new Refusal('bundle.write-failed', { name: 'zip', reason: 'busy' })
      busy = true
      try {
        // Loaded only now: what encrypts is needed by few.
        return await (await import('./make.ts')).makeHandOver(parts, request)
      } finally {
        busy = false
      }
    },

    which(sha256) {
      const made = store.ofFile(sha256)
      const home = store.bundleOf(sha256) ?? made[0]
      if (home === undefined) return null
      const { number, name, profile, exportedAt, exportedBy, sha256: whole } = heldBundle(parts, home.case, home.number)
      const isBundle = whole === sha256
      const rows = isBundle ? store.list(home.case).filter((row) => row.number === home.number) : made
      return {
        as: isBundle ? 'bundle' : 'encrypted',
        case: home.case,
        bundle: { number, name: `${name}.zip`, profile, exportedAt, exportedBy },
        handOvers: rows.map((row) => heldHandOver(parts, row)),
      }
    },

    attach(actor, seq, exhibit) {
      const view = get(seq)
      if (exhibit.case !== view.case) throw new Refusal('exhibit.not-found')
      if (view.receipts.some((receipt) => receipt.exhibit === exhibit.id)) return view
      const { contentRoot } = evidence.committed(exhibit)
      ledger.commit(actor, (append) => {
        const receipted = append(view.case, {
          type: 'handover.receipted',
          case: view.case,
          number: view.number,
          handOver: seq,
          leaf: leafOf(ledger, seq),
          exhibit: exhibit.id,
          exhibitNumber: exhibit.number,
          contentRoot,
        })
        store.insertReceipt(seq, { seq: receipted.seq, exhibit: exhibit.id })
      })
      return get(seq)
    },

    receipt(seq) {
      const view = get(seq)
      const { fingerprint, seq: exported } = heldBundle(parts, view.case, view.number)
      const { number, reference } = parts.readCase(view.case)
      // What a masked bundle doesn't tell of the case, its receipt mustn't either.
      const { profile, derived } = ledger.payload(exported, 'bundle.exported')
      const title = derived?.title ?? null
      const size = seq + 1
      return { view, vaultName: parts.vaultName, case: { number, reference: title === null ? reference : '' }, bundle: { profile, title }, fingerprint, head: { origin: ledger.origin, size, root: ledger.consistency(size).root } }
    },
  }
}
