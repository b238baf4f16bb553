import type { ReactNode } from 'react'
import { ENGINES, offenceOf, ownNamed, PLATFORMS } from '../../../shared/law/index.ts'
import { LocalBeside, LocalCheck, LocalFacts } from '../reference/LocalFacts.tsx'
import { EngineFacts, OffenceFacts, PlatformFacts } from '../reference/ShippedFacts.tsx'
import { useAdditions } from '../reference/useAdditions.ts'
import { type FormKind, textOf, type Values } from './forms.ts'
import css from './steps.module.css'

/**
 * What the data says of the platform, engine or offence that is chosen, with where it comes from, and what the office added beside.
 * Nothing is opened from here.
 */
export function LawHelp({ kind, values }: { kind: FormKind; values: Values }) {
  if (kind === 'platform-report') return <PlatformHelp id={textOf(values, 'platform')} />
  if (kind === 'deindexing') return <EngineHelp id={textOf(values, 'engine')} />
  if (kind === 'offence') return <OffenceHelp id={textOf(values, 'offence')} />
  return null
}

const Help = ({ children }: { children: ReactNode }) => <div className={css['help']}>{children}</div>

function PlatformHelp({ id }: { id: string }) {
  const additions = useAdditions()
  const platform = PLATFORMS.find((one) => one.id === id)
  const own = platform === undefined ? ownNamed(additions, 'platform', id) : null
  if (platform === undefined) return own && <Help><LocalFacts of={own} /></Help>
  return (
    <Help>
      <PlatformFacts of={platform} />
      <LocalCheck additions={additions} area="platform" id={id} />
      <LocalBeside additions={additions} kind="platform" id={id} />
    </Help>
  )
}

function EngineHelp({ id }: { id: string }) {
  const additions = useAdditions()
  const engine = ENGINES.find((one) => one.id === id)
  const own = engine === undefined ? ownNamed(additions, 'engine', id) : null
  if (engine === undefined) return own && <Help><LocalFacts of={own} /></Help>
  return (
    <Help>
      <EngineFacts of={engine} />
      <LocalCheck additions={additions} area="engine" id={id} />
      <LocalBeside additions={additions} kind="engine" id={id} />
    </Help>
  )
}

function OffenceHelp({ id }: { id: string }) {
  const additions = useAdditions()
  const offence = offenceOf(id)
  if (offence === null) return null
  return (
    <Help>
      <OffenceFacts of={offence} />
      <LocalCheck additions={additions} area="offence" id={id} />
      <LocalBeside additions={additions} kind="offence-note" id={id} />
    </Help>
  )
}
