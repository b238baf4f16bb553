import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

export const REPOSITORY = resolve(import.meta.dirname, '../..')

interface Finding {
  code: string
  message: string
  /** Relative to the folder that was linted, forward slashes. */
  file: string
}

/**
 * Runs the linter in `folder` over the folders `below` it, with the configuration file `config`, and returns what it
 * said and how many files it read.
 */
export function oxlint(folder: string, config: string, below: readonly string[]): { findings: Finding[]; files: number } {
  const bin = join(REPOSITORY, 'node_modules/oxlint/bin/oxlint')
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 64 << 20 } as const
  const run = spawnSync(process.execPath, [bin, '-f', 'json', '-c', config, ...below], options)
  const report = JSON.parse(run.stdout) as {
    diagnostics: { code?: string; message: string; filename: string }[]
    number_of_files: number
  }
  return {
    findings: report.diagnostics.map((d) => ({ code: d.code ?? '', message: d.message, file: d.filename.replaceAll('\\', '/') })),
    files: report.number_of_files,
  }
}
