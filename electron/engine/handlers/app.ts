import { findBrowser, sandboxPlan } from '../../services/browser/index.ts'
import type { BrowserView, Settings } from '../../../shared/contract/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import { label } from '../tokens.ts'

export function appHandlers(context: Context): Pick<Handlers, 'app.status' | 'settings.change' | 'browser.find' | 'browser.choose' | 'job.cancel'> {
  const { options, preferences, tokens, jobs } = context

  async function find(): Promise<BrowserView | null> {
    const browser = await findBrowser({ setting: preferences.get().browserPath, bundled: options.bundledBrowser })
    // What will be tried first; what really happened stands in each acquisition's provenance.
    const sandbox = sandboxPlan()[0]?.state ?? 'on'
    return browser && { name: browser.name, version: browser.version, origin: browser.origin, sandbox }
  }

  function settings(): Settings {
    const { settings: most, timestampUrls } = preferences.get()
    return { ...most, timestampUrls }
  }

  return {
    'app.status': () => {
      const set = settings()
      return {
        version: options.version,
        door: options.door,
        doorReason: options.doorReason,
        systemLanguage: options.systemLanguage,
        settings: set,
        vault: context.current()?.view(set.idleLockMinutes) ?? null,
        folders: options.folders,
        folderLabel: label(options.documents),
      }
    },
    'settings.change': (change) => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const { timestampUrls, ...most } = { ...settings(), ...given }
      preferences.change({ settings: most, timestampUrls })
      if (change.timestampUrls !== undefined) context.current()?.stamping.wake()
      return settings()
    },
    'browser.find': find,
    'browser.choose': ({ token }) => {
      preferences.change({ browserPath: token === null ? null : tokens.path(token, 'browser') })
      return find()
    },
    'job.cancel': ({ job }) => {
      jobs.cancel(job)
      return {}
    },
  }
}
