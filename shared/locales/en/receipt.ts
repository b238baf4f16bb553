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
  head: 'State of the log after the signature: {{size}} entries',
  words: 'The same state as 24 words',
  code: 'The receipt code for typing',
  statement: 'This is what I signed',
  rest: 'The whole attestation has no room here. It is in the vault and in every bundle, and the code above is for the whole of it.',
  hand: 'Signature on the screen',
  purpose: 'What the receipt is for',
  purposeText:
    'Keep the receipt outside the employer’s systems. It shows later that the attestation, the exhibit and the log up to then are the same as when you signed. It holds nothing of the exhibit but its number and title and what you yourself attested, and it gives no access to the vault.',
  check: 'How it is checked',
  checkText:
    'Read the QR code or type the receipt code under Verify a bundle in Bevisvalv, in the page verify.html that comes with every bundle, or under Check the vault. A code that was mistyped is told. If it does not hold although it was copied correctly, something was changed, or the receipt belongs to something else.',
  file: 'receipt-entry-{{seq}}',
} as const
