/** When something is written down in the steps of a case. */
export const errorsOfCasework = {
  case: {
    'not-found': {
      what: 'The case is not in this vault.',
      safe: 'Nothing was changed.',
      do: 'Go back to the list of cases.',
    },
    closed: {
      what: 'The case is closed.',
      safe: 'All of the case is still there. Nothing was added or changed.',
      do: 'Open the case again on its page if something more is needed.',
    },
    busy: {
      what: 'Something in the vault is under way or waits: a page being captured, an import, a link in the list or the browser for an own login.',
      safe: 'The case is as it was. Nothing was changed or disposed of.',
      do: 'Wait until it is done, empty the list of links, close the browser, then try again.',
    },
  },
  record: {
    'not-found': {
      what: 'The record is not in the vault.',
      safe: 'Nothing was saved or changed.',
      do: 'Go back to the case and open the step again.',
    },
    'changed-meanwhile': {
      what: 'The record was changed since you opened it.',
      safe: 'The version saved last counts. What you wrote is not saved, but it is still in the fields.',
      do: 'Copy what you wrote, close the dialog, open the record again and add what is missing.',
    },
    withdrawn: {
      what: 'The record was taken back and cannot be changed.',
      safe: 'It stays in the log, with the reason.',
      do: 'Write a new record instead.',
    },
    'wrong-kind': {
      what: 'The record is of another kind than what was to be saved.',
      safe: 'Nothing was saved or changed.',
      do: 'Go back to the case and try again.',
    },
    'wrong-link': {
      what: 'The record refers to something that is not in the case or no longer holds.',
      safe: 'Nothing was saved or changed.',
      do: 'Look through the exhibits, accounts and records that it refers to and save again.',
    },
    'wrong-day': {
      what: 'The day on which time was stopped lies before the day of the event.',
      safe: 'Nothing was saved or changed.',
      do: 'Correct one of the days and save again.',
    },
    'wrong-span': {
      what: 'The first day lies after the last.',
      safe: 'Nothing was saved or changed. What you wrote still stands in the fields.',
      do: 'Correct one of the days and save again.',
    },
    unsecured: {
      what: 'What is to be deleted has not been captured.',
      safe: 'Nothing was recorded. Do not delete yet: what is deleted cannot be brought back.',
      do: 'Capture the post or message as an exhibit, choose the exhibit here and save again.',
    },
  },
  mandate: {
    unsigned: {
      what: 'The mandate is not noted as signed.',
      safe: 'Nothing was noted. What you wrote still stands in the fields.',
      do: 'Note on the mandate the day on which it was signed, and save the action again. If something was done without a mandate: write a note in the case on what happened.',
    },
    outside: {
      what: 'The day lies outside the time for which the mandate holds.',
      safe: 'Nothing was recorded.',
      do: 'Correct the day. If more time is needed, ask the exposed person for a new mandate.',
    },
    'not-allowed': {
      what: 'The mandate does not cover that action.',
      safe: 'Nothing was recorded.',
      do: 'Ask the exposed person for a new mandate that covers it.',
    },
  },
  recheck: {
    'not-reported': {
      what: 'No report that holds names that link.',
      safe: 'Nothing was loaded or changed.',
      do: 'Go back to the step. Write the link into a report if it is to be checked.',
    },
    busy: {
      what: 'Another check is under way.',
      safe: 'Nothing was lost.',
      do: 'Wait until it is done and press again.',
    },
  },
  sighting: {
    'not-found': {
      what: 'The sighting is not in the vault.',
      safe: 'Nothing was saved or changed.',
      do: 'Go back to the case and open the step again.',
    },
    'changed-meanwhile': {
      what: 'The sighting was changed since you opened it.',
      safe: 'The version saved last counts. What you wrote is not saved.',
      do: 'Close the dialog, open the sighting again and redo the change.',
    },
    withdrawn: {
      what: 'The sighting was taken back and cannot be changed.',
      safe: 'It stays in the log, with the reason. Nothing was changed.',
      do: 'If it belongs to the case after all: paste its link again, then it counts again and can be changed.',
    },
    'no-address': {
      what: 'The link is no web address.',
      safe: 'Nothing was saved or changed.',
      do: 'Write an address that begins with https:// or http://.',
    },
    known: {
      what: 'Another sighting of the case already has that address.',
      safe: 'Nothing was saved or changed.',
      do: 'Change that sighting instead, and take this one back if it is a duplicate.',
    },
  },
  search: {
    'too-short': {
      what: 'There is nothing to look for: no word has three characters or more, and no limit is chosen.',
      safe: 'Nothing was changed, and what you wrote is saved nowhere.',
      do: 'Write a longer word, put quotation marks around several short ones, or choose a limit.',
    },
  },
  reference: {
    'not-found': {
      what: 'The addition is not in the vault.',
      safe: 'Nothing was saved or changed.',
      do: 'Go back to the page on law and platforms.',
    },
    'changed-meanwhile': {
      what: 'The addition was changed since you opened it.',
      safe: 'The version saved last counts. What you wrote is not saved, but it is still in the fields.',
      do: 'Copy what you wrote, close the dialog, open the addition again and add what is missing.',
    },
    withdrawn: {
      what: 'The addition was taken back and cannot be changed.',
      safe: 'It stays in the log, with the reason.',
      do: 'Write a new addition instead.',
    },
    'other-entry': {
      what: 'A new version cannot be about something else or have another name: cases refer to the name.',
      safe: 'Nothing was saved or changed.',
      do: 'Take the addition back and write a new one with the right name.',
    },
    'unknown-entry': {
      what: 'What the addition belongs to is not in the data that comes with the program.',
      safe: 'Nothing was saved or changed.',
      do: 'Go back to the page on law and platforms and choose again.',
    },
    'name-taken': {
      what: 'The name {{name}} is there already, in the data of the program or among your additions.',
      safe: 'Nothing was saved or changed.',
      do: 'Put the addition beside what is there already, or choose another name.',
    },
    'host-taken': {
      what: 'The site {{name}} belongs to a platform already, in the data of the program or among your additions.',
      safe: 'Nothing was saved or changed.',
      do: 'Take the site out of the field. It can belong to one platform only.',
    },
    'wrong-day': {
      what: 'The day of the source is yet to come.',
      safe: 'Nothing was saved or changed.',
      do: 'Write the day on which the source was read or is dated.',
    },
    full: {
      what: 'The vault has no room for more additions: {{count}} at most, with those that were taken back.',
      safe: 'Nothing was saved. The additions that are there hold as before.',
      do: 'Change an addition that is there instead of writing a new one.',
    },
  },
  table: {
    unreadable: {
      what: 'The list {{name}} could not be read. It is damaged, or neither CSV nor Excel (.xlsx).',
      safe: 'No sightings were added. The file is still there as evidence.',
      do: 'Save the list as CSV or .xlsx and try again.',
    },
    'too-large': {
      what: 'The list {{name}} is too large to be read.',
      safe: 'No sightings were added. The file is still there as evidence.',
      do: 'Divide the list into several files, without pictures and other sheets, and try again. A file may have at most 32 MB.',
    },
    'old-format': {
      what: 'The list {{name}} is saved in the older format of Excel (.xls), which can’t be read here.',
      safe: 'No sightings were added. The file is still there as evidence.',
      do: 'Open the list in Excel, save it as CSV or .xlsx and try again.',
    },
    protected: {
      what: 'The list {{name}} is protected by a password.',
      safe: 'No sightings were added. The file is still there as evidence.',
      do: 'Open the list in Excel, remove the password, save it as CSV or .xlsx and try again.',
    },
    empty: {
      what: 'The list {{name}} is empty.',
      safe: 'No sightings were added. The file is still there as evidence.',
      do: 'Check that it is the right file. Otherwise ask the sender for another one.',
    },
  },
} as const
