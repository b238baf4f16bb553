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
