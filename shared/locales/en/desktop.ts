export const desktop = {
  menu: {
    file: 'File',
    hide: 'Hide Bevisvalv',
    hideOthers: 'Hide others',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    resetZoom: 'Normal size',
    fullscreen: 'Full screen',
    minimize: 'Minimise',
  },
  choose: {
    files: 'Choose files to import',
    vault: 'Point out the vault’s folder',
    'new-vault': 'Choose where the new vault is to lie',
    bundle: 'Choose a folder for the evidence bundle',
    exported: 'Choose an evidence bundle',
    exportedType: 'Evidence bundle',
    browser: 'Point out a browser',
    program: 'Program',
  },
  refused: {
    title: 'Bevisvalv does not start',
    text: 'The program was started with the switch --{{name}}, which takes down one of its protections. No vault has been touched. Start the program without the switch. If you did not choose it yourself: contact IT support.',
  },
  gone: {
    engine: {
      title: 'Bevisvalv has to close',
      text: 'The part of the program that looks after the vault ended unexpectedly. What the program has confirmed as saved is still there, and the vault is locked. Start the program again. If it happens again: contact IT support.',
    },
    window: {
      title: 'Bevisvalv has to close',
      text: 'The window stopped working. What the program has confirmed as saved is still there, and the vault is locked. Start the program again. If it happens again: contact IT support.',
    },
    start: {
      title: 'Bevisvalv could not start',
      text: 'A part of the program could not be started. No vault has been touched. Try again. If it happens again: ask IT support to reinstall the program.',
    },
  },
} as const
