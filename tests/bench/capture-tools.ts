import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { testBrowser } from '../support/capture.ts'
import { commentsInText, type Found, foundInHtml, foundInPicture, foundInWarc } from './capture-judge.ts'
import type { OursAnswer } from './capture-ours.ts'
import type { BenchPage } from './capture-pages.ts'
import { type TreeUse, watchTree } from './capture-tree.ts'
import { run } from './measure.ts'

/** One page taken once by one tool. */
export interface Taken extends TreeUse, Found {
  ms: number
  /** All files that it left, bytes. */
  leftBytes: number
  /** What it said where it failed or gave less than all; empty: nothing. */
  said: string
  /** Only ours: ms of each step. */
  timings: { step: string; ms: number }[]
}

export interface Tool {
  name: string
  /** @param folder an empty one, for all that it writes */
  take(url: string, folder: string, page: BenchPage): Promise<Taken>
}

/** A run that takes longer is ended and counts as failed, ms. */
const LIMIT_MS = 100_000
const SINGLE_FILE = 'single-file-cli@2.0.83'

/** The window that ours has, for those that can be told. */
const WINDOW = { width: 1280, height: 2000 }

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/**
 * The tools that are here, ours first; says which are left out.
 *
 * @param folder a new one, where a tool is put that isn't installed, and what they keep for themselves
 */
export async function captureTools(folder: string): Promise<Tool[]> {
  const found = [ours(join(folder, 'compiled')), await bare(), await singleFile(folder), await wget()]
  return found.filter((each) => each !== null)
}

/**
 * The process that asks for it runs before the clock does, as the app does, and is counted in the memory. As in the app,
 * `compiled` keeps what Node made of the sources.
 */
const ours = (compiled: string): Tool => ({
  name: 'ours',
  take: async (url, folder, page) => {
    const env = { ...process.env, NODE_COMPILE_CACHE: compiled }
    const child = fork(program('capture-ours.ts'), { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env })
    const words = lastWords(child)
    const gone = once(child, 'exit')
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS)
    await answerOf(child, 'ready')
    const watch = await watchTree(child.pid ?? 0)
    const start = performance.now()
    const left = answerOf(child, 'left')
    if (child.connected) child.send({ url, folder })
    const answer = await left
    const ms = performance.now() - start
    await gone
    clearTimeout(limit)
    const said = answer === null ? words() || 'ended' : answer.verdict === 'complete' ? '' : `${answer.verdict}: ${answer.codes.join(', ')}`
    return { ms, ...(await watch.end()), ...(await judged(folder, () => foundByOurs(folder, page))), said, timings: answer?.timings ?? [] }
  },
})

/** Null where the process ended before it answered. */
function answerOf<Kind extends OursAnswer['kind']>(child: ChildProcess, kind: Kind): Promise<Extract<OursAnswer, { kind: Kind }> | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(null)
    child.once('exit', () => resolve(null))
    child.on('message', (message) => {
      const answer = message as OursAnswer
      if (answer.kind === kind) resolve(answer as Extract<OursAnswer, { kind: Kind }>)
    })
  })
}

/** A comment counts where it stands both in the picture and in the text. */
async function foundByOurs(folder: string, page: BenchPage): Promise<Found> {
  const { pictures, comments } = await foundInPicture(join(folder, 'screenshot.png'), page)
  return { pictures, comments: Math.min(comments, commentsInText(readFileSync(join(folder, 'page.txt'), 'utf8'), page)) }
}

async function bare(): Promise<Tool> {
  const { path, env } = await testBrowser()
  const picture = (folder: string) => join(folder, 'bare.png')
  return {
    name: 'puppeteer fullPage',
    take: (url, folder, page) =>
      peer(process.execPath, [program('capture-bare.ts'), path, JSON.stringify(env), url, picture(folder)], folder, () =>
        foundInPicture(picture(folder), page),
      ),
  }
}

/** AGPL: put into a folder that is removed again, and started as a program of its own; never a part of the project. */
async function singleFile(folder: string): Promise<Tool | null> {
  const { path, env } = await testBrowser()
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--fetch-retries=0', '--loglevel=error']
  mkdirSync(folder)
  try {
    await run('npm', ['install', '--prefix', folder, ...flags, SINGLE_FILE], { cwd: folder })
  } catch {
    console.log(`${SINGLE_FILE} left out: npm could not fetch it`)
    return null
  }
  const entry = join(folder, 'node_modules', 'single-file-cli', 'single-file-node.js')
  const browser = [`--browser-executable-path=${path}`, `--browser-width=${WINDOW.width}`, `--browser-height=${WINDOW.height}`]
  return {
    name: SINGLE_FILE.replace('@', ' '),
    take: (url, into, page) =>
      peer(
        process.execPath,
        [entry, url, join(into, 'page.html'), ...browser],
        into,
        () => foundInHtml(readFileSync(join(into, 'page.html'), 'utf8'), page),
        env,
      ),
  }
}

async function wget(): Promise<Tool | null> {
  try {
    await run('wget', ['--version'])
  } catch {
    console.log('wget left out: apt-get install wget')
    return null
  }
  const flags = ['--quiet', '--page-requisites', '--delete-after', '--warc-file=page', '--tries=1', '--timeout=20', '--execute=robots=off']
  return {
    name: 'wget --warc-file',
    take: (url, folder, page) => peer('wget', [...flags, url], folder, () => foundInWarc(readFileSync(join(folder, 'page.warc.gz')), page)),
  }
}

/** Runs a tool of others to its end, in the folder and with its temporary files apart. */
async function peer(
  command: string,
  args: string[],
  folder: string,
  judge: () => Found | Promise<Found>,
  env: Record<string, string> = {},
): Promise<Taken> {
  const temporary = `${folder}-tmp`
  mkdirSync(temporary)
  const surroundings = { ...process.env, ...env, HOME: temporary, TMPDIR: temporary }
  const start = performance.now()
  const child = spawn(command, args, { cwd: folder, env: surroundings, stdio: ['ignore', 'ignore', 'pipe'] })
  const words = lastWords(child)
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS)
  const gone = once(child, 'exit').then(([code]) => ({ code: code as number | null, ms: performance.now() - start }))
  const watch = await watchTree(child.pid ?? 0)
  const { code, ms } = await gone.finally(() => clearTimeout(limit))
  const use = await watch.end()
  const found = await judged(folder, judge)
  // One of them says that all went well whatever it left.
  const hasFailed = code !== 0 || found.leftBytes === 0
  return { ms, ...use, ...found, said: hasFailed ? words() || `exit ${code}` : '', timings: [] }
}

/** What lies in the folder. Nothing is found where there is no file, or none that can be read. */
async function judged(folder: string, judge: () => Found | Promise<Found>): Promise<Found & { leftBytes: number }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const leftBytes = files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0)
  try {
    return { leftBytes, ...(await judge()) }
  } catch {
    return { leftBytes, pictures: 0, comments: 0 }
  }
}

/** The line that names the error, else the last, at most 100 characters. */
function lastWords(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.setEncoding('utf8')
  child.stderr?.on('data', (more: string) => (text = (text + more).slice(-8192)))
  return () => {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    const line = lines.find((each) => /Error:/.test(each)) ?? lines.at(-1) ?? ''
    // Times and ports, which differ from one round to the next.
    return line.replace(/ ?\[\d{4}-.*/, '').trim().slice(0, 100)
  }
}
