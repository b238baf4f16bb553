export const cli = {
  warning: 'WARNING',
  note: 'Good to know',
  launch: {
    fetching: 'Electron is not here. Trying to fetch it (two minutes at most) …',
    electron: 'Opening Bevisvalv in Electron: {{reason}}.',
    chromium: 'Opening Bevisvalv as a window of {{browser}}: {{reason}}.',
    reason: {
      asked: 'you asked for it',
      there: 'the program is installed',
      fetched: 'the program could be fetched',
      noElectron: 'Electron is not here and could not be fetched',
      notFetched: 'Electron is not here, and fetching it is switched off',
      root: 'Electron cannot run as root',
      electronFailed: 'Electron could not be started ({{how}})',
    },
    browserEnded: 'The window’s browser ended unexpectedly, and the vault has been locked ({{how}}).',
    noElectron: 'Electron is not here and could not be fetched. Start without --door to use an installed browser instead.',
    electronAsRoot: 'Electron cannot run as root. Run it as an ordinary user, or start without --door to use an installed browser.',
    electronFailed: 'Electron ended with an error ({{how}}). Start with --door chromium to use an installed browser instead.',
    notInElectron: '{{options}} is only for the window of a browser. Add --door chromium.',
    noDisplay:
      'There is no screen here to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set). The command line works all the same: npm run bevisvalv -- demo --out demo',
    noBrowser: {
      windows: 'No browser was found. Microsoft Edge usually comes with Windows; otherwise install Google Chrome and start again. If it lies elsewhere: --browser PATH.',
      mac: 'No browser was found. Install Google Chrome or Microsoft Edge and start again. If it lies elsewhere: --browser PATH.',
      linux: 'No browser was found. Install Chromium (on Debian: apt install chromium) or Google Chrome and start again. If it lies elsewhere: --browser PATH.',
    },
    sandboxOff:
      'WARNING: the browser runs without its sandbox, because the program runs as root and no other user could be used. Run it as an ordinary user.',
    steeringForbidden:
      "The browser's administrator doesn't allow other programs to steer it (policy RemoteDebuggingAllowed). Use another browser with --browser PATH, or ask your IT department for the Electron program.",
    unknownDoor: 'Unknown: --door {{door}}. Choose electron or chromium.',
  },
} as const
