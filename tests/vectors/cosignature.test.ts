import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { cosign, cosignedAt, fromBase64, openCheckpoint, signCheckpoint, signersOf, vkey } from '../../shared/encoding/index.ts'

/**
 * A checkpoint of a public log of certificates as it was fetched, with the cosignatures of several public witnesses, and the key of
 * one of them: data of implementations that aren't ours. 0x6a122120 is 2026-05-23T21:50:24Z.
 */
const BODY = 'arche2025h1.staging.ct.transparency.dev\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n'
const NOTE = `${BODY}
— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`
/** `remora.n621.de+da77ade7+…`: type 0x04 and the key. */
const REMORA = fromBase64('BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2').slice(1)

const verify = (signature: Uint8Array, message: Uint8Array, key: Uint8Array) => ed25519.verify(signature, message, key, { zip215: false })
const SECRET = new Uint8Array(32).fill(7)
const KEY = ed25519.getPublicKey(SECRET)
const sign = (message: Uint8Array) => ed25519.sign(message, SECRET)

describe('cosignatures', () => {
  it('reads one that a public witness made', () => {
    expect(cosignedAt(NOTE, 'remora.n621.de', REMORA, verify)).toBe(0x6a122120)
    expect(signersOf(NOTE)).toHaveLength(6)
  })

  it('passes over other names and keys, and refuses one that was changed', () => {
    expect(cosignedAt(NOTE, 'remora.n621.dk', REMORA, verify)).toBeNull()
    expect(cosignedAt(NOTE, 'remora.n621.de', KEY, verify)).toBeNull()
    for (const [from, to] of [['1432088532', '1432088533'], ['2net5wAAAABqEiEg', '2net5wAAAABqEiEh'], ['PlfF3V06', 'PlfF3V07']] as const) {
      expect(() => cosignedAt(NOTE.replace(from, to), 'remora.n621.de', REMORA, verify)).toThrow(TypeError)
    }
  })

  it('stands after the log’s own line, which opens the note as before', () => {
    const head = { origin: `bevisvalv.invalid/v-${'0'.repeat(32)}`, size: 3, root: '11'.repeat(32) }
    const note = signCheckpoint(head, sign, KEY)
    const both = cosign(note, `${head.origin}/0011223344556677`, 1_790_000_000, sign, KEY)
    expect(both.startsWith(note)).toBe(true)
    expect(openCheckpoint(both, vkey(head.origin, KEY), verify)).toEqual(head)
    expect(cosignedAt(both, `${head.origin}/0011223344556677`, KEY, verify)).toBe(1_790_000_000)
    // The log's own signature isn't a cosignature, though the same key made it.
    expect(cosignedAt(note, head.origin, KEY, verify)).toBeNull()
    expect(() => cosign(note, 'no name', 1, sign, KEY)).toThrow(TypeError)
    expect(() => cosign(note, 'name', -1, sign, KEY)).toThrow(TypeError)
    expect(() => cosign('no note', 'name', 1, sign, KEY)).toThrow(TypeError)
  })
})
