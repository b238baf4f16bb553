export const verify = {
  /** Names of the checks. */
  checks: {
    'zip-signature': 'Signature of the zip file',
    'tag-manifest-signature': 'Signature on the list of files',
    fingerprint: 'The fingerprint on paper',
    'tag-manifest': 'The bundle’s own files',
    manifest: 'The files of evidence and the report',
    'file-set': 'Which files are included',
    'bag-declaration': 'The form of the bundle',
    keys: 'The keys',
    entries: 'The log entries',
    chain: 'The order of the log',
    completeness: 'Completeness of the log',
    checkpoint: 'The signed state of the log',
    inclusion: 'The entries’ places in the log',
    'prior-checkpoints': 'Earlier states of the log',
    payloads: 'What the entries say',
    exhibits: 'The exhibits as acquired',
    masking: 'What is shown of masked exhibits',
    attestations: 'The witnesses’ attestations',
    cosignatures: 'The witnesses’ signatures on the state of the log',
    'export-content': 'What was exported',
    timestamp: 'The timestamp',
    receipt: 'The receipt',
  },
  /** One sentence each: what it means that the check holds. */
  explain: {
    'zip-signature': 'The zip file is bit by bit the one that the export key signed.',
    'tag-manifest-signature':
      'The list of all files is signed with the export key. Everything else in the bundle rests on it.',
    fingerprint:
      'The export key is the one whose fingerprint you were given on paper. Only that shows who the bundle comes from.',
    'tag-manifest': 'Log, keys, instructions and this verifier are unchanged.',
    manifest: 'The report and all files of the exhibits are unchanged.',
    'file-set': 'Every file is listed, every listed file is there, and nothing else lies in the bundle.',
    'bag-declaration': 'The bundle follows BagIt 1.0 and holds as much data as it says.',
    keys: 'Every key is the one its name says, and every key that signed something is there.',
    entries: 
      'Every entry is signed with the key that it names. Whose key that is, the person’s key card or receipt shows.',
    chain: 'Every entry builds on the one before, without a gap.',
    completeness: 'All entries of the case are there, from its opening to the export.',
    checkpoint: 'The state of the log at the export is signed with the log’s key.',
    inclusion: 'Every entry is proved to stand at its place in the signed log.',
    'prior-checkpoints': 'The log has only grown since the earlier states that are included.',
    payloads: 'Every statement that is here is word for word the one that was signed. Those left out are the ones that the export names.',
    exhibits: 'Every exhibit consists of exactly the files that were acquired, and its description agrees.',
    masking:
      'What is shown of each masked exhibit is what the program committed to when the exhibit was acquired, and what is covered is covered. What lies beneath can’t be seen.',
    attestations:
      'Every attestation is about the very exhibit it lies with and is signed with another key than the one that acquired the exhibit. The grade is the one that follows from what was recorded. The words are the witness’s and are not checked by the program. Whose key that is, the witness’s key card or receipt shows.',
    cosignatures:
      'Every witness also signed the state of the log at their attestation, so that nothing can be put in before it afterwards.',
    'export-content': 'The content is what the officer signed at the export, and no exhibit is left out without being named.',
    timestamp:
      'Whoever stamped it certifies that the log existed then. That holds as far as the issuer is to be trusted.',
    receipt:
      'The attestation that the receipt is about is here unchanged, and the log continues the state that stands on the receipt.',
  },
  /** One sentence each: what it means that the check fails. */
  fails: {
    'zip-signature':
      'The zip file was changed, or the signature belongs to another one. Whom the zip file comes from is not shown.',
    'tag-manifest-signature':
      'The list of all files was changed, or signed with another key. Do not trust anything in the bundle.',
    fingerprint:
      'The export key in the bundle is another than the one on paper. The bundle comes from somebody else, or the paper was copied wrongly. Do not trust the bundle until that is cleared up.',
    'tag-manifest':
      'One of the bundle’s own files (log, keys, instructions or verifier) was changed, exchanged or is missing. Do not trust it.',
    manifest: 'A file of evidence or the report was changed, exchanged or is missing. Do not trust what it says.',
    'file-set': 'A file was added or removed since the bundle was made. Do not trust a file that is not in the list.',
    'bag-declaration':
      'The form of the bundle, or the amount of data, is not what it says. Something may have been added or removed.',
    keys: 'A key is missing, or is another than it says. Signatures made with it cannot be trusted.',
    entries: 'A log entry was changed, or is not signed with the key that it names. Do not trust what it says.',
    chain: 'A log entry is missing, was exchanged, moved or slipped in. The order of what happened cannot be trusted.',
    completeness: 'Entries of the case are missing. Something that happened to the exhibits is not shown.',
    checkpoint:
      'The state of the log at the export was changed, or is not signed with the log’s key. Do not trust that the log is the one that was written.',
    inclusion: 'An entry cannot be proved to stand in the signed log. It may have been added or changed afterwards.',
    'prior-checkpoints': 'The log does not continue an earlier state. Entries may have been removed or rewritten.',
    payloads: 'What an entry says is not what was signed. Do not trust that statement.',
    exhibits:
      'An exhibit does not consist of the files that were acquired, or its description does not agree. Do not trust that exhibit.',
    masking:
      'What is shown of a masked exhibit is not what was acquired, or something else is covered than is said. Do not trust that exhibit.',
    attestations:
      'An attestation is about something else than the exhibit it lies with, has another grade than follows from what was recorded, or is not signed by somebody other than who acquired the exhibit. Do not count on that attestation.',
    cosignatures:
      'A witness’s signature on the state of the log is missing or does not hold. The log before the attestation may have been rewritten. Do not count on that attestation.',
    'export-content':
      'The content is not what the officer signed at the export. Something may have been exchanged or left out.',
    timestamp: 'The timestamp is of something else, or is not valid. Treat the bundle as having none.',
    receipt:
      'The receipt does not fit the content. Check that the code was copied correctly. If it was, the attestation, the exhibit or the log is not what was signed, or the receipt belongs to something else.',
  },
  /** What is not known where the check was not made, and what to do about it. */
  unchecked: {
    'zip-signature':
      'The signature file (.zip.sig) was not given, or the bundle is unpacked. Whether the zip file itself was changed is therefore not known. What is inside has a signature of its own, which is checked by itself.',
    'tag-manifest-signature':
      'Whether the list of all files is genuine is not known. Do not trust the bundle until it is checked. Ask the sender for a new one.',
    fingerprint:
      'No fingerprint was given, so whom the bundle comes from is not shown. Compare the fingerprint with the one on paper.',
    'tag-manifest':
      'Whether the bundle’s own files are unchanged is not known. Check again, or ask the sender for a new bundle.',
    manifest:
      'Whether the files of evidence and the report are unchanged is not known. Check again, or ask the sender for a new bundle.',
    'file-set': 'Whether files were added or removed is not known. Check again, or ask the sender for a new bundle.',
    'bag-declaration':
      'Whether the bundle has the right form is not known. Check again, or ask the sender for a new bundle.',
    keys: 'Whether the keys are the right ones is not known. Ask the sender for a new bundle.',
    entries: 'Whether the log entries are genuine is not known. Ask the sender for a new bundle.',
    chain: 'No log entry could be read, so whether the order holds is not known. Ask the sender for a new bundle.',
    completeness:
      'No log entry could be read, so whether anything is missing is not known. Ask the sender for a new bundle.',
    checkpoint: 'Whether the state of the log is genuine is not known. Ask the sender for a new bundle.',
    inclusion:
      'There is no signed state of the log, or no entry, to check. Whether the entries stand in the log is not known. Ask the sender for a new bundle.',
    'prior-checkpoints':
      'There is no earlier state of the log to compare with. Whether the log was rewritten before the export is not known. Compare with a receipt or an earlier bundle if there is one.',
    payloads:
      'What some entries say is not in the bundle, or is of a kind that this version does not know. Try the latest version of Bevisvalv, or ask the sender.',
    exhibits:
      'No exhibit could be read, so whether they are what was acquired is not known. Ask the sender for a new bundle.',
    masking:
      'No exhibit in the bundle is masked, so there is nothing to check here. That does not mean that anything is wrong.',
    attestations:
      'What a witness signed or saw is not in the bundle, or no exhibit could be read. Whether the attestations hold is not known. Ask the sender.',
    cosignatures: 'Nobody has attested anything in this case, so there is no witness’s signature on the state of the log. That does not mean that anything is wrong.',
    'export-content':
      'The statement of what was exported could not be read. Whether anything was exchanged or left out is not known. Ask the sender for a new bundle.',
    timestamp:
      'No timestamp was checked. The times rest on the computer that made the bundle. If the time matters: ask the sender what else supports it.',
    receipt:
      'No receipt code was compared. If a witness still has their receipt, its code shows whether the attestation and the log are the same as then.',
  },
  /** As in the app: what the witness says that they saw, and whose word it is. */
  grades: {
    'original-seen': 'saw the original themselves',
    'officer-session-seen': 'saw the page in the officer’s logged-in session',
    'saved-image-only': 'saw only what was saved, not the original',
    'fingerprint-only': 'saw only the fingerprint, not the content',
  },
  standings: {
    outside: 'not an officer of the vault',
    officer: 'an officer of the vault',
    exposed: 'the exposed employee, not counted as a witness',
  },
  result: { pass: 'Holds', fail: 'Does not hold', 'not-checked': 'Not checked' },
  verdict: {
    ok: 'Every check that the bundle promises went through',
    incomplete: 'Nothing wrong was found, but not all could be checked',
    failed: 'The bundle does not hold',
  },
  verdictText: {
    ok: 'The files are the ones that were exported and the log is whole. It does not show who wrote what the exhibits show, nor that the page looked the same to everybody.',
    okWithoutPaper:
      'The check shows that the bundle is consistent. Who it comes from you know only when the fingerprint below agrees with the one you were given on paper.',
    incomplete: 'What could be checked holds. Read what could not be checked before you rely on the bundle.',
    incompleteButStamp: 'Everything that this page can check holds. One thing remains to be done by hand.',
    failed:
      'Something was changed, damaged or is missing. Don’t use the bundle. Ask the sender for a new one and keep this one as it is.',
  },
  page: {
    title: 'Check an evidence bundle',
    lead: 'The check runs in your browser. Nothing is sent anywhere, and the bundle is not changed.',
    caution:
      'Did you get this page in the bundle itself? Whoever remade the bundle may have remade the page too. Use a copy that you trust, or check by hand as README.txt shows.',
    language: 'Language',
    drop: 'Drop the bundle here, or choose it below.',
    chooseZip: 'The zip file (.zip), if possible together with its signature (.zip.sig)',
    chooseFolder: 'or the folder, if the bundle is unpacked',
    files: 'Files to check',
    expected: 'Fingerprint from paper (optional)',
    expectedHint: '64 characters, 0–9 and a–f. Spaces do no harm.',
    expectedWrong: 'A fingerprint has 64 characters, 0–9 and a–f.',
    receipt: 'Receipt code (optional)',
    receiptHint: 'Stands on the witness’s receipt and begins with BV1. Spaces and line breaks do no harm.',
    receiptWrong: 'The code was not copied correctly. Compare it with the receipt, group by group.',
    start: 'Check',
    again: 'Check again',
    noBundle: 'This is no evidence bundle. Choose a zip file, or the folder that holds the file bagit.txt.',
    signatureGiven: 'Signature: {{name}}',
    unpacked: 'Unpacked folder: the zip file’s own signature can’t be checked here.',
    signatureMissing: 'No signature (.zip.sig) chosen. What lies in the bundle has one of its own.',
    working: 'Checking …',
    progress: '{{check}}: {{percent}} %',
    verdict: 'Verdict',
    checks: 'Checks',
    item: 'About:',
    detail: 'Technical detail:',
    fingerprint: 'Fingerprint of the export key',
    compare:
      'Compare it with the fingerprint on the covering letter, which should have come another way than the bundle.',
    about: 'The bundle says',
    aboutHint: 'True only as far as the verdict above goes.',
    case: 'Case',
    number: 'Bundle no.',
    exported: 'Exported',
    exhibits: 'Exhibits',
    exhibit: 'Exhibit {{number}}: {{title}}',
    acquired: 'Acquired {{at}}, files: {{count}}',
    witness: 'Attested by {{name}} ({{standing}}): {{grade}}. Signed {{at}}. Key {{key}}',
    unwitnessed: 'Not witnessed',
    received: 'A bundle that somebody else made: neither acquired nor witnessed by the sender. Its check held when it was received.',
    receivedIncomplete: 'A bundle that somebody else made: neither acquired nor witnessed by the sender. Not all of it could be checked when it was received.',
    receivedFailed: 'A bundle that somebody else made. ITS CHECK FAILED when it was received. Kept because: {{reason}}',
    stampTitle: 'What remains: the timestamp',
    stampWhy:
      'The bundle has a timestamp by an outsider. Here the page cannot judge it: browsers give the cryptography that it takes only to pages from disk or over https, and not always for every kind of key. That the stamp is the one that was exported has been checked.',
    stampHow: 'Check it like this, in the folder of the unpacked bundle (openssl comes with Linux, with Homebrew on macOS and with WSL on Windows):',
    stampAnswer:
      'The answer must be “Verification: OK”, and the last line shows the time. Who the issuer is, and what to do once its certificate has expired, stands in README.txt. Bevisvalv makes the same check under Verify a bundle.',
    stampRest:
      'The other checks do not depend on the stamp. Should it not hold, the files and the log are still the ones that were exported; only the times then rest on the computer that made the bundle.',
    stampShort: 'It is in the bundle, but this page cannot check it. How to do it stands below the verdict.',
    unexpected: 'The check could not be completed: {{detail}}',
  },
} as const
