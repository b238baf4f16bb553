import { setTimeout as after } from 'node:timers/promises'
import { Command, CommanderError, Option } from 'commander'
import { ExportProfile, Refusal } from '../../shared/contract/index.ts'
import { translator } from '../../shared/locales/index.ts'
import { RelationToExposed, RelationToOfficer } from '../../shared/model/index.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { captureList, captureOne } from './commands/capture.ts'
import { artefact, attest, importFiles, listCases, openCase, verify } from './commands/evidence.ts'
import { exportBundle } from './commands/export.ts'
import { handOver, handOverReceipt, receipted, which, type HandOverOptions } from './commands/handover.ts'
import { addPerson, changePerson, departPerson, listPeople, renewKey } from './commands/people.ts'
import { compareBundles, receiveBundle } from './commands/received.ts'
import { stamp } from './commands/time.ts'
import { receipt } from './commands/receipts.ts'
import { check, init, key, restored } from './commands/vaults.ts'
import { demo } from './demo/run.ts'
import { openOffice, type Office, type OfficeOptions, type OfficerOptions } from './office.ts'
import { printOutcome, printRefusal, printStanding, printWrongUse, progressPrinter, standingOf, type Standing } from './output.ts'
import { EXIT, WrongUse, type Outcome } from './usage.ts'

const language = /^sv/i.test(process.env['LC_ALL'] ?? process.env['LANG'] ?? '') ? 'sv' : 'en'
const t = translator(language)
const json = process.argv.includes('--json')

/** How long a command that is ended has to say what came of it, in ms: it may wait for somebody who types. */
const LAST_WORD = 2000

type Work = (office: Office) => Promise<Outcome>

/** Runs one command with an engine of its own and says how it ended. */
async function run(work: Work, options: Omit<OfficeOptions, 'language'> = {}): Promise<void> {
  const office = await openOffice({ ...options, language })
  office.engine.on(progressPrinter(t))
  let end = Promise.resolve()
  // A polite end: the vault is closed and children are ended before the process goes. What came of the work is said all the same: a bundle may be finished by then.
  const stop = () =>
    void office
      .close()
      .then(() => Promise.race([end, after(LAST_WORD)]))
      .finally(() => process.exit(process.exitCode ?? EXIT.failed))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    end = conclude(() => work(office), async () => {
      // What it was asked to do counts, even where it can't say this any more.
      const vault = await office.vault().catch(() => null)
      return vault === null ? {} : standingOf(vault)
    })
    await end
  } finally {
    await office.close()
  }
}

/** However the work ends, what the vault has to say for itself is said too. */
async function conclude(work: () => Promise<Outcome>, look: () => Promise<Standing> = async () => ({})): Promise<void> {
  try {
    const outcome = await work()
    const standing = await look()
    printStanding(standing, t)
    printOutcome({ ...outcome, json: { ...outcome.json, ...standing } }, json)
    process.exitCode = outcome.exit ?? EXIT.ok
  } catch (error) {
    const standing = await look()
    printStanding(standing, t)
    process.exitCode = explain(error, standing)
  }
}

/** Says what went wrong and returns the exit code for it. Nothing ends with 1 but a check that didn't hold. */
function explain(error: unknown, standing: Standing = {}): number {
  if (error instanceof WrongUse) {
    printWrongUse(`${error.message}\n`, json, error.message, standing)
    return EXIT.wrongUse
  }
  if (error instanceof Refusal) {
    printRefusal(error, t, json, standing)
    return error.code === 'input.invalid' ? EXIT.wrongUse : EXIT.failed
  }
  printRefusal(new Refusal('internal'), t, json, standing)
  // Only the kind of error and the stack's places: a message may quote what a page or a person wrote.
  const kind = error instanceof Error ? error.constructor.name : typeof error
  const places = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
  process.stderr.write(`${[kind, ...places].join('\n')}\n`)
  return EXIT.failed
}

const program = new Command('bevisvalv')
  .description('Keeps evidence of exposure, insults and threats against public employees, and checks bundles.')
  .version(packageJson.version)
  .helpOption('-h, --help')
  .addHelpText('after', '\nExit codes: 0 ok, 1 what was checked does not hold, 2 wrong use, 3 refused or failed.\nA vault that is older than what was last seen of it here raises an alarm: commands that write to its log then end with 3, unless --despite-alarm is given.\nPassphrases are never taken from arguments: --passphrase-file FILE, - for standard input, or a prompt.')
  .exitOverride()

