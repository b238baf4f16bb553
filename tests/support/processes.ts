import { readdir, readFile } from 'node:fs/promises'

export interface Running {
  pid: number
  ppid: number
  command: string
}

/** Every process of this machine that isn't a mere entry waiting to be collected. Linux only. */
export async function processes(): Promise<Running[]> {
  const found: Running[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8')
      const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (state === 'Z') continue
      const command = (await readFile(`/proc/${name}/cmdline`, 'utf8')).replaceAll('\0', ' ')
      found.push({ pid: Number(name), ppid: Number(ppid), command })
    } catch {
      // Ended while we looked.
    }
  }
  return found
}

/** Process ids of the capture children of this test. */
export async function captureChildren(): Promise<number[]> {
  return (await processes()).filter((each) => each.ppid === process.pid && each.command.includes('capture/child.ts')).map((each) => each.pid)
}

/** Browser processes that were started by one process, which may be gone. */
export async function browsersOf(starter: number): Promise<number[]> {
  return (await processes()).filter((each) => each.command.includes(`bevisvalv-profile-${starter}-`)).map((each) => each.pid)
}

/** The one of them that the others were started by; numbers begin anew, so the lowest needn't be it. */
export async function browserOf(starter: number): Promise<number> {
  const own = (await processes()).filter((each) => each.command.includes(`bevisvalv-profile-${starter}-`))
  const root = own.find(({ ppid, command }) => !own.some(({ pid }) => pid === ppid) && !/ --type=|crashpad/.test(command))
  if (!root) throw new Error('no browser is running')
  return root.pid
}

/** Profile folders of one process, wherever they may lie. */
export async function profilesOf(starter: number, temporary: string): Promise<string[]> {
  const names = await Promise.all(['/dev/shm', temporary].map((folder) => readdir(folder).catch(() => [])))
  return names.flat().filter((name) => name.startsWith(`bevisvalv-profile-${starter}-`))
}
