import { describe, expect, it } from 'vitest'
import { platformNamed, PLATFORMS, platformOf, REPORT_CATEGORIES } from '../../shared/law/platforms.ts'

describe('the platform of a host', () => {
  it.each([
    ['facebook.com', 'facebook'], ['m.facebook.com', 'facebook'], ['sv-se.facebook.com', 'facebook'], ['WWW.Facebook.COM', 'facebook'],
    ['facebook.com.', 'facebook'], ['fb.com', 'facebook'], ['fb.watch', 'facebook'], ['www.instagram.com', 'instagram'], ['www.threads.net', 'threads'],
    ['x.com', 'x'], ['mobile.twitter.com', 'x'], ['t.co', 'x'], ['vm.tiktok.com', 'tiktok'], ['youtu.be', 'youtube'], ['m.youtube.com', 'youtube'],
    ['story.snapchat.com', 'snapchat'], ['se.linkedin.com', 'linkedin'], ['lnkd.in', 'linkedin'], ['old.reddit.com', 'reddit'], ['redd.it', 'reddit'],
    ['cdn.discordapp.com', 'discord'], ['discord.gg', 'discord'], ['t.me', 'telegram'], ['www.flashback.org', 'flashback'],
    ['www.familjeliv.se', 'familjeliv'], ['clips.twitch.tv', 'twitch'], ['pin.it', 'pinterest'],
  ])('%s is of %s', (hostname, id) => {
    expect(platformOf(hostname)?.id).toBe(id)
  })

  it.each([
    'notfacebook.com', 'facebook.com.evil.se', 'facebook.comevil.se', 'facebook.co', 'facebook', 'com', 'ebook.com', 'www-facebook.com',
    'xx.com', 'ax.com', 'at.co', 'not.me', 'evilt.me', 'x.com.se', 'flashback.se', 'xn--fcebook-8va.com',
    'f\u0430cebook.com', 'FACEBOO\u212A.COM', 'facebook。com', '\uff46acebook.com', 'facebook.com\u0000', 'facebook.com\n', 'evil.se\nfacebook.com',
    '', '.', '..', '.facebook.com', 'facebook..com', 'a..facebook.com', 'facebook.com..', ' facebook.com', 'facebook.com ',
    'facebook.com:443', 'evil.se/facebook.com', 'user@facebook.com', 'https://facebook.com', 'evil.se?facebook.com', 'evil.se#.facebook.com',
    'evil.se\\.facebook.com', '%66acebook.com', '127.0.0.1', '[::1]', '*.facebook.com', '__proto__', 'constructor',
  ])('%j is of none', (hostname) => {
    expect(platformOf(hostname)).toBeNull()
  })

  it('is looked for once, however long the name', () => {
    expect(platformOf(`${'a.'.repeat(100_000)}facebook.com`)?.id).toBe('facebook')
    expect(platformOf(`${'a.'.repeat(100_000)}!`)).toBeNull()
  })
})

describe('the platform of a name', () => {
  it.each([
    ['Facebook', 'facebook'], [' facebook ', 'facebook'], ['FACEBOOK', 'facebook'], ['X', 'x'], ['Twitter', 'x'], ['x (twitter)', 'x'], ['YouTube', 'youtube'], ['tiktok', 'tiktok'], ['Annan webbplats', 'other'],
    ['Other site', 'other'],
  ])('%j is %s', (name, id) => expect(platformNamed(name)?.id).toBe(id))

  it.each(['', ' ', 'Forumet', 'Facebookgruppen', 'facebook.com', 'X Twitter', '()', '__proto__', 'constructor'])('%j is none', (name) => expect(platformNamed(name)).toBeNull())

  it('is no other’s', () => {
    for (const platform of PLATFORMS) for (const name of [platform.id, platform.name.sv, platform.name.en]) expect([name, platformNamed(name)?.id]).toEqual([name, platform.id])
  })
})

describe('the platforms', () => {
  it('have hosts that are theirs alone, written as they are looked for', () => {
    const hosts = PLATFORMS.flatMap(({ hosts: own }) => own)
    expect(new Set(hosts).size).toBe(hosts.length)
    for (const { id, hosts: own } of PLATFORMS) {
      for (const host of own) expect([host, platformOf(host)?.id, platformOf(`a.${host}`)?.id]).toEqual([new URL(`https://${host}`).hostname, id, id])
    }
  })

  it('end with what there is to do elsewhere, which alone has no host and no page', () => {
    expect(PLATFORMS.filter(({ hosts }) => hosts.length === 0).map(({ id }) => id)).toEqual(['other'])
    expect(PLATFORMS.filter(({ report }) => report.where === null).map(({ id }) => id)).toEqual(['other'])
    expect(PLATFORMS.at(-1)?.id).toBe('other')
  })

  it('ask for something, and name no category twice nor one that is unknown', () => {
    for (const { report } of PLATFORMS) {
      expect(report.asks.length).toBeGreaterThan(0)
      const ids = report.categories.map(({ id }) => id)
      expect(ids).toEqual(REPORT_CATEGORIES.filter((each) => ids.includes(each)))
      expect(ids).toContain('illegal')
    }
  })
})