const command = (name: string, description: string) =>
  program.command(name).description(description).option('--json', 'one JSON object as the last line of standard output').exitOverride()

const inLanguage = (of: string) => new Option('--language <language>', of).choices(['sv', 'en']).default('sv')

const asOfficer = (target: Command) =>
  target
    .requiredOption('--vault <folder>', 'the vault')
    .option('--as <officer>', 'name or id of the officer')
    .option('--passphrase-file <file>', "the officer's passphrase")

const asWriter = (target: Command) =>
  asOfficer(target).option('--despite-alarm', 'writes although an older vault may have been put back')

command('demo', 'plays a whole case against a page of its own and leaves vault and bundle')
  .requiredOption('--out <folder>', 'where to leave them')
  .action((options: { out: string }) => conclude(() => demo(options.out, language)))

command('init', 'makes a new vault')
  .requiredOption('--vault <folder>', 'must not exist')
  .requiredOption('--name <name>', 'name of the vault')
  .requiredOption('--officer <name>', 'name of its first officer')
  .option('--title <title>', "the officer's title")
  .option('--contact <contact>', 'e-mail or telephone')
  .option('--passphrase-file <file>', "the officer's passphrase")
  .requiredOption('--recovery-out <file>', 'where the 24 recovery words are written; must not exist')
  .action((options: Parameters<typeof init>[1]) => run((office) => init(office, options)))

const person = program.command('person').description('people of a vault').exitOverride()
const withApproval = (target: Command) =>
  target
    .option('--approver <officer>', 'name or id of a second officer who approves')
    .option('--approver-passphrase-file <file>', "the second officer's passphrase")
const ofPeople = (name: string, description: string) => person.command(name).description(description).option('--json', 'print JSON').exitOverride()
asOfficer(ofPeople('list', 'lists people and their keys'))
  .action((options: Parameters<typeof listPeople>[1]) => run((office) => listPeople(office, options)))
withApproval(asWriter(ofPeople('add', 'enrols an officer or a witness')))
  .requiredOption('--name <name>')
  .addOption(new Option('--role <role>').choices(['officer', 'witness']).makeOptionMandatory())
  .option('--title <title>')
  .option('--contact <contact>')
  .option('--new-passphrase-file <file>', "the new person's own passphrase")
  .action((options: Parameters<typeof addPerson>[1]) => run((office) => addPerson(office, options)))
asWriter(ofPeople('change', 'gives a person another name, title or contact; what is signed keeps the old ones'))
  .requiredOption('--person <person>', 'name or id')
  .requiredOption('--reason <text>')
  .option('--name <name>')
  .option('--title <title>')
  .option('--contact <contact>')
  .action((options: Parameters<typeof changePerson>[1]) => run((office) => changePerson(office, options)))
withApproval(asWriter(ofPeople('renew-key', 'gives somebody who forgot their passphrase a new key')))
  .requiredOption('--person <person>', 'name or id')
  .option('--new-passphrase-file <file>', "the person's new passphrase")
  .action((options: Parameters<typeof renewKey>[1]) => run((office) => renewKey(office, options)))
withApproval(asWriter(ofPeople('depart', 'marks a person as departed; for an officer the vault gets a new key and new recovery words')))
  .requiredOption('--person <person>', 'name or id')
  .requiredOption('--reason <text>')
  .option('--recovery-out <file>', 'for an officer: where the 24 new words are written; must not exist')
  .action((options: Parameters<typeof departPerson>[1]) => run((office) => departPerson(office, options)))

const cases = program.command('case').description('cases of a vault').exitOverride()
asWriter(cases.command('open').description('opens a case').option('--json', 'print JSON').exitOverride())
  .requiredOption('--title <title>')
  .option('--reference <reference>', "the office's own reference")
  .option('--description <text>')
  .action((options: Parameters<typeof openCase>[1]) => run((office) => openCase(office, options)))
asOfficer(cases.command('list').description('lists cases').option('--json', 'print JSON').exitOverride())
  .action((options: Parameters<typeof listCases>[1]) => run((office) => listCases(office, options)))

