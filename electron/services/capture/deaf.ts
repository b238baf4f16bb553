import type { CDPSession } from '../browser/index.ts'
import type { Scene } from './scene.ts'

/** What answers at all answers the simplest question sooner, ms. */
const ANSWER_MS = 2500

/**
 * Frames and workers of other processes that don't answer: a script that never gives back is stopped, and what is gone is
 * let go. Otherwise everything that is asked of them would wait until the whole acquisition is over.
 */
export async function dropDeaf({ sight, notes }: Scene): Promise<void> {
  const { sessions, hazards, recorder } = sight
  const asked = await Promise.all(
    sessions.slice(1).map(async (session) => {
      const first = await answer(session)
      if (first !== 'none') return { session, is: first }
      session.send('Runtime.terminateExecution').catch(() => undefined)
      const second = await answer(session)
      if (second === 'some') hazards.scriptsStopped++
      return { session, is: second }
    }),
  )
  for (const { session, is } of asked) if (is !== 'some' && sessions.includes(session)) sessions.splice(sessions.indexOf(session), 1)
  const lost = recorder.crashed + asked.filter(({ is }) => is === 'none').length
  if (lost > 0) notes.add('frames-partial', String(lost))
}

/** `left`: the frame was taken away, or the worker has ended. */
function answer(session: CDPSession): Promise<'some' | 'none' | 'left'> {
  const late = new Promise<'none'>((resolve) => setTimeout(resolve, ANSWER_MS, 'none').unref())
  const said = session.send('Runtime.evaluate', { expression: '0' }).then(
    () => 'some' as const,
    (error: unknown) => (error instanceof Error && /closed|detached|not found/i.test(error.message) ? ('left' as const) : ('some' as const)),
  )
  return Promise.race([said, late])
}
