import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { fromBase64, fromHex, parseVkey, sha256, toHex, utf8, vkey } from '../../shared/encoding/index.ts'
import { openNote, signNote } from '../../shared/encoding/note.ts'

/**
 * Published notes: the example of C2SP signed-note, and those of Go's sumdb/note with their keys (the specification
 * gives no key with its own).
 */
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const PETER_SEED = fromBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz').slice(1)
const PETER_SIGNATURE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
const ENOCH_SIGNATURE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n'
const POEM =
  'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n' +
  '— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n'

const verify = (signature: Uint8Array, message: Uint8Array, key: Uint8Array) =>
  ed25519.verify(signature, message, key, { zip215: false })

describe('signed notes', () => {
  it('reads and writes a published verifier key', () => {
    const { name, keyId, publicKey } = parseVkey(PETER)
    expect(name).toBe('PeterNeumann')
    expect(toHex(keyId)).toBe('c74f20a3')
    expect(publicKey).toEqual(ed25519.getPublicKey(PETER_SEED))
    expect(vkey(name, publicKey)).toBe(PETER)
  })

  it('refuses every piece of a key and every changed one', () => {
    for (let i = 0; i <= PETER.length; i++) {
      for (let j = i + 1; j <= PETER.length; j++) {
        if (j - i < PETER.length) expect(() => parseVkey(PETER.slice(i, j))).toThrow(TypeError)
      }
    }
    for (let i = 0; i < PETER.length; i++) {
      const next = String.fromCharCode(PETER.charCodeAt(i) + 1)
      expect(() => parseVkey(PETER.slice(0, i) + next + PETER.slice(i + 1))).toThrow(TypeError)
    }
    // A key of the wrong length and an unknown type, each with a key id that fits.
    expect(() => parseVkey('PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==')).toThrow(
      TypeError,
    )
    expect(() => parseVkey('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toThrow(TypeError)
  })

  it('signs a note as published', () => {
    const sign = (message: Uint8Array) => ed25519.sign(message, PETER_SEED)
    const note = signNote(TEXT, 'PeterNeumann', sign, ed25519.getPublicKey(PETER_SEED))
    expect(note).toBe(`${TEXT}\n${PETER_SIGNATURE}`)
  })

  it('opens a note by either of its keys and passes over the other', () => {
    const note = `${TEXT}\n${PETER_SIGNATURE}${ENOCH_SIGNATURE}`
    expect(openNote(note, PETER, verify)).toBe(TEXT)
    expect(openNote(note, ENOCH, verify)).toBe(TEXT)
  })

  it('wants every signature of its key to hold', () => {
    const wrong = PETER_SIGNATURE.replace('AQxV', 'BQxV')
    expect(() => openNote(`${TEXT}\n${PETER_SIGNATURE}${wrong}`, PETER, verify)).toThrow('wrong signature')
    expect(() => openNote(`${TEXT}\n${wrong}${PETER_SIGNATURE}`, PETER, verify)).toThrow('wrong signature')
  })

  it.each([
    ['no signatures', TEXT],
    ['no signature lines', `${TEXT}\n`],
    ['last line not ended', `${TEXT}\n${PETER_SIGNATURE.slice(0, -1)}`],
    ['control character', `\u0001${TEXT}\n${PETER_SIGNATURE}`],
    ['space in a name', `${TEXT}\n${PETER_SIGNATURE}— Bad Name AAAAAAA=\n`],
    ['no-break space in a name', `${TEXT}\n${PETER_SIGNATURE}— Bad\u00a0Name AAAAAAA=\n`],
    ['plus in a name', `${TEXT}\n${PETER_SIGNATURE}— Bad+Name AAAAAAA=\n`],
    ['other line among the signatures', `${TEXT}\n${PETER_SIGNATURE}Unexpected line.\n`],
    ['too short a signature', `${TEXT}\n${PETER_SIGNATURE}— Other AAAAAA==\n`],
    ['another text', `${TEXT.replace('your', 'Your')}\n${PETER_SIGNATURE}`],
    ['only another key', `${TEXT}\n${ENOCH_SIGNATURE}`],
    ['right id, wrong name', `${TEXT}\n${PETER_SIGNATURE.replace('PeterNeumann', 'CarmenSandiego')}`],
    ['right name, wrong id', `${TEXT}\n${PETER_SIGNATURE.replace('x08g', 'xxxx')}`],
    ['101 signatures', `${TEXT}\n${PETER_SIGNATURE.repeat(101)}`],
  ])('refuses a note with %s', (_what, note) => {
    expect(() => openNote(note, PETER, verify)).toThrow(TypeError)
  })

  it('splits the example of the specification at its last empty line', () => {
    // The specification doesn't publish the key: what a verifier is asked to check is what can be held against it.
    const asked: [signature: number, message: string][] = []
    const key = fromHex('00'.repeat(32))
    // A stand-in key whose id is made to fit can't exist, so the id is read off instead.
    const id = toHex(fromBase64(POEM.slice(POEM.lastIndexOf(' ') + 1, -1)).slice(0, 4))
    expect(id).toBe('367ba04b')
    expect(() => openNote(POEM, vkey('quasimodo.example/salvatore', key), verify)).toThrow('not signed by this key')
    const resigned = signNote(
      POEM.slice(0, POEM.lastIndexOf('\n\n') + 1),
      'PeterNeumann',
      () => new Uint8Array(64),
      parseVkey(PETER).publicKey,
    )
    openNote(resigned, PETER, (signature, message) => asked.push([signature.length, toHex(sha256(message))]) > 0)
    expect(asked).toEqual([[64, toHex(sha256(utf8(POEM.slice(0, POEM.indexOf('— ') - 1))))]])
  })
})
