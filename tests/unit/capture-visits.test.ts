import { describe, expect, it } from 'vitest'
import { Visits } from '../../electron/services/capture/visits.ts'

const URL_OF = (path: string) => `https://forum.example${path}`

function browsed(): Visits {
  const visits = new Visits(false)
  for (const [loader, path] of [['A', '/a'], ['B', '/b']] as const) {
    visits.arrive(loader)
    visits.note(visits.keyOf(loader), `${loader}1`, URL_OF(path))
    // A worker of it.
    visits.note(visits.keyOf(''), `${loader}2`, URL_OF(`${path}/worker`))
  }
  return visits
}

describe('the pages of a tab', () => {
  it('have their own requests each, those of frames and workers with the page that was there', () => {
    const visits = browsed()
    visits.show('B')
    expect(['A1', 'A2', 'B1', 'B2', undefined].map((id) => visits.isOwn(id))).toEqual([false, false, true, true, false])
    visits.show('A')
    expect(['A1', 'A2', 'B1', 'B2'].map((id) => visits.isOwn(id))).toEqual([true, true, false, false])
    expect(visits.shown.total).toBe(2)
  })

  it('are forgotten but for a few, never the one that is shown', () => {
    const visits = browsed()
    visits.show('A')
    for (let n = 0; n < 50; n++) visits.arrive(`N${n}`)
    expect(visits.holds('A')).toBe(true)
    expect(visits.holds('B')).toBe(false)
    expect(visits.holds('N49')).toBe(true)
    expect(visits.isOwn('A2')).toBe(true)
  })

  it('lead to files, which belong to the page that led there and to no earlier one', () => {
    const visits = browsed()
    const file = visits.note(visits.keyOf('F'), 'F1', URL_OF('/file'))
    file.exchanges.push({ url: URL_OF('/file'), method: 'GET', type: 'Document', status: 200, mimeType: '', encodedDataLength: null, remoteAddress: null, protocol: '', fromCache: false, failed: null })
    visits.show('B')
    expect(visits.adoptFile(URL_OF('/other'))).toBe(false)
    expect(visits.adoptFile(URL_OF('/file'))).toBe(true)
    expect(visits.isOwn('F1')).toBe(true)
    // Another page, come to later, didn't lead there.
    visits.arrive('C')
    visits.show('C')
    expect(visits.adoptFile(URL_OF('/file'))).toBe(false)
    expect(visits.isOwn('F1')).toBe(false)
  })

  it('know which hosts they asked, connections too', () => {
    const visits = browsed()
    visits.show('A')
    visits.shown.asks('wss://[2001:db8::1]:8443/live')
    visits.get('B').asks('wss://elsewhere.example/')
    expect(['forum.example', '2001:db8::1', 'elsewhere.example'].map((host) => visits.hasHost(host))).toEqual([true, true, false])
  })

  it('are all one where nobody but the program goes from page to page', () => {
    const visits = new Visits(true)
    visits.note(visits.keyOf('A'), 'A1', URL_OF('/a'))
    visits.arrive('B')
    visits.note(visits.keyOf('B'), 'B1', URL_OF('/b'))
    visits.show('B')
    expect(visits.shown.total).toBe(2)
    expect(visits.isOwn('anything')).toBe(true)
  })
})
