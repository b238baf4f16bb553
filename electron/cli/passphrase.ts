import { readFile } from 'node:fs/promises'
import { WrongUse } from './usage.ts'

/**
 * A passphrase as UTF-8 bytes in Unicode normal form C, so that å typed on one system opens what å typed on another
 * closed. Never from an argument, where every process list would show it.
 */
export function passphraseBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text.normalize('NFC'))
}

/** A whole file without its last line ending; `-` reads standard input, which can be one passphrase only. */
export async function passphraseFrom(file: string): Promise<Uint8Array> {
  const text = file === '-' ? await readStandardInput() : await readFile(file, 'utf8').catch(() => null)
  if (text === null) throw new WrongUse(`can't read the passphrase file ${file}`)
  return passphraseBytes(text.replace(/\r?\n$/, ''))
}

let standardInputTaken = false

async function readStandardInput(): Promise<string> {
  if (standardInputTaken) throw new WrongUse('standard input can be one passphrase only: give the other in a file')
  standardInputTaken = true
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** Asks at the terminal without echo. */
export function askPassphrase(question: string): Promise<Uint8Array> {
  const input = process.stdin
  if (!input.isTTY) throw new WrongUse('no terminal to ask at: give --passphrase-file FILE, or - for standard input')
  process.stderr.write(question)
  input.setRawMode(true)
  input.setEncoding('utf8').resume()
  let typed = ''
  return new Promise((resolve, reject) => {
    const end = () => {
      input.off('data', take).setRawMode(false).pause()
      process.stderr.write('\n')
    }
    const take = (data: string) => {
      for (const key of data) {
        if (key === '\r' || key === '\n') {
          end()
          return resolve(passphraseBytes(typed))
        }
        if (key === '\u0003') {
          end()
          return reject(new WrongUse('stopped'))
        }
        typed = key === '\u007f' || key === '\b' ? [...typed].slice(0, -1).join('') : typed + key
      }
    }
    input.on('data', take)
  })
}
