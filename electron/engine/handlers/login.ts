import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import { commonChoices, keepCapture, surroundings, withScheme } from './capture.ts'
import { detail } from './exhibits.ts'

type Names = 'login.open' | 'login.state' | 'login.lock' | 'login.lift' | 'login.pick' | 'login.capture' | 'login.close'

/** The browser for an own login. Its window is the officer's; what is told here is only how it stands. */
export function loginHandlers(context: Context): Pick<Handlers, Names> {
  const { login, jobs, options } = context
  return {
    'login.open': ({ case: home, url }) =>
      context.during(async (session) => {
        session.casework.get(home)
        const around = await surroundings(context, false)
        return login.open(home, { ...around, url: withScheme(url), visible: options.loginWindow })
      }),
    'login.state': () => {
      context.session()
      return login.view()
    },
    'login.lock': async () => {
      context.session()
      await login.current().host.order({ kind: 'lock' })
      return login.current().view
    },
    'login.lift': async ({ reason }) => {
      const { ledger, actor } = context.session()
      const { case: home, host, view } = login.current()
      const [tab] = view.tabs
      const site = tab && URL.canParse(tab.url) ? new URL(tab.url).host.slice(0, 300) : ''
      // On record before anything can be sent.
      ledger.commit(actor, (append) => append(home, { type: 'browser.lifted', case: home, site, reason }))
      await host.order({ kind: 'lift' })
      return login.current().view
    },
    'login.pick': async (order) => {
      context.session()
      await login.current().host.order({ kind: 'pick', ...order })
      return login.current().view
    },
    'login.capture': ({ job, tab, banner, record }) =>
      jobs.run(job, async (progress, signal) => {
        const session = context.session()
        const { host, case: home } = login.current()
        const { allowPrivate } = await surroundings(context, false)
        const capture = { ...commonChoices(context, allowPrivate), tab, banner, record }
        const row = await keepCapture(session, { case: home, progress, signal }, (onArtefact, onStep) => host.capture({ capture, onStep, onArtefact, signal }))
        return detail(session, row)
      }),
    'login.close': async () => {
      context.session()
      await login.end()
      return {}
    },
  }
}
