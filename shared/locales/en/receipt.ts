/** A witness's receipt: one page to take along. */
export const receipt = {
  title: 'Receipt for a witness’s attestation',
  subject: 'Receipt for the attestation of exhibit {{number}}',
  lead: 'The vault {{vault}}',
  witness: 'Witness',
  signed: 'Signed',
  exhibit: 'Exhibit',
  exhibitText: 'No. {{number}}: {{title}}',
  grade: 'What is attested',
  entry: 'Log entry',
  key: 'The witness’s key',
  qr: 'The receipt code as QR',
  fingerprint: 'The exhibit’s fingerprint (begins with {{short}})',
  head: 'Signed state of the log after the attestation: {{size}} entries',
  words: 'The same state as 24 words',
  code: 'The receipt code for typing',
  statement: 'This is what I signed',
  rest: 'The whole attestation does not fit here. It is in the vault and in every bundle, and the code above is for the whole of it.',
  hand: 'Signature by hand',
  purpose: 'What the receipt is for',
  purposeText:
    'Keep the receipt outside the employer’s systems. With it, it can be shown whether the attestation, the exhibit and the log up to then are the same as when you signed. It gives no access to the vault. The receipt may hold names and words from the exhibit. Show it only to whoever is to check it.',
  check: 'How it is checked',
  checkText:
    'Read the QR code with a phone and paste the text, or type the receipt code, under Verify a bundle or the vault check in Bevisvalv, or in verify.html in the bundle. The program says so if the code is mistyped. If a correctly copied code does not hold, something was changed, or the receipt belongs to something else.',
  file: 'receipt-entry-{{seq}}',
} as const
