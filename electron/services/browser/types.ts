/** An installed browser, as found on this machine. */
export interface FoundBrowser {
  /** `Google Chrome`, `Microsoft Edge`, `Chromium`, `Brave` or what the program calls itself. */
  name: string
  /** Four numbers with dots, or empty where it couldn't be read. */
  version: string
  /** Absolute path of the program. */
  path: string
  /** `setting`: chosen by a person; `system`: where installers put it; `bundled`: came with development. */
  origin: 'setting' | 'system' | 'bundled'
  /** What its process needs beyond the ordinary environment. */
  env: Record<string, string>
}

/** `on-as-other-user`: we are root, so the browser runs as an unprivileged user with its sandbox on. */
export type BrowserSandbox = 'on' | 'on-as-other-user' | 'off'
