import { describe, expect, it } from 'vitest'
import { ReadOnly } from '../../electron/services/capture/read-only.ts'

type Paused = Parameters<ReadOnly['allows']>[0]

const paused = (method: string, url: string, postData?: string) =>
  ({ request: { method, url, headers: {}, initialPriority: 'High', referrerPolicy: 'origin', ...(postData === undefined ? {} : { postData }) } }) as unknown as Paused

function locked(): ReadOnly {
  const readOnly = new ReadOnly()
  readOnly.lifted = false
  return readOnly
}

describe('a read-only browser', () => {
  it.each([
    ['GET', 'https://forum.example/reply'],
    ['HEAD', 'https://forum.example/'],
    ['OPTIONS', 'https://forum.example/'],
  ])('lets %s through', (method, url) => {
    expect(locked().allows(paused(method, url))).toBe(true)
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'post', 'WEIRD'])('holds %s back, counts it and tells of it', (method) => {
    const readOnly = locked()
    let told = 0
    readOnly.onBlocked = () => told++
    expect(readOnly.allows(paused(method, 'https://forum.example/reply'))).toBe(false)
    expect(readOnly.blocked).toEqual([{ method, url: 'https://forum.example/reply' }])
    expect([readOnly.blockedTotal, told]).toEqual([1, 1])
  })

  it('lets everything through while lifted, and nothing more afterwards', () => {
    const readOnly = locked()
    readOnly.lifted = true
    expect(readOnly.allows(paused('POST', 'https://forum.example/reply'))).toBe(true)
    readOnly.lifted = false
    expect(readOnly.allows(paused('POST', 'https://forum.example/reply'))).toBe(false)
  })

  it('lets calls through by which a known site only reads', () => {
    const query = 'doc_id=1&fb_api_req_friendly_name=CometFeedQuery&variables=%7B%7D'
    expect(locked().allows(paused('POST', 'https://www.facebook.com/api/graphql/', query))).toBe(true)
    expect(locked().allows(paused('POST', 'https://www.youtube.com/youtubei/v1/next?key=1', '{}'))).toBe(true)
  })

  it.each([
    ['a change by its name', 'https://www.facebook.com/api/graphql/', 'fb_api_req_friendly_name=CommentCreateMutation'],
    ['a change that also names a query', 'https://www.facebook.com/api/graphql/', 'fb_api_req_friendly_name=XMutation&fb_api_req_friendly_name2=YQuery'],
    ['a call without a name', 'https://www.facebook.com/api/graphql/', 'doc_id=12345'],
    ['a body that is not shown', 'https://www.facebook.com/api/graphql/', undefined],
    ['a body too long for a query', 'https://www.facebook.com/api/graphql/', `fb_api_req_friendly_name=AQuery&x=${'y'.repeat(200_000)}`],
    ['another path of the same site', 'https://www.facebook.com/ajax/ufi/add/comment/', 'fb_api_req_friendly_name=AQuery'],
    ['a host that only looks like it', 'https://facebook.com.evil.example/api/graphql/', 'fb_api_req_friendly_name=AQuery'],
    ['a write of a video site', 'https://www.youtube.com/youtubei/v1/comment/create_comment', '{}'],
    ['the same with a name below it', 'https://www.youtube.com/youtubei/v1/browse/../like/like', '{}'],
  ])('holds back %s', (_, url, body) => {
    expect(locked().allows(paused('POST', url, body))).toBe(false)
  })

  it('bounds what it lists, not what it counts', () => {
    const readOnly = locked()
    for (let n = 0; n < 500; n++) readOnly.allows(paused('POST', `https://forum.example/${'x'.repeat(9000)}`))
    expect([readOnly.blocked.length, readOnly.blockedTotal, readOnly.blocked[0]?.url.length]).toEqual([200, 500, 8192])
  })
})
