import { Refusal } from '../../../shared/contract/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import { commonChoices, keepCapture, surroundings, withScheme } from './capture.ts'
import { detail } from './exhibits.ts'

type Names = 'login.open' | 'login.kept' | 'login.forget' | 'login.state' | 'login.lock' | 'login.lift' | 'login.pick' | 'login.capture' | 'login.close'

/** The browser for an own login. Its window is the officer's; what is told here is only how it stands. */
export function loginHandlers(context: Context): Pick<Handlers, Names> {
  const { login, jobs, options } = context
  return {
    'login.open': ({ case: home, url, profile }) =>
      context.during(async (session) => {
        const { casework, logins } = session
        casework.get(home)
        // Before anything is put on record; asked once more when it is opened.
        if (login.isThere()) throw new Refusal('capture.session-open')
        const around = await surroundings(context, false)
        const { name, version } = around.browser
        const browser = { name, version }
        const continues = profile === 'kept'
        return login.open({
          case: home,
          request: { ...around, url: withScheme(url), visible: options.loginWindow },
          login: continues ? await logins.use(session.actor, home, browser) : null,
          // Signed by whatever key the officer has then.
          keep: profile === 'fresh' ? null : (pieces, isWanted) => logins.keep(session.actor, { case: home, browser, pieces, continues, isWanted }),
        })
      }),
    'login.kept': ({ case: home }) => {
      const { casework, logins } = context.session()
      casework.get(home)
      return { kept: logins.view(home), notKept: login.notKept(home) }
    },
    'login.forget': ({ case: home }) =>
      context.during(async ({ casework, logins, actor }) => {
        casework.get(home)
        // First, so that a browser that is just being closed doesn't keep it again.
        login.forget(home)
        await logins.forget(actor, home)
        return {}
      }),
    'login.state': () => {
      context.session()
      return login.view()
    },
    'login.lock': () => context.during(() => login.steer('lock')),
    'login.lift': ({ reason }) =>
      context.during(async ({ ledger, actor }) => {
        const { case: home, view } = login.current()
        const [tab] = view.tabs
        const site = tab && URL.canParse(tab.url) ? new URL(tab.url).host.slice(0, 300) : ''
        // On record before anything can be sent.
        ledger.commit(actor, (append) => append(home, { type: 'browser.lifted', case: home, site, reason }))
        return login.steer('lift')
      }),
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
