/**
 * A process of its own without keys, in which hostile content is handled. The door decides how it is made: a Node
 * child process, or Electron's utility process. Messages are structured clones; bytes may be up to 1 MiB a message.
 */
export interface ChildHandle {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, also after `kill`. */
  onExit(listener: (description: string) => void): void
  /** Ends the child and everything that it started. */
  kill(): void
}

export type ChildKind = 'capture' | 'preview' | 'comparison' | 'table'
export type SpawnChild = (kind: ChildKind) => ChildHandle
