import { tmpdir } from 'node:os'
import { ensureBuilt } from '../../electron/build.ts'
import { runAttacks } from './attacks.ts'
import { damageBeforePage, damageBeforeScript } from './damage-judges.ts'
import { runDamage } from './damage.ts'
import { KINDS, runKills, type Kind, type Tally } from './kills.ts'
import { HUGE_LONG, importHuge } from '../support/huge.ts'
import { chance } from '../support/seed.ts'

/**
 * `npm run torture`: kills the engine at random moments of everything that writes, and prints a table; then imports a
 * file that is far larger than the memory that may be used for it; then has an insider go at a vault, each attack by
 * itself and sequences of them, and prints which means found what.
 *
 *     BEVISVALV_KILLS=100 BEVISVALV_SEED=7 npm run torture -- import export
 *     BEVISVALV_ATTACKS=1000 BEVISVALV_SEED=7 npm run torture -- attack
 *
 * Last, a bundle of 64 KiB is damaged in every way: each bit, each length, each file and each entry. Nothing in that is left to
 * chance. BEVISVALV_DAMAGE_STEP=100 tries every hundredth.
 *
 *     npm run torture -- damage
 *
 * Then a sample of flips (BEVISVALV_FLIPS, a tenth of them for the script) before verify.html in a browser and before verify.sh, which `judges` does alone.
 */
const MIB = 1024 * 1024
const kills = Number(process.env['BEVISVALV_KILLS'] ?? 100)
const sequences = Number(process.env['BEVISVALV_ATTACKS'] ?? 300)
const given = process.argv.slice(2)
const OTHERS = ['attack', 'damage', 'judges']
const kinds = given.length === 0 ? KINDS : given.filter((name) => !OTHERS.includes(name)).map((name): Kind => {
  const kind = KINDS.find((known) => known === name)
  if (kind === undefined) throw new Error(`there is no ${name}; there are ${[...KINDS, ...OTHERS].join(', ')}`)
  return kind
})

const words = (counts: Record<string, number>) =>
  Object.entries(counts).toSorted(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`).join(', ') || 'nothing'

// Every bundle carries the verifier's page.
ensureBuilt('verifier')
if (kinds.length > 0) console.log(`${kills} kills of each, in ${tmpdir()}`)
const random = chance('torture')
const tallies: Tally[] = []
for (const kind of kinds) {
  const tally = await runKills(kind, kills, random, console.log)
  console.log(`  killed during: ${words(tally.during)}\n  opening mended: ${words(tally.mended)}`)
  tallies.push(tally)
}

if (kinds.length > 0) console.table(
  Object.fromEntries(
    tallies.map(({ kind, kills: killed, acknowledged, unsaid, operation, seconds, problems }) => [
      kind,
      { kills: killed, acknowledged, 'whole but unsaid': unsaid, 'lost or half': problems.length, 'operation, ms': Math.round(operation), 'took, s': Math.round(seconds) },
    ]),
  ),
)
if (given.length === 0) {
  const { bytes, ms, grownBy } = await importHuge(HUGE_LONG)
  console.log(`import of ${bytes / MIB} MiB: ${Math.round(bytes / MIB / (ms / 1000))} MiB/s, memory grew by ${Math.round(grownBy / MIB)} MiB`)
  if (grownBy > 128 * MIB) process.exitCode = 1
}
const problems = tallies.flatMap((tally) => tally.problems)
if (given.length === 0 || given.includes('attack')) {
  const tally = await runAttacks(sequences, random, console.log)
  const { single, sequences: drawn, harmful, seconds } = tally
  console.log(`${single} attacks alone, ${drawn} sequences, ${harmful} of all harmful, ${tally.problems.length} unnoticed or told wrongly; ${Math.round(seconds)} s`)
  problems.push(...tally.problems)
}
if (given.length === 0 || given.includes('damage')) {
  const tally = await runDamage(console.log, Number(process.env['BEVISVALV_DAMAGE_STEP'] ?? 1))
  console.table(tally.rows)
  console.log(`damage: ${Math.round(tally.seconds)} s`)
  problems.push(...tally.problems)
}
if (given.length === 0 || given.includes('damage') || given.includes('judges')) {
  const flips = Number(process.env['BEVISVALV_FLIPS'] ?? 1000)
  for (const [judge, tally] of [
    ['verify.html', await damageBeforePage(flips, random)],
    ['verify.sh', await damageBeforeScript(Math.ceil(flips / 10), random)],
  ] as const) {
    console.log(`${tally.tried} flipped bits before ${judge}: ${tally.problems.length} unnoticed or told wrongly, ${Math.round(tally.seconds)} s`)
    problems.push(...tally.problems)
  }
}
for (const problem of problems) console.log(`PROBLEM ${problem}`)
if (problems.length > 0) process.exitCode = 1
