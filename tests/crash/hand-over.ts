import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { HandOverView } from '../../shared/contract/index.ts'
import { newJob, type TestEngine } from '../support/engine.ts'
import type { WorkOrder } from './kills.ts'

type Place = Pick<WorkOrder, 'base' | 'chain' | 'out'>

/** Beside the folder of bundles, so that nothing in it is taken for one. */
export const givenFolder = ({ base }: Pick<WorkOrder, 'base'>): string => join(base, 'given')

/** Hands the case's first bundle over, encrypted. */
export async function handOver(test: TestEngine, place: Place): Promise<HandOverView> {
  const { view } = await test.call('handover.make', {
    job: newJob(),
    case: place.chain,
    number: 1,
    bundle: await test.grant(join(place.out, 'bundle-1-01.zip'), 'bundle'),
    folder: await test.grant(givenFolder(place), 'bundle-folder'),
    protection: { kind: 'zip-aes256' },
    receiver: 'Åke Utredarsson',
    receiverTitle: '',
    authority: 'Polismyndigheten',
    reference: '',
    method: 'in-person',
    methodText: '',
    date: '2026-11-29',
  })
  return view
}

/**
 * What is on record must be there, whole. A whole file may be there that no entry speaks of (the process died between name and entry): at most one a
 * kill, and nobody saw its passphrase.
 */
export async function judgeHandOvers(test: TestEngine, place: Place): Promise<{ problems: string[]; unsaid: number; partial: number }> {
  const folder = givenFolder(place)
  const recorded = await test.call('handover.list', { case: place.chain })
  const wrong = recorded.filter(({ handed }) => {
    const path = join(folder, handed.name)
    return !existsSync(path) || createHash('sha256').update(readFileSync(path)).digest('hex') !== handed.sha256
  })
  const names = new Set(recorded.map(({ handed }) => handed.name))
  const lying = readdirSync(folder)
  return {
    problems: wrong.map(({ handed }) => `${handed.name} is on record and not there, or half`),
    unsaid: lying.filter((name) => name.endsWith('.encrypted.zip') && !names.has(name)).length,
    partial: lying.filter((name) => name.endsWith('.partial')).length,
  }
}
