import { PLATFORM_LIST } from './platform-list.ts'
import type { Sourced, Text } from './types.ts'

/** What a platform may call what is reported, as far as it matters here. */
export const REPORT_CATEGORIES = ['threats', 'harassment', 'private-information', 'hate', 'impersonation', 'illegal'] as const
export type ReportCategory = (typeof REPORT_CATEGORIES)[number]

export interface Platform extends Sourced {
  /** Kept in cases: never changed. */
  id: string
  name: Text
  /** Registrable hosts, those of short links among them. What is below them belongs to them. */
  hosts: readonly string[]
  report: {
    /** Form, or the page that says how. `null`: there is none that holds for all. */
    where: string | null
    how: Text
    asks: readonly Text[]
    categories: readonly { id: ReportCategory; text: Text }[]
  }
  /** Form or page for a notice under DSA art. 16 (Regulation (EU) 2022/2065), where one is known. */
  dsaNotice: string | null
  appeal: { text: Text; url: string | null } | null
}

/** The last, `other`, has no hosts: it is what there is to do where the site is none of these. */
export const PLATFORMS: readonly Platform[] = PLATFORM_LIST

/** Looked at before letters are made small: outside of ASCII there are some whose small form is an ASCII letter. */
const HOSTNAME = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?$/

/**
 * The platform that a host belongs to, by whole labels from the right. `null`: none of them, or no name of a host (an address
 * with a port or a path isn't one: take `hostname` of the `URL`).
 */
export function platformOf(hostname: string): Platform | null {
  if (!HOSTNAME.test(hostname)) return null
  const host = hostname.toLowerCase().replace(/\.$/, '')
  return PLATFORMS.find(({ hosts }) => hosts.some((each) => host === each || host.endsWith(`.${each}`))) ?? null
}

/** As people write it in lists: `X`, `twitter`, `Facebook `. */
const spoken = (name: string): string => name.trim().toLowerCase()

/** Each way of writing a platform that is no other's: its id, its names, and of `X (Twitter)` both. */
const SPOKEN: ReadonlyMap<string, Platform> = new Map(
  PLATFORM_LIST.flatMap((platform): [string, Platform][] =>
    [platform.id, platform.name.sv, platform.name.en].flatMap((name) => [name, ...name.split(/[()]/)].map((part): [string, Platform] => [spoken(part), platform])),
  ).filter(([name]) => name !== ''),
)

/** The platform that a name in somebody's words is that of; `null`: none of them. Without it one platform would be counted as two. */
export const platformNamed = (name: string): Platform | null => SPOKEN.get(spoken(name)) ?? null