asWriter(command('capture', 'acquires web pages as exhibits: one, or all links of a text file'))
  .argument('[url]')
  .requiredOption('--case <case>', 'id or number')
  .addOption(new Option('--list <file>', 'adds the links of a text file to the list of the case, and works it off').conflicts('continue'))
  .option('--continue', 'works off what waits in the list of the case, after an interruption')
  .addOption(new Option('--cookies <answer>', 'where a page asks about cookies: keeps it as it is, and once more answered').choices(['leave', 'reject', 'accept']).default('leave'))
  .option('--record', 'films what the page shows meanwhile')
  .option('--allow-private', 'lets loopback and private addresses through; recorded in the provenance')
  // For tests on machines without a browser: not for evidence, so it isn't told of.
  .addOption(new Option('--bundled-browser').hideHelp())
  .action((url: string | undefined, options: Parameters<typeof captureList>[1] & { bundledBrowser?: boolean }) => {
    const { bundledBrowser = false, allowPrivate = false } = options
    return run((office) => (url === undefined ? captureList(office, options, t) : captureOne(office, url, options, t)), { bundledBrowser, allowPrivate })
  })

asWriter(command('import', 'imports files as exhibits').argument('<file...>'))
  .requiredOption('--case <case>', 'id or number')
  .action((files: string[], options: Parameters<typeof importFiles>[2]) => run((office) => importFiles(office, files, options)))

asWriter(command('attest', "lets a witness sign with their own passphrase; nothing is shown here, so only the fingerprint is attested"))
  .requiredOption('--exhibit <exhibit>', 'id')
  .requiredOption('--witness <witness>', 'name or id')
  .option('--witness-passphrase-file <file>')
  .addOption(new Option('--to-exposed <relation>', 'how the witness is connected to the exposed employee').choices(RelationToExposed.options).makeOptionMandatory())
  .addOption(new Option('--to-officer <relation>', 'how the witness is connected to the officer').choices(RelationToOfficer.options).makeOptionMandatory())
  .option('--relation <text>', "the same in the witness's own words; needed where one of them is other")
  .addOption(inLanguage('of the statement'))
  .action((options: Parameters<typeof attest>[1]) => run((office) => attest(office, options)))

asWriter(command('artefact', 'writes an artefact of an exhibit to a file, checked against the ledger; leaves a ledger entry'))
  .requiredOption('--exhibit <exhibit>', 'id')
  .requiredOption('--name <name>')
  .requiredOption('--out <file>', 'must not exist')
  .action((options: Parameters<typeof artefact>[1]) => run((office) => artefact(office, options)))

asWriter(command('export', 'writes a signed bundle of a case'))
  .requiredOption('--case <case>', 'id or number')
  .addOption(new Option('--profile <profile>', 'police: the whole case; civil: chosen exhibits; masked: parts of them covered').choices(ExportProfile.options).makeOptionMandatory())
  .option('--exhibits <exhibit...>', 'numbers or ids of what is shown whole; all others are left out')
  .option('--mask <exhibit...>', 'what is shown with parts covered, as was recorded in the window')
  .option('--reason <text>', 'why, for the receiver')
  .option('--title <text>', 'what a masked bundle calls the case')
  .option('--hide-witnesses', 'a masked bundle tells neither who attested nor what they signed; their keys stay in the log')
  .requiredOption('--out <folder>')
  .addOption(new Option('--language <language>', 'of the report; both: Swedish, and then English').choices(['sv', 'en', 'both']).default('sv'))
  .option('--tsa <url...>', 'time-stamping authority (RFC 3161), several are tried in turn; without it those of the settings')
  .action((options: Parameters<typeof exportBundle>[1]) => run((office) => exportBundle(office, options, t)))

asWriter(command('hand-over', 'encrypts a finished bundle for its receiver and records it; the passphrase is made here and printed once').argument('<bundle>', 'the signed zip'))
  .requiredOption('--case <case>', 'id or number')
  .requiredOption('--number <number>', 'of the bundle')
  .addOption(new Option('--protect <how>', 'zip: AES-256, opens in 7-Zip; age: passphrase, or the keys given; none: in clear, recorded as such').choices(['zip', 'age', 'none']).makeOptionMandatory())
  .option('--recipient <key...>', "age public keys of the receiver (age1…)")
  .requiredOption('--receiver <name>')
  .option('--receiver-title <title>')
  .requiredOption('--authority <name>')
  .option('--reference <number>', "the receiver's case number")
  .requiredOption('--method <method>', 'in-person, post, email, upload or other')
  .option('--method-text <text>', 'more about how')
  .option('--date <day>', 'when it is or was handed over; without it today')
  .option('--out <folder>', 'where the encrypted file goes')
  .action((bundle: string, options: HandOverOptions) => run((office) => handOver(office, bundle, options, t)))

