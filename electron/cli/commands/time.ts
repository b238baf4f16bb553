import { Refusal, TimestampUrls, type TimeState } from '../../../shared/contract/index.ts'
import type { Translate } from '../../../shared/locales/index.ts'
import { newJob, unlock, type Office, type OfficerOptions } from '../office.ts'
import { EXIT, WrongUse, type Outcome } from '../usage.ts'

/** Authorities that were named with `--tsa`; null: those of the settings count. */
export function authoritiesOf({ tsa }: { tsa?: string[] }): string[] | null {
  if (tsa === undefined) return null
  if (!TimestampUrls.safeParse(tsa).success) throw new WrongUse('--tsa is an address of the web: http or https, without name and password, and at most eight of them')
  return tsa
}

/**
 * Asks for a timestamp over the newest head. Where nobody gave one, that is told with each one's reason and ends with 3;
 * the vault is as it was.
 */
export async function stamp(office: Office, options: OfficerOptions & { tsa?: string[] }, t: Translate): Promise<Outcome> {
  const timestampUrls = authoritiesOf(options)
  await unlock(office, options)
  try {
    return outcome(await office.call('time.stamp', { job: newJob(), timestampUrls }), t)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'time.no-answer') throw error
    return outcome(await office.call('time.state', {}), t)
  }
}

function outcome({ newest, unstamped, failures }: TimeState, t: Translate): Outcome {
  const shows = newest?.shows ?? null
  const stamped = unstamped === null
  const vain = failures.map(({ host, fault, detail }) => `  ${host}: ${t(`bundle.timestamp.faults.${fault}`)} (${detail})`)
  return {
    json: { stamped, newest: newest && { size: newest.size, host: newest.host, at: shows?.at ?? null, trust: shows?.trust ?? null }, unstamped, timestampFailures: failures },
    lines: [
      ...(stamped && shows !== null && newest !== null
        ? [`Timestamp over ${newest.size} entries: ${shows.at}`, `  ${shows.authority}: ${t(`bundle.timestamp.trust.${shows.trust}`)}`]
        : [`Timestamp: none. Entries without one: ${unstamped?.entries ?? 0}, the oldest of ${unstamped?.since ?? '-'}`]),
      ...vain,
    ],
    exit: stamped ? EXIT.ok : EXIT.failed,
  }
}
