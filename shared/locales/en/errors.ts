import { errorsOfCasework } from './errorsOfCasework.ts'
import { errorsOfDisposal } from './errorsOfDisposal.ts'
import { errorsOfHandOver } from './errorsOfHandOver.ts'
import { errorsOfPeople } from './errorsOfPeople.ts'

export const errors = {
  ...errorsOfCasework,
  ...errorsOfDisposal,
  ...errorsOfPeople,
  ...errorsOfHandOver,
  safeLabel: 'What is safe',
  doLabel: 'What to do',
  codeLabel: 'Error code',
  internal: {
    what: 'An unexpected error occurred in the program.',
    safe: 'What is already saved in the vault is still there, unchanged.',
    do: 'Try again. If it happens again: lock the vault, restart the program and contact IT support.',
  },
  input: {
    invalid: {
      what: 'A field is missing or has the wrong form.',
      safe: 'Nothing was saved or changed.',
      do: 'Look over what you entered and try again.',
    },
  },
  token: {
    unknown: {
      what: 'The choice of file or folder is no longer valid.',
      safe: 'Nothing was saved or changed.',
      do: 'Choose the file or folder once more.',
    },
  },
  job: {
    cancelled: {
      what: 'The work was cancelled.',
      safe: 'What was finished before is still there. Nothing half-finished was saved.',
      do: 'Start again whenever you like.',
    },
  },
  vault: {
    'not-open': {
      what: 'The vault is locked.',
      safe: 'Everything saved is still there, encrypted.',
      do: 'Unlock the vault and try again.',
    },
    'already-open': {
      what: 'A vault is already open in the program.',
      safe: 'The open vault is not affected.',
      do: 'Lock the open vault first.',
    },
    'not-found': {
      what: 'The vault is not where it was last time.',
      safe: 'The program has changed nothing.',
      do: 'Was the folder moved or renamed? Choose “Find a vault” and point it out.',
    },
    exists: {
      what: 'There is already a folder of that name in that place.',
      safe: 'That folder was not touched.',
      do: 'Choose another name for the vault, or another place.',
    },
    'wrong-passphrase': {
      what: 'The passphrase is not right.',
      safe: 'The vault is undamaged and still locked.',
      do: 'Type the passphrase again and mind capitals and spaces. If it is forgotten, the vault can be opened with the 24 recovery words.',
    },
    'header-damaged': {
      what: 'The vault’s main file (header.json) is damaged or altered.',
      safe: 'The evidence lies in other files, which were not touched. The program writes nothing to a damaged vault.',
      do: 'Copy the whole vault folder as it is. Then fetch header.json from a backup together with IT support.',
    },
    'database-damaged': {
      what: 'The vault’s database is damaged or altered.',
      safe: 'The program writes nothing to a damaged vault. The mirrored part of the log can still be checked.',
      do: 'Copy the whole vault folder as it is. Then restore from a backup together with IT support.',
    },
    'newer-version': {
      what: 'The vault was made with a newer version of Bevisvalv.',
      safe: 'The vault was not touched.',
      do: 'Ask IT support to install the newer version.',
    },
    'locked-by-other': {
      what: 'The vault is in use in another window or on another computer.',
      safe: 'The vault was not touched.',
      do: 'Lock the vault in the other place and try again.',
    },
    'unsafe-place': {
      what: 'The vault lies on a network drive or in a folder that is synchronised with a cloud service.',
      safe: 'Nothing was written there.',
      do: 'Put the vault on this computer’s own disk. Synchronisation can damage the database and spread its content.',
    },
    throttled: {
      what: 'Too many wrong attempts. The program waits a while before the next.',
      safe: 'Nothing was changed or signed.',
      do: 'Wait {{seconds}} seconds and then try again.',
    },
    'recovery-wrong': {
      what: 'The 24 words are not right.',
      safe: 'Nothing was changed.',
      do: 'Compare with the paper word by word. The order must be the same.',
    },
    'sqlite-too-old': {
      what: 'A part of the program (SQLite) is too old to write safely.',
      safe: 'The vault was not touched.',
      do: 'Ask IT support to reinstall Bevisvalv.',
    },
    'disk-full': {
      what: 'The disk is full.',
      safe: 'What was saved before is still there. The last attempt was not saved.',
      do: 'Free some space on the disk and try again.',
    },
    io: {
      what: 'The disk could not be read or written.',
      safe: 'What the program has confirmed as saved is still there.',
      do: 'Check that the disk is connected and that you may write to the folder. Then try again.',
    },
    'read-only': {
      what: 'The vault is write-protected. To open a vault, the program must be able to write in its folder.',
      safe: 'The vault has not been changed.',
      do: 'Copy the whole folder of the vault to a disk where you may write, such as this computer’s own, and open the copy. The vault can be checked without keys where it is.',
    },
    busy: {
      what: 'Some work is going on in the vault, such as a capture, an import or a browser for an own login.',
      safe: 'Nothing was changed.',
      do: 'Wait until it is done, or cancel it. Then try again.',
    },
    alarm: {
      what: 'The vault does not agree with what was last seen on this computer. An older copy may have been put back.',
      safe: 'Nothing was written.',
      do: 'If you restored it from a backup: declare that with the command restored. If you did not: touch nothing and contact IT security. With --despite-alarm it is written all the same.',
    },
  },
  recovery: {
    'choose-officer': {
      what: 'The vault has several officers.',
      safe: 'Nothing was changed.',
      do: 'Choose the officer who is to have the new passphrase.',
    },
  },
  passphrase: {
    'too-short': {
      what: 'The passphrase is too short.',
      safe: 'Nothing was changed.',
      do: 'Use at least {{min}} characters. Four or five unrelated words are easy to remember and hard to guess.',
    },
    'in-use': {
      what: 'The passphrase cannot be used. It already belongs to somebody else in the vault.',
      safe: 'Nothing was changed.',
      do: 'Whoever is to use the passphrase chooses one of their own that nobody else knows.',
    },
  },
  exhibit: {
    'not-found': {
      what: 'The exhibit is not in this vault.',
      safe: 'Nothing was changed.',
      do: 'Go back to the case and choose the exhibit in the list.',
    },
    disposed: {
      what: 'Exhibit {{number}} was disposed of. Its content is destroyed.',
      safe: 'That it existed, and when and by which decision it was disposed of, stands in the log.',
      do: 'See the page Keep and dispose of the case.',
    },
    'not-a-note': {
      what: 'Only notes can be corrected.',
      safe: 'The exhibit is unchanged.',
      do: 'Write a new note that explains what you want to correct.',
    },
  },
  artefact: {
    'not-found': {
      what: 'The file is not part of the exhibit.',
      safe: 'The exhibit is unchanged.',
      do: 'Choose a file in the exhibit’s list.',
    },
  },
  evidence: {
    damaged: {
      what: 'The content does not match the log. The file was damaged or altered outside the program.',
      safe: 'The log shows what was saved originally. The program does not show content that does not match.',
      do: 'Do not work on with this exhibit. Run the vault check, copy the vault folder and restore from a backup together with IT support.',
    },
  },
  capture: {
    'tab-gone': {
      what: 'The tab is gone, or shows no web page.',
      safe: 'Nothing was saved. The browser stays as it was.',
      do: 'Choose another tab, or go to the post again in the browser.',
    },
    'session-open': {
      what: 'A browser for an own login is open, or is being closed.',
      safe: 'What was captured stays in the vault.',
      do: 'Go on in it, or close it and wait until it is gone.',
    },
    'session-none': {
      what: 'The browser for an own login is closed.',
      safe: 'What was captured stays in the vault. The login is gone from the computer.',
      do: 'Open it again from Capture a web page.',
    },
    'session-hung': {
      what: 'The browser for an own login did not answer and was closed.',
      safe: 'What was captured stays in the vault. Nothing more can be done in that browser.',
      do: 'Open it again from Capture a web page.',
    },
    'no-browser': {
      what: 'There is no browser that the program can use to capture web pages.',
      safe: 'Nothing was saved. You can still import files and write notes.',
      do: 'Install Google Chrome, Microsoft Edge or Chromium, or point out one that is already there.',
    },
    'browser-failed': {
      what: 'The browser could not be started or stopped answering.',
      safe: 'Nothing half-finished was saved.',
      do: 'Try again. If that does not help: choose another browser in the settings.',
    },
    'sandbox-unavailable': {
      what: 'The browser’s protected mode (sandbox) cannot be used on this computer.',
      safe: 'No page was opened.',
      do: 'Contact IT support. The program does not open unknown pages unprotected of its own accord.',
    },
    'url-invalid': {
      what: 'The address is not a whole web address, or it leads on to something that is not a web page.',
      safe: 'Nothing was saved.',
      do: 'Copy the whole link from the browser’s address bar. It should begin with https:// or http://.',
    },
    'url-refused': {
      what: 'The address leads to this computer or the internal network. Such pages are not captured.',
      safe: 'Nothing was saved, and nothing was fetched from the internal network.',
      do: 'Save the page as a file from your ordinary browser and import the file.',
    },
    unreachable: {
      what: 'The page could not be reached.',
      safe: 'Nothing was saved.',
      do: 'Open the link in your ordinary browser. If the page is gone: import the screenshots that exist and write a note of when the page could no longer be reached.',
    },
    'file-not-kept': {
      what: 'The link leads to a file that could not be kept: the server does not say how large it is, or it is too large.',
      safe: 'Nothing was saved.',
      do: 'Fetch the file in your ordinary browser and import it. Write a note of the link and of when you fetched it.',
    },
    crashed: {
      what: 'The page made the browser crash.',
      safe: 'The vault is not affected. The browser runs in a process of its own without access to the vault.',
      do: 'Try once more. If that does not help: take screenshots by hand and import them.',
    },
    timeout: {
      what: 'The page did not finish within the time allowed.',
      safe: 'The vault is not affected.',
      do: 'Try again when the network is less busy. If that does not help: take screenshots by hand and import them.',
    },
  },
  login: {
    none: {
      what: 'No login is kept for the case.',
      safe: 'No browser was opened.',
      do: 'Open the browser without it and log in.',
    },
    damaged: {
      what: 'The login that was kept is damaged, or not the one that was sealed.',
      safe: 'Nothing of it was used. The exhibits of the case are not affected.',
      do: 'Forget it, or open the browser without it and log in.',
    },
    'other-browser': {
      what: 'The login was kept in {{kept}}, but {{found}} is used now.',
      safe: 'It is still as it was, and no browser was opened.',
      do: 'Open the browser without it and log in, or choose {{kept}} in the settings.',
    },
  },
  import: {
    unreadable: {
      what: 'The file {{name}} could not be read.',
      safe: 'The original was not touched. Files already imported are still there.',
      do: 'Check that the file is still there and not open in another program. Then try again.',
    },
    changed: {
      what: 'The file {{name}} changed while it was being read.',
      safe: 'The file was not imported. The program has not touched the original.',
      do: 'Close the program that writes to the file and import it again.',
    },
  },
  time: {
    'no-authority': {
      what: 'No time-stamping authority is set.',
      safe: 'Nobody was contacted. Exhibits and log are not affected.',
      do: 'Add an authority under Settings, or name its address in the command.',
    },
    'no-answer': {
      what: 'None of the authorities gave a timestamp that holds. Asked: {{count}}.',
      safe: 'Exhibits and log are not affected. What has a timestamp already still has it.',
      do: 'See what happened with each of them, and try again later.',
    },
  },
  masking: {
    'not-possible': {
      what: 'The exhibit can’t be masked like that. Either nothing in it can be covered in part, or an area lies outside the picture or text.',
      safe: 'Nothing was saved, and the exhibit is unchanged.',
      do: 'Open the masking again. Where nothing can be covered in part, the exhibit can be left out of the bundle.',
    },
  },
  bundle: {
    'not-masked': {
      what: 'There is no masking for exhibit {{number}}.',
      safe: 'Nothing was exported.',
      do: 'Make the masking first, or choose to show the exhibit whole or to leave it out.',
    },
    empty: {
      what: 'The case has no exhibits to export.',
      safe: 'Nothing was written.',
      do: 'Capture a web page, import a file or write a note first.',
    },
    unreadable: {
      what: 'The bundle could not be read. The file is damaged or is not an evidence bundle.',
      safe: 'The file was not changed.',
      do: 'Ask the sender for a new copy. Compare the size of the file with the original’s.',
    },
    'not-held': {
      what: 'The bundle {{name}} was not taken in: its check failed.',
      safe: 'The bundle was not changed, and nothing was put in the case.',
      do: 'Ask the sender for a new bundle. If this one has to be in the case all the same, say why. It is then marked as failed everywhere.',
    },
    'write-failed': {
      what: 'It was not possible to save {{name}}.',
      safe: 'The exhibits are not affected, and no file that was already there was overwritten.',
      do: 'Check that there is no file of that name yet, that there is space on the disk and that nobody else is working in the case at the same time. Then try again or choose another folder.',
    },
  },
} as const
