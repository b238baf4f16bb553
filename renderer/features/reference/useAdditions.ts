import type { ReferenceView } from '../../../shared/contract/index.ts'
import { useCall } from '../../client/hooks.ts'

const NONE: readonly ReferenceView[] = []

/** What the office added to the shipped data, with what was taken back; none until it is there. */
export const useAdditions = (): readonly ReferenceView[] => useCall('reference.list', {}).data ?? NONE
