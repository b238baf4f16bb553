import { describe, it } from 'vitest'

/**
 * Pages of the corpus, captures that each need a browser, and variants of one story in another language or look take turns from day
 * to day in a run of everything: one of `of` each time, since they take a large part of it. Whoever names files, or sets
 * BEVISVALV_TURNS to `all`, gets all of them; a number says whose turn it is.
 */
export function hasTurn(index: number, of = 2): boolean {
  const turn = process.env['BEVISVALV_TURNS'] ?? String(Math.floor(Date.now() / 86_400_000))
  return turn === 'all' || Number(turn) % of === index % of
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** `describe.each` of variants of which one of `of` has its turn; `skipped`: none of them can run here. */
export const describeInTurn =
  <const Row extends readonly unknown[]>(rows: readonly Row[], skipped = false, of = 2) =>
  (title: string, body: (...row: Writable<Row>) => void): void => {
    for (const [index, row] of rows.entries()) {
      const values = row.values()
      const named = title.replaceAll(/%[sd]/g, () => String(values.next().value))
      describe.skipIf(skipped || !hasTurn(index, of))(named, () => body(...([...row] as unknown as Writable<Row>)))
    }
  }

/** `it` for a file whose tests know nothing of each other: every `of`th of them in the order in which they stand. */
export function itInTurn(of = 2): (title: string, body: () => Promise<void>, timeout?: number) => void {
  let index = 0
  return (title, body, timeout) => it.skipIf(!hasTurn(index++, of))(title, body, timeout)
}
