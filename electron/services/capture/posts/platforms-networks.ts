import type { PlatformRules } from './rules.ts'

const NOT_TRIED = 'not tried against the site itself'
/** Links of comments to themselves; those to their authors' profiles name a comment as well. */
const FACEBOOK_COMMENT = ['/posts/', '/permalink/', '/videos/', '/reel/', '/photo', 'story_fbid='].map((part) => `a[href*="${part}"][href*="comment_id="]`).join()
/** What follows the line with the time: the line itself names the author in the same way as texts. */
const INSTAGRAM_TEXT = ':scope :has(a time) ~ span[dir="auto"]:not(a *), :scope :has(a time) ~ * span[dir="auto"]:not(a *)'

/** X, Facebook, Instagram and LinkedIn. */
export const NETWORKS: readonly PlatformRules[] = [
  {
    name: 'X',
    hosts: ['x.com', 'twitter.com'],
    asOf: '2024-10',
    source: `data-testid names as public scripts of 2024-10 use them; ${NOT_TRIED}`,
    items: [
      {
        kind: 'post',
        select: 'article[data-testid="tweet"]',
        // A quoted post is a link-like box inside, with a name of its own.
        others: 'div[role="link"]:has([data-testid="User-Name"])',
        fields: {
          name: [{ select: '[data-testid="User-Name"] a[href^="/"]:not(:has(time))', match: '^(?!@)([^\\n]+)' }],
          handle: [{ select: '[data-testid="User-Name"] a[href^="/"]', attr: 'href', match: '^/([A-Za-z0-9_]{1,15})$' }],
          authorUrl: [{ select: '[data-testid="User-Name"] a[href^="/"]:not([href*="/status/"])', attr: 'href' }],
          permalink: [{ select: 'a[href*="/status/"]:has(time)', attr: 'href' }],
          postId: [{ select: 'a[href*="/status/"]:has(time)', attr: 'href', match: '/status/(\\d+)' }],
          time: [{ select: 'time[datetime]', attr: 'datetime' }],
          shownTime: [{ select: 'time' }],
          text: [{ select: '[data-testid="tweetText"]' }],
          quoted: [{ select: '[data-testid="tweetText"]', quoted: true }],
          quotedFrom: [{ select: '[data-testid="User-Name"]', quoted: true, match: '^([^\\n]+)' }],
          comments: [{ select: '[data-testid="reply"]' }],
          shares: [{ select: '[data-testid="retweet"], [data-testid="unretweet"]' }],
          likes: [{ select: '[data-testid="like"], [data-testid="unlike"]' }],
          views: [{ select: 'a[href$="/analytics"]' }],
        },
      },
    ],
    page: { group: [{ select: 'a[href^="/i/communities/"] span' }], groupSize: [{ select: 'a[href^="/i/communities/"][href$="/members"]' }] },
  },
  {
    name: 'Facebook',
    hosts: ['facebook.com'],
    asOf: '2025-12',
    source: `roles, labels and data-ad-rendering-role as publicly described 2025-12-07; ${NOT_TRIED}`,
    items: [
      {
        // Comments are articles with a label of their own, posts are labelled by their heading.
        kind: 'comment',
        select: '[role="article"][aria-label]',
        fields: {
          name: [{ select: 'a[role="link"]:not([aria-hidden="true"]) span[dir="auto"]' }, { select: 'a[role="link"]:not([aria-hidden="true"]):not(:has(img, svg))' }],
          authorUrl: [{ select: 'a[role="link"]:not([aria-hidden="true"])', attr: 'href' }],
          authorId: [{ select: 'a[role="link"]', attr: 'href', match: '(?:profile\\.php\\?id=|/user/)(\\d+)' }],
          permalink: [{ select: FACEBOOK_COMMENT, attr: 'href' }],
          postId: [
            { select: FACEBOOK_COMMENT, attr: 'href', match: '[?&]reply_comment_id=(\\d+)' },
            { select: FACEBOOK_COMMENT, attr: 'href', match: '[?&]comment_id=(\\d+)' },
          ],
          shownTime: [{ select: FACEBOOK_COMMENT }],
          text: [{ select: 'div[dir="auto"]' }],
          likes: [{ select: '[aria-label*="reaktion"], [aria-label*="reaction"]', attr: 'aria-label' }],
        },
      },
      {
        kind: 'post',
        select: '[role="article"]:not([aria-label]), [aria-posinset]:not([role="article"]):not(:has([role="article"]:not([aria-label])))',
        fields: {
          name: [{ select: '[data-ad-rendering-role="profile_name"] a' }, { select: 'h2 a, h3 a, h4 a' }, { select: 'h2 strong, h3 strong, h4 strong' }],
          authorUrl: [{ select: '[data-ad-rendering-role="profile_name"] a, h2 a, h3 a, h4 a', attr: 'href' }],
          authorId: [{ select: '[data-ad-rendering-role="profile_name"] a, h2 a, h3 a, h4 a', attr: 'href', match: '(?:profile\\.php\\?id=|/user/)(\\d+)' }],
          permalink: [{ select: 'a[href*="/posts/"]:not([href*="comment_id="]), a[href*="/permalink/"]:not([href*="comment_id="]), a[href*="story_fbid="]', attr: 'href' }],
          postId: [{ select: 'a[href*="/posts/"], a[href*="/permalink/"], a[href*="story_fbid="]', attr: 'href', match: '(?:/posts/|/permalink/|story_fbid=)(?:[^/?]*/)?(\\w+)' }],
          shownTime: [{ select: 'a[href*="/posts/"]:not([href*="comment_id="]), a[href*="/permalink/"]:not([href*="comment_id="]), a[href*="story_fbid="]' }],
          text: [{ select: '[data-ad-rendering-role="story_message"]' }, { select: '[data-ad-preview="message"], [data-ad-comet-preview="message"]' }],
          likes: [{ select: '[aria-label*="reaktion"], [aria-label*="reaction"]', attr: 'aria-label' }],
          comments: [{ select: '[role="button"] span', match: '^(\\d[\\d\\s.,]*(?:tn|mn|[KM])?\\s*(?:kommentar(?:er)?|comments?))$' }],
          shares: [{ select: '[role="button"] span', match: '^(\\d[\\d\\s.,]*(?:tn|mn|[KM])?\\s*(?:delning(?:ar)?|shares?))$' }],
        },
      },
    ],
    page: { group: [{ select: 'h1 a[href*="/groups/"]' }], groupSize: [{ select: 'a[href*="/groups/"][href*="/members"]', match: '(\\d.*)' }] },
  },
  {
    name: 'Instagram',
    hosts: ['instagram.com'],
    asOf: '2026-09',
    source: `comments known by the /c/ address of their time, as public scripts of 2026-09 do; ${NOT_TRIED}`,
    items: [
      {
        kind: 'comment',
        select: 'a[href*="/c/"]:has(time[datetime])',
        around: INSTAGRAM_TEXT,
        fields: {
          handle: [{ select: 'a[href^="/"]', attr: 'href', match: '^/([\\w.]+)/$' }],
          authorUrl: [{ select: 'a[href^="/"]:not([href*="/c/"])', attr: 'href' }],
          permalink: [{ select: 'a[href*="/c/"]:has(time)', attr: 'href' }],
          postId: [{ select: 'a[href*="/c/"]:has(time)', attr: 'href', match: '/r/(\\d+)' }, { select: 'a[href*="/c/"]:has(time)', attr: 'href', match: '/c/(\\d+)' }],
          time: [{ select: 'time[datetime]', attr: 'datetime' }],
          shownTime: [{ select: 'time' }],
          text: [{ select: INSTAGRAM_TEXT }],
          likes: [{ select: '[role="button"] span, button span', match: '^(\\d[\\d\\s.,]*(?:tn|mn|[KM])?\\s*(?:gilla-markering(?:ar)?|likes?))$' }],
        },
      },
      {
        kind: 'post',
        select: 'article:has(time), main:not(:has(article)):has(time):has(a[href$="/liked_by/"])',
        fields: {
          handle: [{ select: 'header a[href^="/"]', attr: 'href', match: '^/([\\w.]+)/$' }, { select: 'a[href^="/"]', attr: 'href', match: '^/([\\w.]+)/$' }],
          authorUrl: [{ select: 'header a[href^="/"]', attr: 'href' }],
          permalink: [{ select: 'a[href*="/p/"]:has(time), a[href*="/reel/"]:has(time)', attr: 'href' }],
          postId: [{ select: 'a[href*="/p/"]:has(time), a[href*="/reel/"]:has(time)', attr: 'href', match: '/(?:p|reel)/([\\w-]+)' }],
          time: [{ select: 'time[datetime]', attr: 'datetime' }],
          shownTime: [{ select: 'time' }],
          text: [{ select: 'h1[dir="auto"]' }],
          likes: [{ select: 'a[href$="/liked_by/"]' }],
        },
      },
    ],
    page: {},
  },
  {
    name: 'LinkedIn',
    hosts: ['linkedin.com'],
    asOf: '2026-08',
    source: `component keys and comment ids as publicly described 2026-04 to 2026-08, and the class names before them; ${NOT_TRIED}`,
    items: [
      {
        kind: 'comment',
        select: '[id^="replaceableComment_urn:li:comment:"]',
        fields: {
          name: [{ select: 'a[href*="/in/"]:not(:has(img)), a[href*="/company/"]:not(:has(img))', match: '^([^\\n]+)' }],
          authorUrl: [{ select: 'a[href*="/in/"], a[href*="/company/"]', attr: 'href' }],
          handle: [{ select: 'a[href*="/in/"]', attr: 'href', match: '/in/([^/?]+)' }],
          postId: [{ attr: 'id', match: 'urn:li:comment:\\(.*,(\\d+)\\)' }],
          text: [{ select: '[data-testid="expandable-text-box"]' }],
        },
      },
      {
        kind: 'post',
        select: '[role="listitem"][componentkey*="FeedType_MAIN_FEED"]',
        fields: {
          name: [{ select: 'a[href*="/in/"]:not(:has(img)), a[href*="/company/"]:not(:has(img))', match: '^([^\\n]+)' }],
          authorUrl: [{ select: 'a[href*="/in/"], a[href*="/company/"]', attr: 'href' }],
          handle: [{ select: 'a[href*="/in/"]', attr: 'href', match: '/in/([^/?]+)' }],
          postId: [{ attr: 'componentkey', match: 'expanded(.+)FeedType_' }],
          text: [{ select: '[data-testid="expandable-text-box"]' }],
        },
      },
      {
        kind: 'comment',
        select: 'article.comments-comment-entity, article.comments-comment-item',
        fields: {
          name: [{ select: '.comments-comment-meta__description-title' }, { select: '.comments-post-meta__name-text' }],
          authorUrl: [{ select: 'a[href*="/in/"], a[href*="/company/"]', attr: 'href' }],
          handle: [{ select: 'a[href*="/in/"]', attr: 'href', match: '/in/([^/?]+)' }],
          postId: [{ attr: 'data-id', match: '(\\d+)\\)$' }],
          shownTime: [{ select: 'time' }],
          text: [{ select: '.comments-comment-item__main-content' }],
          likes: [{ select: '.comments-comment-social-bar__reactions-count--cr' }],
        },
      },
      {
        kind: 'post',
        select: '.feed-shared-update-v2',
        others: '.update-components-mini-update-v2',
        fields: {
          name: [{ select: '.update-components-actor__title span[aria-hidden="true"]' }, { select: '.update-components-actor__name' }],
          authorUrl: [{ select: '.update-components-actor__meta-link', attr: 'href' }],
          handle: [{ select: '.update-components-actor__meta-link', attr: 'href', match: '/in/([^/?]+)' }],
          postId: [{ attr: 'data-urn', match: '(\\d+)$' }],
          shownTime: [{ select: '.update-components-actor__sub-description span[aria-hidden="true"]' }, { select: '.update-components-actor__sub-description' }],
          text: [{ select: '.update-components-text' }],
          quoted: [{ select: '.update-components-text', quoted: true }],
          quotedFrom: [{ select: '.update-components-actor__title span[aria-hidden="true"]', quoted: true }],
          likes: [{ select: '.social-details-social-counts__reactions-count' }],
          comments: [{ select: '.social-details-social-counts__comments' }],
        },
      },
    ],
    page: {},
  },
]
