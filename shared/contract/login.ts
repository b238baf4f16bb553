import { z } from 'zod'
import { CaseId, Instant } from '../model/index.ts'

/** The browser for an officer's own login, as it stands; at most one is open. */
export const LoginView = z.strictObject({
  case: CaseId,
  /** `login`: everything may be sent, nothing is listened to; `read-only`: plain reads only; `lifted`: everything again. */
  mode: z.enum(['login', 'read-only', 'lifted']),
  tabs: z.array(z.strictObject({ id: z.string().max(100), url: z.string().max(8192), title: z.string().max(1000) })).max(50),
  writesBlocked: z.int().nonnegative(),
  /** Tab of which a part was chosen. */
  picked: z.string().max(100).nullable(),
  /** Whether its login is kept for the case when it is closed. */
  keeps: z.boolean(),
})
export type LoginView = z.infer<typeof LoginView>

/** The login that is kept of a case, sealed in the vault. */
export const KeptLoginView = z.strictObject({
  kept: z
    .strictObject({
      since: Instant,
      /** At the end of the browser that had it last. */
      sealedAt: Instant,
      /** Packed, before sealing. */
      bytes: z.int().nonnegative(),
      browser: z.string(),
      version: z.string(),
    })
    .nullable(),
  /**
   * Why the login of the last browser wasn't kept although it was to be; null: it was, or none was to be. What was kept before is
   * as it was. `abrupt`: the browser didn't end in order; `vault`: it couldn't be sealed.
   */
  notKept: z.enum(['too-large', 'too-many', 'unreadable', 'abrupt', 'vault']).nullable(),
})
export type KeptLoginView = z.infer<typeof KeptLoginView>

/**
 * What the browser for an own login begins with, and what becomes of its login. `fresh`: nothing, and wiped; `keep`: nothing, and
 * sealed at the end; `kept`: what was sealed for the case, and sealed again.
 */
export const LoginProfile = z.enum(['fresh', 'keep', 'kept'])
