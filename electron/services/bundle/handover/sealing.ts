import type { FileHandle } from 'node:fs/promises'

/** A way of encrypting one file as a stream, and of reading it again to see that it holds. */
export interface Sealing {
  /** Ends the name of the encrypted file. */
  ending: string
  /** Sends what comes of `source` to `sink`, and ends it. */
  seal(source: ReadableStream<Uint8Array>, sink: WritableStream<Uint8Array>): Promise<void>
  /** What the file decrypts to, chunk by chunk into `sink`. Throws where it doesn't hold. */
  unseal(file: FileHandle, bytes: number, sink: WritableStream<Uint8Array>): Promise<void>
  /** Overwrites the secrets that can be overwritten. */
  close(): void
}

/** 1 MiB: long enough to be quick, and bounds the memory of any length of file. */
export const CHUNK = 1024 * 1024

/** A file from front to back. `onBytes` may throw, which ends it. */
export function streamOf(file: FileHandle, bytes: number, onBytes: (length: number) => void): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafeSlow(Math.min(CHUNK, bytes - at)), 0, undefined, at)
        if (bytesRead > 0) {
          at += bytesRead
          onBytes(bytesRead)
          controller.enqueue(buffer.subarray(0, bytesRead))
        }
        // A file that has become shorter ends here; whoever counts finds out.
        if (bytesRead === 0 || at === bytes) controller.close()
      },
    },
    { highWaterMark: 1 },
  )
}
