import { FORUMS } from './platforms-forums.ts'
import { NETWORKS } from './platforms-networks.ts'
import { VIDEO } from './platforms-video.ts'
import type { PlatformRules } from './rules.ts'

const PLATFORMS: readonly PlatformRules[] = [...NETWORKS, ...VIDEO, ...FORUMS]

/** The reader for an address, by its host; null: none is known for it. */
export function platformOf(url: string): PlatformRules | null {
  const host = URL.canParse(url) ? new URL(url).hostname.toLowerCase() : ''
  return PLATFORMS.find(({ hosts }) => hosts.some((each) => host === each || host.endsWith(`.${each}`))) ?? null
}
