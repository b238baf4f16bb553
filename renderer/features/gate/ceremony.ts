import { createContext, useContext } from 'react'
import type { VaultView } from '../../../shared/contract/index.ts'

type Begin = (vault: VaultView, words: readonly string[]) => void

const Ceremony = createContext<Begin>(() => undefined)
export const CeremonyProvider = Ceremony.Provider

/** Leads from wherever a vault got new words to the page on which they are shown and typed back. */
export const useCeremony = (): Begin => useContext(Ceremony)
