/** Errors about people: who is enrolled, who witnesses and who has to approve. Of the same form as the others. */
export const errorsOfPeople = {
  witness: {
    'is-officer': {
      what: 'Whoever acquired the exhibit cannot witness it.',
      safe: 'Nothing was signed.',
      do: 'Ask a colleague to witness it.',
    },
    'challenge-stale': {
      what: 'The vault has changed since the statement was prepared, or too much time has passed.',
      safe: 'Nothing was signed.',
      do: 'Go back one step and prepare the statement again.',
    },
    'already-attested': {
      what: 'The witness has already attested this exhibit.',
      safe: 'The earlier statement holds.',
      do: 'Choose another exhibit or another witness.',
    },
  },
  sitting: {
    open: {
      what: "A witness sits at the computer: {{name}}. Meanwhile the officer's work rests.",
      safe: 'Nothing was saved or changed.',
      do: 'Let the witness finish, then take the computer back with your passphrase.',
    },
    busy: {
      what: 'Something that the officer started is still going on, such as a capture or a list of links.',
      safe: 'That work goes on. No sitting has begun.',
      do: 'Wait until it is done, or pause the list, and then begin with the witness.',
    },
    clock: {
      what: "The computer's clock was set while the witness sat here.",
      safe: 'Nothing was signed. What was loaded is still in the case.',
      do: 'End the sitting, check the clock and begin again.',
    },
    none: {
      what: 'No witness sits at the computer. The sitting is over.',
      safe: 'What was signed stands, and what was loaded is still in the case.',
      do: 'Begin again from the exhibit.',
    },
    'out-of-order': {
      what: 'The step for exhibit {{number}} comes out of order, or is under way already.',
      safe: 'Nothing was signed.',
      do: 'Take the steps one after the other.',
    },
  },
  person: {
    'not-found': {
      what: 'The person is not in this vault.',
      safe: 'Nothing was changed.',
      do: 'Choose a person in the list or add a new one.',
    },
    'wrong-passphrase': {
      what: 'The passphrase is not right for the chosen person.',
      safe: 'Nothing was changed.',
      do: 'Check that the right name is chosen. Then type the passphrase again. If it is forgotten: stop. An officer can give a new key under People, and then it is done again.',
    },
    'name-taken': {
      what: 'There is already a person of that name in the vault.',
      safe: 'Nothing was saved.',
      do: 'If it is the same person: choose them in the list. If it is somebody else: add something that tells them apart, such as the department.',
    },
    departed: {
      what: 'The person has left and was removed in this vault.',
      safe: 'Nothing was changed. What they signed earlier remains valid.',
      do: 'Choose somebody else. If the person is to take part again: add them again, with something in the name that tells the two apart.',
    },
    'is-self': {
      what: 'This can’t be done to the officer who is logged in.',
      safe: 'Nothing was changed.',
      do: 'For your own passphrase use Settings. Otherwise let another officer log in and do it.',
    },
  },
  approval: {
    needed: {
      what: 'The change has to be approved by another officer.',
      safe: 'Nothing was changed.',
      do: 'Ask another officer to come to the computer, choose their name and type their passphrase.',
    },
    'same-person': {
      what: 'The approving officer must be somebody else than the one who is logged in and the one whom the change is about.',
      safe: 'Nothing was changed.',
      do: 'Choose another officer to approve.',
    },
  },
  officer: {
    mismatch: {
      what: 'The passphrase belongs to another officer than the one given.',
      safe: 'Nothing was changed.',
      do: 'Check that the right officer is chosen and that it is that officer’s own passphrase.',
    },
  },
  receipt: {
    malformed: {
      what: 'This is not a whole and correctly copied receipt code.',
      safe: 'Nothing was checked and nothing was changed.',
      do: 'Compare it with the receipt, group by group. It begins with BV1 and has 212 more characters. If you can, read the QR code instead.',
    },
  },
} as const
