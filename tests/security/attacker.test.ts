import { afterAll, beforeAll, expect, test } from 'vitest'
import { ATTACKS, truncation } from '../support/attacker/attacks.ts'
import { changedFrom, judge } from '../support/attacker/judge.ts'
import { reset, setScene, type Scene } from '../support/attacker/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await setScene('attacker')
})
afterAll(() => scene.remove())

test('look', async () => {
  console.log(scene.lines.length, scene.bundle.head.size, scene.receipt.head.size)
  const rows = []
  reset(scene)
  rows.push({ name: 'nothing', ...(await judge(scene)) })
  for (const attack of [...ATTACKS, ...scene.lines.map((_, n) => truncation(n + 1)).slice(0, -1)]) {
    reset(scene)
    try {
      attack.run(scene)
    } catch (e) { console.log(attack.name, e); continue }
    const from = changedFrom(scene)
    const t = performance.now()
    const s = await judge(scene)
    rows.push({ name: attack.name, from, ...s, ms: Math.round(performance.now() - t) })
  }
  for (const r of rows) console.log(JSON.stringify(r))
  expect(1).toBe(1)
})
