import { describe, expect, it } from 'vitest'
import {
  EMPTY_ROOT,
  consistencyProof,
  createMemoryTree,
  fromHex,
  inclusionProof,
  leafHash,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from '../../shared/encoding/index.ts'

/**
 * The reference tree of eight leaves that Certificate Transparency implementations share, with its roots and proofs
 * (transparency-dev/merkle, proof/verify_test.go; there leaves are counted from 1, here from 0).
 */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']

const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const INCLUSION: readonly (readonly [index: number, size: number, proof: readonly string[]])[] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
]

const CONSISTENCY: readonly (readonly [first: number, second: number, proof: readonly string[]])[] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
  [
    6,
    7,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
]

const leaves = LEAVES.map((leaf) => leafHash(fromHex(leaf)))
const root = (size: number) => fromHex(ROOTS[size - 1]!)

describe('the reference tree of eight leaves', () => {
  const tree = createMemoryTree(leaves)

  it('has the root of no leaves that RFC 6962 gives', () => {
    expect(toHex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(createMemoryTree().root()).toEqual(EMPTY_ROOT)
  })

  it.each(ROOTS.map((hex, i) => [i + 1, hex] as const))('has its root at size %i', (size, hex) => {
    expect(toHex(createMemoryTree(leaves.slice(0, size)).root())).toBe(hex)
  })

  it.each(INCLUSION)('proves leaf %i in %i leaves by the published path', (index, size, proof) => {
    expect(inclusionProof(tree, index, size).map(toHex)).toEqual(proof)
    expect(verifyInclusion(leaves[index]!, index, size, proof.map(fromHex), root(size))).toBe(true)
  })

  it.each(CONSISTENCY)('proves that %i leaves begin %i leaves by the published path', (first, second, proof) => {
    expect(consistencyProof(tree, first, second).map(toHex)).toEqual(proof)
    expect(verifyConsistency(first, second, root(first), root(second), proof.map(fromHex))).toBe(true)
  })

  it('knows what is always and never consistent', () => {
    const one = root(1)
    expect(verifyConsistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])).toBe(true)
    expect(verifyConsistency(0, 1, EMPTY_ROOT, one, [])).toBe(true)
    expect(verifyConsistency(1, 1, one, one, [])).toBe(true)
    expect(verifyConsistency(0, 1, one, one, [])).toBe(false)
    expect(verifyConsistency(0, 1, EMPTY_ROOT, one, [one])).toBe(false)
    expect(verifyConsistency(0, 0, EMPTY_ROOT, one, [])).toBe(false)
    expect(verifyConsistency(0, 0, one, one, [])).toBe(false)
    expect(verifyConsistency(1, 1, one, one, [one])).toBe(false)
    expect(verifyConsistency(1, 1, one, root(2), [])).toBe(false)
    expect(verifyConsistency(2, 1, root(2), one, [])).toBe(false)
    expect(verifyConsistency(1, 2, one, root(2), [])).toBe(false)
  })
})
