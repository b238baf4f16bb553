import type { BundleReport } from '../../contract/index.ts'
import { sha256Hex } from '../../encoding/index.ts'
import { type Progress, type VerifyOptions, readerOfZip, verifyBag, verifyCrypto, verifyZip } from '../index.ts'
import { canJudge, createTimestampCheck } from '../time/index.ts'
import { type Chosen, folderReader, signatureOf, sourceOf } from './files.ts'

/** What there is to do, each by itself: it runs in a worker where there is one, and says the same without. */
export interface Work {
  verify: {
    asked: { chosen: Chosen; fingerprint: string | null; receipt: string | null }
    answer: BundleReport
  }
  /** Content of one file. Null: it can't be read, is longer, or isn't the one with this hash (hex). */
  content: {
    asked: { chosen: Chosen; path: string; bytes: number; sha256: string }
    answer: Uint8Array<ArrayBuffer> | null
  }
}

export type WorkName = keyof Work
export type Asked<N extends WorkName> = Work[N]['asked']
export type Answer<N extends WorkName> = Work[N]['answer']

export interface Surroundings {
  tell: (progress: Progress) => void
  /** Awaited now and then; rejects to end the work. */
  pause: () => Promise<void>
}

type Worker = { [N in WorkName]: (asked: Asked<N>, around: Surroundings) => Promise<Answer<N>> }

/** No list of roots comes with a page: whom to trust is told, never decided. */
const checkTimestamp = canJudge() ? createTimestampCheck(null) : null

export const WORK: Worker = {
  async verify({ chosen, fingerprint, receipt }, { tell, pause }) {
    const options: VerifyOptions = { expectedFingerprint: fingerprint, receipt, checkTimestamp, onProgress: tell, pause }
    if (chosen.kind === 'folder') return verifyBag(folderReader(chosen.files, pause), verifyCrypto, options)
    return verifyZip(sourceOf(chosen.zip, pause), await signatureOf(chosen.signature), verifyCrypto, options)
  },

  /** Read and hashed anew: between the check and now the file may have become another. */
  async content({ chosen, path, bytes, sha256 }) {
    try {
      const reader = chosen.kind === 'folder' ? folderReader(chosen.files) : await readerOfZip(sourceOf(chosen.zip))
      const content = await reader.read(path, bytes)
      return sha256Hex(content) === sha256 ? new Uint8Array(content) : null
    } catch {
      return null
    }
  },
}
