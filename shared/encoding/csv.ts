/**
 * What a spreadsheet program takes for a formula when it opens a file (OWASP, CSV Injection): `=HYPERLINK(…)` in a post
 * would run on the desk of whoever opens the list.
 */
const FORMULA = /^[=+\-@\t\r\n]/

/**
 * A text of a stranger's as one cell of a CSV (RFC 4180), for commas or semicolons alike: in quotes where it holds a
 * delimiter, a quote or a line break. A text that begins as a formula gets an apostrophe before it and is text again;
 * that one character is all that is changed.
 */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
