import { describe, expect, it } from 'vitest'
import { stripHeaders } from '../../electron/services/capture/archive/strip.ts'
import { headerList, parseHeaderText } from '../../electron/services/capture/headers.ts'

describe('headers', () => {
  it('keeps order, names and repeated headers as they were received', () => {
    const text = 'HTTP/1.1 200 OK\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nX: a:b\r\n\r\n'
    expect(parseHeaderText(text)).toEqual([
      { name: 'Date', value: 'Mon, 01 Jan 2024 00:00:00 GMT' },
      { name: 'Set-Cookie', value: 'a=1' },
      { name: 'set-cookie', value: 'b=2' },
      { name: 'X', value: 'a:b' },
    ])
  })

  it('takes the values of cookies and credentials out, and counts them', () => {
    let count = 0
    const stripped = stripHeaders(
      headerList({ 'SET-Cookie': 'session=1\nother=2', Authorization: 'Bearer x', cookie: 'c', Server: 'x' }),
      (found) => (count += found),
    )
    expect(count).toBe(4)
    expect(JSON.stringify(stripped)).not.toMatch(/session|Bearer/)
    expect(stripped.at(-1)).toEqual({ name: 'Server', value: 'x' })
  })

  it('bounds what a server can put in', () => {
    const many = Array.from({ length: 900 }, () => ({ name: 'n'.repeat(900), value: 'v'.repeat(300_000) }))
    const kept = stripHeaders(many, () => undefined)
    expect(kept).toHaveLength(500)
    expect(kept[0]).toEqual({ name: 'n'.repeat(500), value: 'v'.repeat(262_144) })
  })
})
