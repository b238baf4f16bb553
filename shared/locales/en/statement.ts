export const statement = {
  who: 'My name is {{name}}.',
  whoWithTitle: 'My name is {{name}}, {{title}}.',
  relation: 'My relation to the person exposed: {{relation}}.',
  shown:
    'On {{date}} Swedish time ({{utc}} UTC), by the computer’s clock, I was shown exhibit no. {{number}}, “{{title}}”, in the case “{{caseTitle}}” in the vault “{{vault}}”.',
  named:
    'On {{date}} Swedish time ({{utc}} UTC), by the computer’s clock, I sign for exhibit no. {{number}}, “{{title}}”, in the case “{{caseTitle}}” in the vault “{{vault}}”.',
  fingerprint: 'The fingerprint of the exhibit begins with {{fingerprint}}.',
  'saved-image-only': {
    capture:
      'I saw the picture of the web page that had already been saved. I did not see the original on the web. I therefore do not attest that the page looked like this, only that this is what is saved.',
    file: 'I saw the file as it had already been saved. I did not see the original. I therefore do not attest where the file comes from, only that this is what is saved.',
    note: 'I read the note as it had already been saved. I do not attest that what it says happened, only that this is what is saved.',
  },
  'fingerprint-only': 'I did not see the content, neither on the screen nor in any other way. I attest only that the program gave this fingerprint for the exhibit when I signed.',
  beginning: 'Of the text, only the beginning was shown.',
  limits: 'I do not attest who wrote the content, nor whether it is true.',
  signing: 'I sign this myself, with my own passphrase.',
} as const
