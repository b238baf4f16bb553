import type { z } from 'zod'

/** One row of the contract: what goes in, what comes back. */
export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output })
