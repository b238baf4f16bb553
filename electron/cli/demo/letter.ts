/** The file that the demo imports: an e-mail as a mail program saves it. Made up, like everybody in it. */
export const LETTER_NAME = 'Mejl 2026-11-21.eml'

export const LETTER = [
  'From: "Roffe B" <roffe.b@example.org>',
  'To: anna.exempelsson@ekstad.example',
  'Subject: Carporten',
  'Date: Sat, 21 Nov 2026 23:41:07 +0100',
  'Message-ID: <20261121234107.4711@example.org>',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  'Du har sett vad folk skriver om dig nu. Ändra beslutet senast på fredag,',
  'annars kommer vi hem till dig. Vi vet var du bor.',
  '',
].join('\r\n')
