import type { AnyEvent, CallName, Result } from '../../shared/contract/index.ts'

/** What the door needs to know of a file or folder that a person chose. */
export type GrantPurpose =
  | 'import'
  | 'vault'
  /** Folder in which a new vault's folder is made. */
  | 'new-vault'
  /** The new vault's folder itself. */
  | 'vault-to-create'
  | 'bundle-folder'
  | 'bundle'
  | 'browser'

export interface Grant {
  token: string
  /** File or folder name, never the path. */
  name: string
  /** For people: the last two folder names. */
  label: string
  bytes: number
}

export interface ObjectStream {
  bytes: number
  mediaType: string
  chunks: AsyncIterable<Uint8Array>
}

/** The engine as a door sees it, in the same process or behind a message port. */
export interface Engine {
  /** `caller` names the door's window or command; it is never taken from the input. Never rejects for expected failures. */
  dispatch(name: CallName, input: unknown, caller: string): Promise<Result<unknown>>
  /** Turns a path that a person chose in the door's dialog into a token. Never reachable from a window. */
  grant(path: string, purpose: GrantPurpose): Promise<Grant>
  /** Null when the handle is unknown: locked since, or never given. */
  object(handle: string): Promise<ObjectStream | null>
  on(listener: (event: AnyEvent) => void): () => void
  /** Locks the vault, ends children, releases everything. */
  close(): Promise<void>
}

export interface EngineOptions {
  /** Folder of the OS user for settings, the list of recent vaults and last-seen heads. */
  home: string
  /** Where new vaults and bundles go when no folder was chosen. */
  documents: string
  version: string
  door: 'electron' | 'chromium' | 'cli' | 'test'
  doorReason: string
  folders: 'choose' | 'fixed'
  systemLanguage: 'sv' | 'en'
  /** Allows the development browser from node_modules where no system browser is found (demo and tests). */
  bundledBrowser: boolean
  /** Lets captures reach loopback and private addresses whatever the window says; for tests and demonstrations. */
  allowPrivate: boolean
  /** Whether the browser for an own login has a window; without one only in tests. */
  loginWindow: boolean
}
