import { z } from 'zod'

/**
 * The steps of a case, in the order of the guidance: 0 to 7, then what the law asks of the employer, and the exposed
 * employee. An order to read them in, none that has to be kept.
 */
export const STEPS = ['overview', 'secure', 'report', 'restraint', 'accounts', 'police', 'deindexing', 'civil', 'employer', 'victim'] as const
export const Step = z.enum(STEPS)
export type Step = z.infer<typeof Step>
