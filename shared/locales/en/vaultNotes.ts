export const vaultNotes = {
  'orphans-swept':
    'The program was ended earlier in the middle of writing. The incomplete files have been removed. Nothing that you were told had been saved is lost.',
  'mirror-mended':
    'The readable copy of the log was behind the database and has been brought up to date. That happens when the program is ended abruptly. Nothing is lost.',
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
  'head-unreadable':
    'The note of the vault’s latest state, which is kept outside the vault on this computer, could not be read. So the program can’t know whether an older copy of the vault had been put back before that. From now on the state is noted anew. Talk to the IT department, who can look into what happened and remove the file that was put aside. Until then this is shown every time.',
  'head-not-remembered':
    'The latest state of the vault could not be noted outside the vault. What is saved in the vault is safe, but the program won’t notice if an older copy is put back. Talk to the IT department.',
  'mirror-behind':
    'The readable copy of the log could not be written. What is saved in the vault is safe. The copy is brought up to date when possible. Check that there is space on the disk.',
  checks: {
    'vault-header': 'The header of the vault is whole',
    'vault-objects': 'The sealed files have the right name, place and form',
    'vault-database': 'Content of the database',
    'mirror-vkey': 'The readable copy of the log has the key that stands in the header of the vault',
    'mirror-keys': 'The keys for checking signatures are whole',
    'mirror-entries': 'Each entry of the readable copy is in its place and well formed',
    'mirror-chains': 'Each chain of a case in the readable copy is unbroken',
    'mirror-signatures': 'Each entry of the readable copy is signed by the one it names',
    'mirror-checkpoints': 'The checkpoints of the readable copy are signed and agree with the entries',
  },
} as const
