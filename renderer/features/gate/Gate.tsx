import { useState } from 'react'
import type { AppStatus, EventPayload, VaultRef, VaultView } from '../../../shared/contract/index.ts'
import { CreateVault } from './CreateVault.tsx'
import { InspectVault } from './InspectVault.tsx'
import { OpenVault } from './OpenVault.tsx'
import { RecoverVault } from './RecoverVault.tsx'
import { VaultChoice } from './VaultChoice.tsx'

export interface GateProps {
  status: AppStatus
  locked: EventPayload<'vault.locked'>['reason'] | null
  onCreated: (vault: VaultView, words: readonly string[]) => void
}

type Place = { at: 'choice' } | { at: 'create' } | { at: 'open' | 'recover' | 'inspect'; vault: VaultRef }

export function Gate({ status, locked, onCreated }: GateProps) {
  const [place, setPlace] = useState<Place>({ at: 'choice' })
  const back = () => setPlace({ at: 'choice' })
  switch (place.at) {
    case 'choice':
      return <VaultChoice byFile={status.folders === 'fixed'} locked={locked} onOpen={(vault) => setPlace({ at: 'open', vault })} onCreate={() => setPlace({ at: 'create' })} />
    case 'create':
      return <CreateVault status={status} onBack={back} onCreated={onCreated} />
    case 'open':
      return (
        <OpenVault
          vault={place.vault}
          onBack={back}
          onRecover={() => setPlace({ at: 'recover', vault: place.vault })}
          onInspect={() => setPlace({ at: 'inspect', vault: place.vault })}
        />
      )
    case 'recover':
      return <RecoverVault vault={place.vault} onBack={() => setPlace({ at: 'open', vault: place.vault })} />
    case 'inspect':
      return <InspectVault vault={place.vault} onBack={() => setPlace({ at: 'open', vault: place.vault })} />
  }
}