asOfficer(command('hand-over-receipt', 'writes the page (PDF) that the receiver of a bundle signs'))
  .requiredOption('--entry <entry>', 'number of the log entry of the hand-over')
  .requiredOption('--out <file>', 'PDF, must not exist')
  .addOption(inLanguage('of the receipt'))
  .action((options: Parameters<typeof handOverReceipt>[1]) => run((office) => handOverReceipt(office, options)))

asWriter(command('receipted', 'adds a signed receipt that was scanned to its hand-over, as an exhibit').argument('[scan]'))
  .requiredOption('--entry <entry>', 'number of the log entry of the hand-over')
  .option('--exhibit <exhibit>', 'id, where the scan is an exhibit already')
  .action((scan: string | undefined, options: Parameters<typeof receipted>[2]) => run((office) => receipted(office, scan, options)))

asOfficer(command('which', 'tells which bundle a file is, when it was made and to whom it was handed over').argument('<file>'))
  .action((chosen: string, options: OfficerOptions) => run((office) => which(office, chosen, options, t)))

asOfficer(command('stamp', 'asks for a timestamp over the newest state of the log, where it has none; leaves no ledger entry'))
  .option('--tsa <url...>', 'time-stamping authority (RFC 3161), several are tried in turn; without it those of the settings')
  .action((options: Parameters<typeof stamp>[1]) => run((office) => stamp(office, options, t)))

const withReceipt = (target: Command) =>
  target
    .option('--receipt <code>', "code of a witness's receipt, to be compared")
    .addOption(new Option('--receipt-file <file>', 'holds that code as text').conflicts('receipt'))

withReceipt(command('verify', 'checks a bundle, zip or folder'))
  .argument('<bundle>')
  .option('--fingerprint <hex>', 'of the export key, as it stands on paper')
  .addOption(
    new Option('--with <bundle>', 'a second bundle: checks both, whether they come from the same case of the same log, and what one masks against the original in the other')
      // Which of the two would it be of?
      .conflicts(['receipt', 'receiptFile']),
  )
  .action((bundle: string, options: Parameters<typeof verify>[2] & { with?: string }) => {
    const { with: other } = options
    return run((office) => (other === undefined ? verify(office, bundle, options) : compareBundles(office, bundle, { ...options, with: other })))
  })

withReceipt(asWriter(command('receive', 'keeps a bundle that somebody else made in a case, as it is, with what its check finds')))
  .argument('<bundle>')
  .requiredOption('--case <case>', 'id or number')
  .option('--fingerprint <hex>', 'of the export key, as it stands on paper')
  .option('--despite-failure <reason>', 'keeps it even if its check fails; it is then marked as failed everywhere')
  .action((bundle: string, options: Parameters<typeof receiveBundle>[2]) => run((office) => receiveBundle(office, bundle, options)))

withReceipt(asOfficer(command('check', 'checks a vault; without --as or a receipt only what can be checked without keys')))
  .action((options: Parameters<typeof check>[1]) => run((office) => check(office, options)))

asOfficer(command('receipt', 'writes receipts for attestations, a page each, for the witness to keep outside the vault'))
  .requiredOption('--attestation <entry...>', 'number of its log entry')
  .requiredOption('--out <file>', 'PDF, must not exist')
  .addOption(new Option('--language <language>', 'of the receipt; without it that of each statement').choices(['sv', 'en']))
  .action((options: Parameters<typeof receipt>[1]) => run((office) => receipt(office, options)))

asWriter(command('key', 'shows the raw SQLCipher key, for recovery with foreign tools; leaves a ledger entry'))
  .option('--yes', "don't ask")
  .action((options: Parameters<typeof key>[1]) => run((office) => key(office, options)))

asOfficer(command('restored', 'declares that an older vault was put back on purpose, which ends its alarm; leaves a ledger entry'))
  .requiredOption('--reason <text>', 'why, and from what')
  .action((options: Parameters<typeof restored>[1]) => run((office) => restored(office, options)))

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) process.exitCode = explain(error)
  else if (error.exitCode === 0) process.exitCode = EXIT.ok
  else {
    // What was wrong stands on standard error already.
    printWrongUse('', json, error.message)
    process.exitCode = EXIT.wrongUse
  }
}
