import type { ItemRule, PlatformRules } from './rules.ts'

const TIKTOK_COMMENT: ItemRule['fields'] = {
  name: [{ select: '[data-e2e^="comment-username-"]' }, { select: 'a[href*="/@"]:not(:has(img))' }],
  handle: [{ select: 'a[href*="/@"]', attr: 'href', match: '/@([\\w.]+)' }],
  authorUrl: [{ select: 'a[href*="/@"]', attr: 'href' }],
  text: [{ select: '[data-e2e^="comment-level-"]' }],
  shownTime: [{ select: '[data-e2e^="comment-time-"]' }],
  likes: [{ select: '[data-e2e="comment-like-count"]' }],
}

/** TikTok and YouTube. */
export const VIDEO: readonly PlatformRules[] = [
  {
    name: 'TikTok',
    hosts: ['tiktok.com'],
    asOf: '2025-06',
    source: 'data-e2e names as public scripts use them, of no certain date; not tried against the site itself',
    items: [
      { kind: 'comment', select: '[class*="DivCommentItemWrapper"], [data-e2e="comment-item"]', fields: TIKTOK_COMMENT },
      {
        kind: 'comment',
        select: '[data-e2e^="comment-level-"]:not([class*="DivCommentItemWrapper"] *, [data-e2e="comment-item"] *)',
        around: 'a[href*="/@"]',
        fields: TIKTOK_COMMENT,
      },
      {
        kind: 'post',
        select: '[data-e2e="detail-video"], [data-e2e="recommend-list-item-container"], [data-e2e="browse-video-container"], main:has([data-e2e="browse-username"]):not(:has([data-e2e="detail-video"]))',
        fields: {
          name: [{ select: '[data-e2e="browser-nickname"] > span:first-child' }, { select: '[data-e2e="browser-nickname"]' }],
          handle: [{ select: '[data-e2e="browse-username"], [data-e2e="video-author-uniqueid"]' }],
          authorUrl: [{ select: 'a[href*="/@"]:not([href*="/video/"])', attr: 'href' }],
          permalink: [{ select: 'a[href*="/video/"]', attr: 'href' }],
          postId: [{ select: 'a[href*="/video/"]', attr: 'href', match: '/video/(\\d+)' }],
          text: [{ select: '[data-e2e="browse-video-desc"], [data-e2e="video-desc"]' }],
          shownTime: [{ select: '[data-e2e="browser-nickname"] > span:last-child:not(:first-child)' }],
          likes: [{ select: '[data-e2e="like-count"], [data-e2e="browse-like-count"]' }],
          comments: [{ select: '[data-e2e="comment-count"], [data-e2e="browse-comment-count"]' }],
          shares: [{ select: '[data-e2e="share-count"]' }],
        },
      },
    ],
    page: { groupSize: [{ select: '[data-e2e="followers-count"]' }], authorHandle: [{ select: '[data-e2e="user-title"]' }] },
  },
  {
    name: 'YouTube',
    hosts: ['youtube.com'],
    asOf: '2026-02',
    source: 'elements and ids as publicly described 2026-02-01 and before; not tried against the site itself',
    items: [
      {
        kind: 'comment',
        select: 'ytd-comment-view-model, ytd-comment-renderer',
        fields: {
          handle: [{ select: '#author-text' }],
          authorUrl: [{ select: '#author-text', attr: 'href' }],
          permalink: [{ select: '#published-time-text a', attr: 'href' }],
          postId: [{ select: '#published-time-text a', attr: 'href', match: '[?&]lc=([\\w.-]+)' }],
          shownTime: [{ select: '#published-time-text' }],
          text: [{ select: '#content-text' }],
          likes: [{ select: '#vote-count-middle' }],
        },
      },
      {
        kind: 'post',
        select: 'ytd-watch-metadata',
        fields: {
          name: [{ select: '#owner #channel-name a' }],
          authorUrl: [{ select: '#owner #channel-name a', attr: 'href' }],
          handle: [{ select: '#owner #channel-name a', attr: 'href', match: '/(@[\\w.-]+)' }],
          authorId: [{ select: '#owner #channel-name a', attr: 'href', match: '/channel/(UC[\\w-]+)' }],
          postId: [{ attr: 'video-id' }],
          text: [{ select: '#title h1' }],
          views: [{ select: '#info > span:first-child' }],
          shownTime: [{ select: '#info > span:nth-child(3)' }],
          likes: [{ select: 'like-button-view-model button' }, { select: 'like-button-view-model button', attr: 'aria-label' }],
        },
      },
    ],
    page: { group: [{ select: 'ytd-watch-metadata #owner #channel-name a' }], groupSize: [{ select: '#owner-sub-count' }] },
  },
]
