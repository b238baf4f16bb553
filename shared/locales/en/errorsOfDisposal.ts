/** When something is kept or disposed of. */
export const errorsOfDisposal = {
  hold: {
    'not-standing': {
      what: 'The disposal hold no longer stands.',
      safe: 'Nothing was changed.',
      do: 'Load the page again and see which holds stand.',
    },
  },
  disposal: {
    held: {
      what: 'A disposal hold stands in the case. Nothing can be disposed of until it is lifted.',
      safe: 'Nothing was disposed of.',
      do: 'Ask whoever asked for the hold. Lift it when it is no longer needed, then dispose.',
    },
    receipt: {
      what: 'Exhibit {{number}} shows that a bundle arrived at its receiver.',
      safe: 'Nothing was disposed of.',
      do: 'Take it out of the selection. It goes with the whole case.',
    },
    'case-open': {
      what: 'The case is open. Only a closed case can be disposed of as a whole.',
      safe: 'Nothing was disposed of.',
      do: 'Close the case first.',
    },
    changed: {
      what: 'The case has changed since you saw what would be disposed of.',
      safe: 'Nothing was disposed of.',
      do: 'Show once more what would go, and read it.',
    },
    'second-person': {
      what: 'Disposal takes two persons, and the vault has no other officer.',
      safe: 'Nothing was disposed of.',
      do: 'Add an officer under People, for example the archivist or the registrar.',
    },
    'not-found': {
      what: 'The disposal is not in the log.',
      safe: 'Nothing was changed.',
      do: 'Go back to the case and choose the disposal in the list.',
    },
  },
} as const
