export const errorsOfHandOver = {
  handover: {
    'no-bundle': {
      what: 'The case has no finished bundle of that number.',
      safe: 'Nothing was written or recorded.',
      do: 'See under Bundles in the case which there are, or export a new one.',
    },
    'other-file': {
      what: 'The file is not the bundle {{name}} as it was exported. It is another file, or it was changed.',
      safe: 'Nothing was encrypted, written or recorded. The file was not touched.',
      do: 'Choose the right file. If it is the right one, it was changed since the export: do not hand it out, keep it as it is and export a new bundle.',
    },
    recipient: {
      what: 'The key {{name}}… is mistyped.',
      safe: 'Nothing was encrypted or recorded.',
      do: 'Copy the whole key from the receiver again.',
    },
    'not-read-back': {
      what: 'The encrypted file could not be read back as what it was made of.',
      safe: 'The file is removed and nothing is recorded. The bundle was not touched.',
      do: 'The disk or stick may be broken. Choose another place and try again.',
    },
    'not-found': {
      what: 'The vault has no such hand-over.',
      safe: 'Nothing was changed.',
      do: 'See under Bundles in the case which hand-overs are recorded.',
    },
  },
} as const
