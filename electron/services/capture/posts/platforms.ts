import type { PageField, ReadingField } from '../../../../shared/model/reading.ts'

/**
 * Where one value stands: within `select` (the post itself where it is left out) the attribute `attr` (its text where
 * that is left out), of which `match` takes the first group. The first rule that gives something counts.
 */
export interface FieldRule {
  select?: string
  attr?: string
  match?: string
}

export interface ItemRule {
  kind: 'post' | 'comment'
  select: string
  fields: Partial<Record<ReadingField, FieldRule[]>>
}

/** How one platform marks up what people post. Data: a platform changes, this list follows, the reading names its date. */
export interface PlatformRules {
  name: string
  /** The host itself, or a domain above it. */
  hosts: string[]
  /** When the structure was last described, and where that was taken from. */
  asOf: string
  source: string
  items: ItemRule[]
  page: Partial<Record<PageField, FieldRule[]>>
}

const SOURCE = 'publicly described structure of the pages; not tried against the site itself'
const AS_OF = '2025-06'
const time: Pick<ItemRule['fields'], 'time' | 'shownTime'> = { time: [{ select: 'time[datetime]', attr: 'datetime' }], shownTime: [{ select: 'time' }] }

export const PLATFORMS: readonly PlatformRules[] = [
  {
    name: 'X',
    hosts: ['x.com', 'twitter.com'],
    asOf: AS_OF,
    source: SOURCE,
    items: [
      {
        kind: 'post',
        select: 'article[data-testid="tweet"]',
        fields: {
          ...time,
          name: [{ select: '[data-testid="User-Name"] a[role="link"] span' }, { select: '[data-testid="User-Name"] a' }],
          handle: [{ select: '[data-testid="User-Name"] a[href^="/"]', attr: 'href', match: '^/([A-Za-z0-9_]{1,15})$' }],
          authorUrl: [{ select: '[data-testid="User-Name"] a[href^="/"]', attr: 'href' }],
          permalink: [{ select: 'a[href*="/status/"]:has(time)', attr: 'href' }, { select: 'a[href*="/status/"]', attr: 'href' }],
          postId: [{ select: 'a[href*="/status/"]', attr: 'href', match: '/status/(\\d+)' }],
          text: [{ select: '[data-testid="tweetText"]' }],
          comments: [{ select: '[data-testid="reply"]' }],
          shares: [{ select: '[data-testid="retweet"], [data-testid="unretweet"]' }],
          likes: [{ select: '[data-testid="like"], [data-testid="unlike"]' }],
          views: [{ select: 'a[href$="/analytics"]' }],
        },
      },
    ],
    page: {},
  },
  {
    name: 'Facebook',
    hosts: ['facebook.com'],
    asOf: AS_OF,
    source: SOURCE,
    items: [
      {
        kind: 'comment',
        select: '[role="article"][aria-label^="Kommentar"], [role="article"][aria-label^="Comment"], [role="article"][aria-label^="Svar"], [role="article"][aria-label^="Reply"]',
        fields: {
          name: [{ select: 'a[role="link"] span[dir="auto"]' }, { select: 'a[role="link"]:not([aria-hidden])' }],
          authorUrl: [{ select: 'a[role="link"]', attr: 'href' }],
          authorId: [{ select: 'a[href*="profile.php?id="]', attr: 'href', match: '[?&]id=(\\d+)' }, { select: 'a[href*="/user/"]', attr: 'href', match: '/user/(\\d+)' }],
          permalink: [{ select: 'a[href*="comment_id="]', attr: 'href' }],
          postId: [{ select: 'a[href*="comment_id="]', attr: 'href', match: '(?:reply_comment_id|comment_id)=(\\w+)' }],
          shownTime: [{ select: 'a[href*="comment_id="]' }],
          text: [{ select: 'div[dir="auto"]' }],
          likes: [{ select: '[aria-label*="reaktion"], [aria-label*="reaction"]', attr: 'aria-label' }],
        },
      },
      {
        kind: 'post',
        select: '[role="article"]',
        fields: {
          name: [{ select: 'h2 a, h3 a, h4 a' }, { select: 'h2 strong, h3 strong, h4 strong' }],
          authorUrl: [{ select: 'h2 a, h3 a, h4 a', attr: 'href' }],
          authorId: [{ select: 'h2 a, h3 a, h4 a', attr: 'href', match: '(?:[?&]id=|/user/)(\\d+)' }],
          permalink: [{ select: 'a[href*="/posts/"], a[href*="/permalink/"], a[href*="story_fbid="]', attr: 'href' }],
          postId: [{ select: 'a[href*="/posts/"], a[href*="/permalink/"]', attr: 'href', match: '/(?:posts|permalink)/(\\w+)' }],
          shownTime: [{ select: 'a[href*="/posts/"], a[href*="/permalink/"], a[href*="story_fbid="]' }],
          text: [{ select: '[data-ad-preview="message"], [data-ad-comet-preview="message"]' }, { select: 'div[dir="auto"]' }],
          likes: [{ select: '[aria-label*="reaktion"], [aria-label*="reaction"]', attr: 'aria-label' }],
          comments: [{ select: '[aria-label*="ommentar"], [aria-label*="omment"]', attr: 'aria-label', match: '^(\\d.*)' }],
        },
      },
    ],
    page: { group: [{ select: 'h1 a[href*="/groups/"]' }], groupSize: [{ select: 'a[href*="/members"]' }] },
  },
  {
    name: 'Instagram',
    hosts: ['instagram.com'],
    asOf: AS_OF,
    source: SOURCE,
    items: [
      {
        kind: 'comment',
        select: 'article ul li:has(time), article ul ul > div:has(time)',
        fields: {
          ...time,
          handle: [{ select: 'h3 a[href^="/"], a[href^="/"]', attr: 'href', match: '^/([\\w.]+)/$' }],
          authorUrl: [{ select: 'h3 a[href^="/"], a[href^="/"]', attr: 'href' }],
          permalink: [{ select: 'a[href*="/c/"]', attr: 'href' }],
          postId: [{ select: 'a[href*="/c/"]', attr: 'href', match: '/c/(\\d+)' }],
          text: [{ select: 'span[dir="auto"]' }],
        },
      },
      {
        kind: 'post',
        select: 'article',
        fields: {
          ...time,
          handle: [{ select: 'header a[href^="/"]', attr: 'href', match: '^/([\\w.]+)/$' }],
          authorUrl: [{ select: 'header a[href^="/"]', attr: 'href' }],
          permalink: [{ select: 'a[href*="/p/"]:has(time), a[href*="/reel/"]:has(time)', attr: 'href' }],
          postId: [{ select: 'a[href*="/p/"], a[href*="/reel/"]', attr: 'href', match: '/(?:p|reel)/([\\w-]+)' }],
          text: [{ select: 'h1[dir="auto"]' }],
          likes: [{ select: 'a[href$="/liked_by/"]' }],
        },
      },
    ],
    page: {},
  },
  {
    name: 'TikTok',
    hosts: ['tiktok.com'],
    asOf: AS_OF,
    source: SOURCE,
    items: [
      {
        kind: 'post',
        select: '[data-e2e="detail-video"], [data-e2e="recommend-list-item-container"], [data-e2e="browse-video-container"]',
        fields: {
          name: [{ select: '[data-e2e="browser-nickname"] span, [data-e2e="browser-nickname"]' }],
          handle: [{ select: '[data-e2e="browse-username"], [data-e2e="video-author-uniqueid"]' }],
          authorUrl: [{ select: 'a[href^="/@"]', attr: 'href' }],
          permalink: [{ select: 'a[href*="/video/"]', attr: 'href' }],
          postId: [{ select: 'a[href*="/video/"]', attr: 'href', match: '/video/(\\d+)' }],
          text: [{ select: '[data-e2e="browse-video-desc"], [data-e2e="video-desc"]' }],
          shownTime: [{ select: '[data-e2e="browser-nickname"] span:last-child' }],
          likes: [{ select: '[data-e2e="like-count"], [data-e2e="browse-like-count"]' }],
          comments: [{ select: '[data-e2e="comment-count"], [data-e2e="browse-comment-count"]' }],
          shares: [{ select: '[data-e2e="share-count"]' }],
        },
      },
      {
        kind: 'comment',
        select: '[data-e2e="comment-item"], div:has(> * [data-e2e="comment-level-1"])',
        fields: {
          name: [{ select: '[data-e2e="comment-username-1"]' }, { select: 'a[href^="/@"]' }],
          handle: [{ select: 'a[href^="/@"]', attr: 'href', match: '^/@([\\w.]+)' }],
          authorUrl: [{ select: 'a[href^="/@"]', attr: 'href' }],
          text: [{ select: '[data-e2e="comment-level-1"]' }],
          shownTime: [{ select: '[data-e2e="comment-time-1"]' }],
          likes: [{ select: '[data-e2e="comment-like-count"]' }],
        },
      },
    ],
    page: {},
  },
  {
    name: 'YouTube',
    hosts: ['youtube.com'],
    asOf: AS_OF,
    source: SOURCE,
    items: [
      {
        kind: 'post',
        select: 'ytd-watch-metadata',
        fields: {
          name: [{ select: '#owner #channel-name a' }],
          authorUrl: [{ select: '#owner #channel-name a', attr: 'href' }],
          handle: [{ select: '#owner #channel-name a', attr: 'href', match: '/(@[\\w.-]+)' }],
          text: [{ select: '#title h1' }],
          views: [{ select: '#info span:first-child' }],
          shownTime: [{ select: '#info span:nth-child(3)' }],
          likes: [{ select: 'like-button-view-model button', attr: 'aria-label' }],
        },
      },
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
    ],
    page: { groupSize: [{ select: '#owner-sub-count' }], group: [{ select: '#owner #channel-name a' }] },
  },
  {
    name: 'Reddit',
    hosts: ['reddit.com'],
    asOf: AS_OF,
    source: SOURCE,
    items: [
      {
        kind: 'post',
        select: 'shreddit-post',
        fields: {
          handle: [{ attr: 'author' }],
          authorId: [{ attr: 'author-id' }],
          permalink: [{ attr: 'permalink' }],
          postId: [{ attr: 'id' }],
          time: [{ attr: 'created-timestamp' }],
          shownTime: [{ select: 'time' }],
          text: [{ select: '[slot="text-body"]' }, { attr: 'post-title' }],
          likes: [{ attr: 'score' }],
          comments: [{ attr: 'comment-count' }],
        },
      },
      {
        kind: 'comment',
        select: 'shreddit-comment',
        fields: {
          handle: [{ attr: 'author' }],
          permalink: [{ attr: 'permalink' }],
          postId: [{ attr: 'thingid' }],
          time: [{ select: 'time', attr: 'datetime' }, { attr: 'created' }],
          shownTime: [{ select: 'time' }],
          text: [{ select: '[slot="comment"]' }],
          likes: [{ attr: 'score' }],
        },
      },
    ],
    page: { group: [{ select: 'shreddit-post', attr: 'subreddit-prefixed-name' }], groupSize: [{ select: 'shreddit-subreddit-header', attr: 'subscribers' }] },
  },
  {
    name: 'LinkedIn',
    hosts: ['linkedin.com'],
    asOf: AS_OF,
    source: SOURCE,
    items: [
      {
        kind: 'comment',
        select: 'article.comments-comment-entity, article.comments-comment-item',
        fields: {
          name: [{ select: '.comments-comment-meta__description-title, .comments-post-meta__name-text' }],
          authorUrl: [{ select: 'a[href*="/in/"]', attr: 'href' }],
          handle: [{ select: 'a[href*="/in/"]', attr: 'href', match: '/in/([^/?]+)' }],
          postId: [{ attr: 'data-id' }],
          shownTime: [{ select: 'time' }],
          text: [{ select: '.comments-comment-item__main-content, .update-components-text' }],
          likes: [{ select: '.comments-comment-social-bar__reactions-count--cr' }],
        },
      },
      {
        kind: 'post',
        select: '.feed-shared-update-v2, [data-urn^="urn:li:activity"]',
        fields: {
          name: [{ select: '.update-components-actor__title span[aria-hidden="true"], .update-components-actor__name' }],
          authorUrl: [{ select: '.update-components-actor__meta-link, a[href*="/in/"]', attr: 'href' }],
          handle: [{ select: 'a[href*="/in/"]', attr: 'href', match: '/in/([^/?]+)' }],
          postId: [{ attr: 'data-urn', match: '(\\d+)$' }],
          shownTime: [{ select: '.update-components-actor__sub-description' }],
          text: [{ select: '.update-components-text, .feed-shared-text' }],
          likes: [{ select: '.social-details-social-counts__reactions-count' }],
          comments: [{ select: '.social-details-social-counts__comments' }],
        },
      },
    ],
    page: {},
  },
  {
    name: 'Flashback',
    hosts: ['flashback.org'],
    asOf: AS_OF,
    source: SOURCE,
    items: [
      {
        kind: 'post',
        select: 'div.post[data-postid], div.post[id^="post"]',
        fields: {
          handle: [{ select: '.post-user-username' }],
          authorUrl: [{ select: 'a.post-user-username', attr: 'href' }],
          authorId: [{ select: 'a.post-user-username', attr: 'href', match: '/u(\\d+)' }],
          permalink: [{ select: '.post-heading a[href*="/sp"], .post-heading a[href*="/p"]', attr: 'href' }],
          postId: [{ attr: 'data-postid' }, { attr: 'id', match: 'post(\\d+)' }],
          shownTime: [{ select: '.post-heading', match: '((?:Igår|Idag|\\d{4}-\\d{2}-\\d{2}),?\\s*\\d{2}:\\d{2})' }],
          text: [{ select: '.post_message' }],
        },
      },
    ],
    page: { group: [{ select: '.breadcrumb li:last-child' }] },
  },
  {
    name: 'Telegram',
    hosts: ['t.me', 'telegram.me', 'web.telegram.org'],
    asOf: AS_OF,
    source: SOURCE,
    items: [
      {
        kind: 'post',
        select: '.tgme_widget_message[data-post]',
        fields: {
          ...time,
          name: [{ select: '.tgme_widget_message_from_author' }, { select: '.tgme_widget_message_owner_name' }],
          authorUrl: [{ select: 'a.tgme_widget_message_owner_name', attr: 'href' }],
          handle: [{ attr: 'data-post', match: '^([^/]+)/' }],
          postId: [{ attr: 'data-post', match: '/(\\d+)$' }],
          permalink: [{ select: 'a.tgme_widget_message_date', attr: 'href' }],
          text: [{ select: '.tgme_widget_message_text' }],
          views: [{ select: '.tgme_widget_message_views' }],
        },
      },
      {
        kind: 'post',
        select: '.bubble[data-mid], .Message[data-message-id]',
        fields: {
          name: [{ select: '.peer-title, .sender-title' }],
          authorId: [{ select: '.peer-title[data-peer-id]', attr: 'data-peer-id' }],
          postId: [{ attr: 'data-mid' }, { attr: 'data-message-id' }],
          shownTime: [{ select: '.time-inner, .message-time', attr: 'title' }, { select: '.time, .message-time' }],
          text: [{ select: '.translatable-message, .text-content' }],
          views: [{ select: '.post-views, .message-views' }],
        },
      },
    ],
    page: { group: [{ select: '.tgme_channel_info_header_title' }, { select: '.chat-info .peer-title' }], groupSize: [{ select: '.tgme_channel_info_counter' }, { select: '.chat-info .info' }] },
  },
]
