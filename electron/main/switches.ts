import { REFUSED_SWITCHES } from './hardening.ts'

/** Chromium takes one dash as two and, on Windows, a slash; capitals count there too. */
const SWITCH = process.platform === 'win32' ? /^(?:--?|\/)([^=]+)/ : /^--?([^=]+)/

const PATTERNS = REFUSED_SWITCHES.map((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`))

/**
 * The first switch that this program doesn't start with, or null. Everything after the program's name counts, whether
 * or not Chromium or Node would read it there.
 *
 * @param argv the command line after the program's own path
 */
export function refusedSwitch(argv: readonly string[]): string | null {
  for (const argument of argv) {
    const name = SWITCH.exec(argument)?.[1]?.toLowerCase()
    if (name !== undefined && PATTERNS.some((pattern) => pattern.test(name))) return name
  }
  return null
}

/** The value of `--name=value`, or null. */
export function switchValue(argv: readonly string[], name: string): string | null {
  const start = `--${name}=`
  return argv.find((argument) => argument.startsWith(start))?.slice(start.length) ?? null
}
