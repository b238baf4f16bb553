import { appendLeaf, toHex, treeRoot, type NodeReader } from '../../../shared/encoding/index.ts'

/** A log's tree computed anew, leaf after leaf. */
export interface RetracedTree {
  /** `leaf` is the hash of the next entry; `made` is told of it and of each subtree that it completes. */
  add(leaf: Uint8Array, made?: (level: number, index: number, hash: Uint8Array) => void): void
  /** Root over what was added, hex. */
  root(): string
}

/** Keeps two nodes a level, so that a long log costs time and no space. */
export function createRetracedTree(): RetracedTree {
  const edge: Map<number, Uint8Array>[] = []
  const reader: NodeReader = { node: (level, index) => edge[level]?.get(index) ?? null }
  let size = 0
  return {
    add(leaf, made) {
      appendLeaf(reader, size, leaf, (level, index, hash) => {
        made?.(level, index, hash)
        const known = (edge[level] ??= new Map())
        known.set(index, hash)
        known.delete(index - 2)
      })
      size += 1
    },
    root: () => toHex(treeRoot(reader, size)),
  }
}
