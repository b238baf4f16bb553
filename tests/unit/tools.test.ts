import { afterEach, describe, expect, it, vi } from 'vitest'
import { findTool, lacks } from '../support/tools.ts'

describe('needing a program', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })

  it('finds what is on PATH', () => {
    vi.stubEnv('BEVISVALV_TOOLS', '')
    expect(findTool('bash')).toMatch(/\/bash$/)
    expect(lacks('bash')).toBe(false)
  })

  it('says what is missing and how to get it', () => {
    vi.stubEnv('PATH', '/nowhere')
    vi.stubEnv('BEVISVALV_TOOLS', '')
    const said = vi.spyOn(console, 'warn').mockReturnValue()
    expect(lacks('7z', 'qpdf')).toBe(true)
    expect(said).toHaveBeenCalledWith('Skipped, needs 7z, qpdf: apt-get install p7zip-full qpdf')
  })

  it('fails instead where everything has to be there', () => {
    vi.stubEnv('PATH', '/nowhere')
    vi.stubEnv('BEVISVALV_TOOLS', 'all')
    expect(() => lacks('openssl')).toThrow(/needs openssl: apt-get install openssl/)
  })
})
