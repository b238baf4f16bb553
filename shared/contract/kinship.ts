import { z } from 'zod'
import { BundleReport, CheckReport } from './views.ts'

/** An exhibit of two bundles: in which of them it is, and where in both, whether its content is the same. */
export const KinExhibit = z.strictObject({ number: z.int(), title: z.string(), in: z.enum(['both', 'first', 'second']), same: z.boolean(), masked: z.enum(['none', 'first', 'second', 'both']) })
export type KinExhibit = z.infer<typeof KinExhibit>

/** Whether two bundles come from the same case of the same log, check by check. */
export const KinshipReport = CheckReport.extend({
  /** Which of them was made later, by the state of the log; null: that can't be told. */
  later: z.enum(['first', 'second', 'same']).nullable(),
  /** Empty where they aren't of the same case. */
  exhibits: z.array(KinExhibit),
})
export type KinshipReport = z.infer<typeof KinshipReport>

/** Both bundles by themselves, and side by side. */
export const KinshipView = z.strictObject({ first: BundleReport, second: BundleReport, kinship: KinshipReport })
export type KinshipView = z.infer<typeof KinshipView>
