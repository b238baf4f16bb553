export const vaultNotes = {
  'orphans-swept':
    'The program was ended earlier in the middle of writing. The incomplete files have been removed. Nothing that you were told had been saved is lost.',
  'mirror-mended':
    'The readable copy of the log was behind the database and has been brought up to date. That happens when the program is ended abruptly. Nothing is lost.',
  'mirror-damaged':
    'Parts of the readable copy of the log had been removed or changed outside the program. That also happens when the vault was restored from a backup made while it was open. The copy has been mended from the database, and nothing in the vault is lost. What was left is in the folder of the vault under ledger, in a folder that begins with damaged. Talk to the IT department, who can look into what happened and then remove that folder. Until then this is shown every time.',
  'mirror-ahead':
    'The readable copy of the log holds more entries than the database. The database may be an older version that was put back. The copy has been left untouched. Talk to the IT department before you go on.',
  'mirror-differs':
    "The readable copy of the log doesn't agree with the database. One of them has been damaged or changed. The copy has been left untouched. Talk to the IT department before you go on.",
  'mirror-set-aside':
    'The earlier readable copy of the log has been put aside in the folder of the vault, because a restore was recorded. A new copy has been made from the database.',
  'sweep-skipped':
    "Files that the database doesn't know have been left where they are. They may be evidence from a newer version of the database.",
  'enrolment-undone':
    'The program was ended while an officer was being added. The officer is not enrolled and the passphrase is not valid. Add the officer again.',
  'officer-without-slot':
    'An officer is enrolled but can’t open the vault with their passphrase. Open the vault with the 24 recovery words and choose the officer; the new passphrase then works.',
  'passphrase-unrecorded':
    'The passphrase is changed and the new one is valid. The change could not be recorded in the log. It is recorded the next time you open the vault.',
  'login-not-kept':
    'The login in the browser was to be kept for its case when the vault was locked, but that failed. One that was kept before is as it was. Otherwise you log in again.',
  'head-unreadable':
    'The note of the vault’s latest state, which is kept outside the vault on this computer, could not be read. So the program can’t know whether an older copy of the vault had been put back before that. From now on the state is noted again. Talk to the IT department, who can look into what happened and remove the file that was put aside. Until then this is shown every time.',
  'head-not-remembered':
    'The latest state of the vault could not be noted outside the vault. What is saved in the vault is safe, but the program won’t notice if an older copy is put back. Talk to the IT department.',
  'mirror-behind':
    'The readable copy of the log could not be written. What is saved in the vault is safe. The copy is brought up to date when possible. Check that there is space on the disk.',
  /** Names of the checks of a vault, locked and open. */
  checks: {
    'vault-header': 'The header of the vault',
    'vault-objects': 'Names, places and form of the sealed files',
    'vault-database': 'The database',
    'vault-contents': 'Content of the sealed files',
    'mirror-database': 'The readable copy of the log against the database',
    'mirror-damage': 'Changes of the readable copy outside the program',
    'mirror-vkey': 'The log’s key in the readable copy',
    'mirror-keys': 'The keys for checking signatures',
    'mirror-entries': 'The entries of the readable copy',
    'mirror-chains': 'The chains of the readable copy',
    'mirror-signatures': 'The signatures of the readable copy',
    'mirror-checkpoints': 'The signed states of the log in the readable copy',
    'log-lines': 'The lines of the log',
    'log-chains': 'The chains of the log',
    'log-signatures': 'The signatures of the log',
    'log-actors': 'Who acted',
    'log-payloads': 'The details behind the entries of the log',
    'log-tree': 'The tree of the log',
    'log-checkpoints': 'The signed states of the log',
    'log-last-seen': 'The log against what was last seen on this computer',
    timestamps: 'The timestamps on the log',
    'receipt-form': 'Form of the receipt code',
    'receipt-vault': 'The receipt’s vault',
    'receipt-entry': 'The attestation on the receipt',
    'receipt-exhibit': 'The exhibit on the receipt',
    'receipt-key': 'The key on the receipt',
    'receipt-head': 'The signed state of the log on the receipt',
    statements: 'The witnesses’ attestations',
    records: 'The database against the log',
    evidence: 'The exhibits’ files',
  },
  /** What it means that a check holds. */
  holds: {
    'vault-header': 'The header of the vault is whole and readable.',
    'vault-objects': 'Every sealed file has the right name, place and form.',
    'vault-database': 'The database is whole.',
    'vault-contents': 'Every sealed file is there and unchanged.',
    'mirror-database': 'The readable copy says the same as the database.',
    'mirror-damage': 'There are no kept traces of changes outside the program.',
    'mirror-vkey': 'The key is the one in the header of the vault.',
    'mirror-keys': 'Every key is the one its name says.',
    'mirror-entries': 'Every entry is well formed and in its place.',
    'mirror-chains': 'The chain of every case is unbroken.',
    'mirror-signatures': 'Every entry is signed with the key that it names.',
    'mirror-checkpoints': 'Every state is signed with the log’s key and agrees with the entries.',
    'log-lines': 'Every line is unchanged and in its place.',
    'log-chains': 'Every chain is unbroken. No entry was exchanged, moved or slipped in.',
    'log-signatures': 'Every entry is signed with the key that it names.',
    'log-actors': 'Whoever is named as acting is who signed.',
    'log-payloads': 'Every detail is the one that the log commits to.',
    'log-tree': 'The tree computes to the same value.',
    'log-checkpoints': 'Every state of the log, that is the number of entries and a checksum over them, is signed with the log’s key and agrees.',
    'log-last-seen': 'The log continues the state last seen on this computer.',
    timestamps:
      'Each timestamp that the vault keeps is signed by its authority and is over a signed state of the log.',
    'receipt-form': 'The code is whole and was copied correctly.',
    'receipt-vault': 'The receipt was written in this vault.',
    'receipt-entry': 'The attestation is in the log, unchanged since the receipt was written.',
    'receipt-exhibit': 'The attestation is about the exhibit on the receipt.',
    'receipt-key': 'The attestation is signed with the key on the receipt.',
    'receipt-head': 'The log continues the state on the receipt. Nothing before the attestation was changed.',
    statements:
      'Every attestation is about its exhibit, and its grade and details agree with what was recorded when it was loaded for the witness. The words are not checked.',
    records: 'The database says what the log attests.',
    evidence: 'Every file of every exhibit was read whole and is unchanged.',
  },
  /** What it means that a check fails. */
  fails: {
    'vault-header':
      'The header of the vault is damaged. Restore header.json from a backup. The exhibits are not touched by that.',
    'vault-objects':
      'A sealed file has the wrong name, place or form. It is damaged, or does not belong here. The exhibit it belongs to may be missing.',
    'vault-database':
      'The database is damaged. Do not go on working in the vault. Talk to the IT department about a backup.',
    'vault-contents': 'A sealed file is missing or was changed. Do not trust the exhibit it belongs to.',
    'mirror-database':
      'The readable copy of the log says something else than the database. One of them is damaged or was changed. Talk to the IT department before you go on.',
    'mirror-damage':
      'Parts of the readable copy had been removed or changed outside the program. It has been mended, and what was left was put aside. Talk to the IT department, who can look into what happened.',
    'mirror-vkey':
      'The key in the readable copy is another than the one in the header of the vault. One of them was exchanged. Talk to the IT department.',
    'mirror-keys':
      'A key for checking signatures is missing or was exchanged. Signatures made with it cannot be checked.',
    'mirror-entries': 'An entry of the readable copy was changed, moved or is missing. Do not trust the copy.',
    'mirror-chains':
      'The chain of a case in the readable copy is broken: an entry is missing or was slipped in. Do not trust the copy.',
    'mirror-signatures':
      'An entry of the readable copy is not signed with the key that it names. Do not trust that entry.',
    'mirror-checkpoints':
      'A signed state of the log in the readable copy was changed, is missing or does not agree with the entries. Entries may have been removed or rewritten.',
    'log-lines': 'A line of the log was changed, moved or is missing. Do not trust what it says.',
    'log-chains':
      'A chain of the log is broken: an entry is missing, was moved or slipped in. The order of what happened cannot be trusted.',
    'log-signatures': 'An entry of the log is not signed with the key that it names. Do not trust that entry.',
    'log-actors': 'Somebody else is named as acting than who signed. Who did it cannot be trusted.',
    'log-payloads':
      'A detail in the database is not the one that the log commits to, or is missing without an explanation. Do not trust it.',
    'log-tree': 'The tree of the log does not compute to the same value. The log was changed or is damaged.',
    'log-checkpoints':
      'A signed state of the log was changed, is missing or does not agree with the entries. Entries may have been removed or rewritten.',
    'log-last-seen':
      'The log does not continue the state last seen on this computer. An older copy of the vault may have been put back, or the log was changed.',
    timestamps:
      'A timestamp that the vault keeps is damaged, or is not over the signed state of the log that it belongs to. Do not rely on it. Log and exhibits are not affected.',
    'receipt-form': 'The code was not copied correctly. Compare it with the receipt, group by group.',
    'receipt-vault': 'The receipt belongs to another vault. Open the vault that stands on the receipt.',
    'receipt-entry':
      'The attestation on the receipt is not in the log, or is another one. The log may have been rewritten. Keep the receipt and the vault as they are and ask IT security for help.',
    'receipt-exhibit':
      'The attestation is about other content than stands on the receipt. Do not count on that exhibit until it is explained.',
    'receipt-key':
      'The attestation is signed with another key than the one on the receipt. Do not count on that attestation until it is explained.',
    'receipt-head':
      'The log does not continue the state on the receipt. Something before the attestation may have been changed or removed. Keep the receipt and the vault as they are.',
    statements:
      'An attestation does not agree with the exhibit, with what was loaded for the witness, or with itself. Do not count on that attestation.',
    records:
      'The database says something else than the log attests. It was changed outside the program or is damaged. Trust the log.',
    evidence:
      'A file of an exhibit is missing, damaged or was changed. Do not trust what is in it. Restore from a backup if there is one.',
  },
  /** What is not known where the check was not made, and what to do about it. */
  unchecked: {
    'vault-header': 'Whether the header of the vault is whole is not known. Check again.',
    'vault-objects': 'Whether the sealed files have the right form is not known. Check again.',
    'vault-database': 'The database can be checked only with the keys. Open the vault and check it there.',
    'vault-contents':
      'Whether a file is missing or was changed can be seen only with the keys. Open the vault and check it there.',
    'mirror-database':
      'Whether the readable copy says the same as the database is not known. Open the vault and check it there.',
    'mirror-damage':
      'Whether the copy was changed outside the program is not known. Open the vault and check it there.',
    'mirror-vkey':
      'The header of the vault, which the key is compared with, is damaged. Whether the key is the right one is not known. Restore the header from a backup.',
    'mirror-keys': 'Whether the keys are the right ones is not known. Check again.',
    'mirror-entries':
      'The last entry of the copy is half written. That happens when the program is ended abruptly. Open the vault, which brings the copy up to date, and check again.',
    'mirror-chains': 'Whether the chains are unbroken is not known. Open the vault and check it there.',
    'mirror-signatures': 'Whether the entries are rightly signed is not known. Open the vault and check it there.',
    'mirror-checkpoints':
      'The latest entries are not covered by any signed state in the copy, or the header of the vault is damaged. Whether entries are missing is not known. Open the vault, which brings the copy up to date, and check again.',
    'log-lines':
      'Not all lines could be read, so whether they are unchanged is not known. Talk to the IT department about a backup.',
    'log-chains':
      'Not all of the log could be read, so whether the chains are unbroken is not known. Talk to the IT department about a backup.',
    'log-signatures':
      'Not all of the log could be read, so whether every entry is rightly signed is not known. Talk to the IT department about a backup.',
    'log-actors':
      'Not all of the log could be read, so whether the right person is named is not known. Talk to the IT department about a backup.',
    'log-payloads':
      'Some details are no longer there because they were disposed of, or not all of the log could be read. Those details cannot be checked. The disposal stands in the log.',
    'log-tree':
      'Not all of the log could be read, so whether the tree agrees is not known. Talk to the IT department about a backup.',
    'log-checkpoints':
      'Not all of the log could be read, so whether the signed states of the log agree is not known. Talk to the IT department about a backup.',
    'log-last-seen':
      'No earlier state of the log can be read on this computer. Whether an older copy of the vault was put back is not known. Compare with a receipt or a bundle if there is one.',
    timestamps: 'The vault has no timestamps. The times in the log are the computer’s own.',
    'receipt-form': 'It could not be checked, because something that it rests on did not hold. Begin with that.',
    'receipt-vault': 'It could not be checked, because something that it rests on did not hold. Begin with that.',
    'receipt-entry': 'It could not be checked, because something that it rests on did not hold. Begin with that.',
    'receipt-exhibit': 'It could not be checked. Either the exhibit was disposed of – the log says so – or something that this rests on did not hold. If the lines above hold, it was disposed of.',
    'receipt-key': 'It could not be checked, because something that it rests on did not hold. Begin with that.',
    'receipt-head': 'It could not be checked, because something that it rests on did not hold. Begin with that.',
    statements: 'Whether the witnesses’ attestations hold is not known. Check again.',
    records: 'Whether the database says what the log attests is not known. Check again.',
    evidence: 'Whether the exhibits’ files are unchanged is not known. Check again.',
  },
} as const
