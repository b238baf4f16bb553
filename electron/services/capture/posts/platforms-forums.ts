import type { PlatformRules } from './rules.ts'

/** Reddit, Flashback and Telegram. */
export const FORUMS: readonly PlatformRules[] = [
  {
    name: 'Reddit',
    hosts: ['reddit.com'],
    asOf: '2025-06',
    source: 'shreddit elements and attributes as public scripts use them, of no certain date; not tried against the site itself',
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
    page: {
      group: [{ select: 'shreddit-post', attr: 'subreddit-prefixed-name' }, { select: 'shreddit-subreddit-header', attr: 'prefixed-name' }],
      groupSize: [{ select: 'shreddit-subreddit-header', attr: 'subscribers' }],
    },
  },
  {
    name: 'Flashback',
    hosts: ['flashback.org'],
    asOf: '2025-11',
    source: 'class names as public scripts of 2025-11 and before use them; not tried against the site itself',
    items: [
      {
        kind: 'post',
        select: 'div.post[data-postid], div.post[id^="post"]',
        others: '.post-bbcode-quote-wrapper, .post-bbcode-quote',
        fields: {
          handle: [{ select: '.post-user-username' }],
          authorUrl: [{ select: 'a[href^="/u"]', attr: 'href' }],
          authorId: [{ select: 'a[href^="/u"]', attr: 'href', match: '^/u(\\d+)' }],
          permalink: [{ select: '.post-heading a[href^="/sp"], .post-heading a[href^="/p"]', attr: 'href' }],
          postId: [{ attr: 'data-postid' }, { attr: 'id', match: 'post(\\d+)' }],
          shownTime: [{ select: '.post-heading', match: '((?:Igår|Idag|\\d{4}-\\d{2}-\\d{2}),?\\s*\\d{2}:\\d{2})' }],
          text: [{ select: '.post_message' }],
          quoted: [{ select: '.post-bbcode-quote', quoted: true }],
          quotedFrom: [{ select: '.post-bbcode-quote strong', quoted: true }],
        },
      },
    ],
    page: { title: [{ select: '.page-title h1' }], group: [{ select: '.breadcrumb li:last-child' }] },
  },
  {
    name: 'Telegram',
    hosts: ['t.me', 'telegram.me', 'web.telegram.org'],
    asOf: '2026-09',
    source: 't.me/s as publicly described 2026-09-29; web.telegram.org by class names of its open source, of no certain date; not tried against the sites',
    items: [
      {
        kind: 'post',
        select: '.tgme_widget_message[data-post]',
        // An answered message stands inside with the same class for its text.
        others: '.tgme_widget_message_reply, .tgme_widget_message_link_preview',
        fields: {
          name: [{ select: '.tgme_widget_message_from_author' }, { select: '.tgme_widget_message_owner_name' }],
          authorUrl: [{ select: 'a.tgme_widget_message_owner_name', attr: 'href' }],
          handle: [{ attr: 'data-post', match: '^([^/]+)/' }],
          permalink: [{ select: 'a.tgme_widget_message_date', attr: 'href' }],
          postId: [{ attr: 'data-post' }],
          time: [{ select: '.tgme_widget_message_date time[datetime]', attr: 'datetime' }],
          shownTime: [{ select: '.tgme_widget_message_date time' }],
          text: [{ select: '.tgme_widget_message_text' }],
          quoted: [{ select: '.tgme_widget_message_reply .tgme_widget_message_text, .tgme_widget_message_reply .tgme_widget_message_metatext', quoted: true }],
          quotedFrom: [{ select: '.tgme_widget_message_forwarded_from_name' }, { select: '.tgme_widget_message_author_name', quoted: true }],
          views: [{ select: '.tgme_widget_message_views' }],
        },
      },
      {
        kind: 'post',
        select: '.bubble[data-mid]',
        others: '.reply, .webpage',
        fields: {
          name: [{ select: '.name .peer-title' }],
          authorId: [{ select: '.name .peer-title[data-peer-id]', attr: 'data-peer-id' }],
          postId: [{ attr: 'data-mid' }],
          shownTime: [{ select: '.time-inner', attr: 'title' }, { select: '.time .i18n' }],
          text: [{ select: '.translatable-message' }],
          quoted: [{ select: '.reply-subtitle', quoted: true }],
          quotedFrom: [{ select: '.reply-title .peer-title', quoted: true }],
          views: [{ select: '.post-views' }],
        },
      },
      {
        kind: 'post',
        select: '.Message[data-message-id]',
        others: '.EmbeddedMessage, .WebPage',
        fields: {
          name: [{ select: '.message-title .sender-title' }, { select: '.message-title' }],
          postId: [{ attr: 'data-message-id' }],
          shownTime: [{ select: '.message-time', attr: 'title' }, { select: '.message-time' }],
          text: [{ select: '.text-content' }],
          quoted: [{ select: '.embedded-text-wrapper', quoted: true }],
          quotedFrom: [{ select: '.embedded-sender', quoted: true }],
          views: [{ select: '.message-views' }],
        },
      },
    ],
    page: {
      group: [{ select: '.tgme_channel_info_header_title' }, { select: '.chat-info .peer-title' }, { select: '.MiddleHeader .fullName' }],
      groupSize: [
        { select: '.tgme_channel_info_counters .tgme_channel_info_counter:first-child' },
        { select: '.chat-info .info' },
        { select: '.MiddleHeader .group-status' },
      ],
    },
  },
]
