import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'

export function timeHandlers(context: Context): Pick<Handlers, 'time.state' | 'time.stamp'> {
  const { preferences, jobs } = context
  return {
    'time.state': () => context.during(({ stamping }) => stamping.state()),

    'time.stamp': ({ job, timestampUrls }) =>
      jobs.run(job, async (progress, signal) => {
        const { stamping } = context.session()
        const urls = timestampUrls ?? preferences.get().timestampUrls
        await stamping.now(urls, signal, (host) => progress('bundle-timestamp', 'running', 0, 0, host))
        progress('bundle-timestamp', 'done')
        return stamping.state()
      }),
  }
}
