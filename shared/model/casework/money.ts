/** Öre as kronor, `1 250,50`, with spaces that don't break: money is counted, and never rounded. */
export function formatKronor(ore: number | bigint): string {
  const all = BigInt(ore)
  const kronor = String(all / 100n).replace(/\B(?=(\d{3})+$)/g, '\u00a0')
  const rest = all % 100n
  return rest === 0n ? kronor : `${kronor},${String(rest).padStart(2, '0')}`
}
