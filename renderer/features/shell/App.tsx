import { Center, Loader, useMantineColorScheme } from '@mantine/core'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import type { EventPayload, VaultView } from '../../../shared/contract/index.ts'
import { useEngineEvents } from '../../client/events.ts'
import { useStatus } from '../../client/hooks.ts'
import { useLanguageOf } from '../../client/i18n.ts'
import { go, paths } from '../../client/paths.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { settled } from '../../ui/unsaved.tsx'
import { Gate } from '../gate/Gate.tsx'
import { CeremonyProvider } from '../gate/ceremony.ts'
import { RecoveryCeremony } from '../gate/RecoveryCeremony.tsx'

const loadInside = () => import('./Inside.tsx')
const Inside = lazy(loadInside)

/** A vault just made, or with new words: it is open, but nobody goes on before the words are on paper. */
interface Created {
  vault: VaultView
  words: readonly string[]
}

export function App() {
  const status = useStatus()
  const [created, setCreated] = useState<Created | null>(null)
  const [locked, setLocked] = useState<EventPayload<'vault.locked'>['reason'] | null>(null)
  const { setColorScheme } = useMantineColorScheme()

  useEngineEvents(
    useCallback((reason) => {
      setCreated(null)
      setLocked(reason)
      settled()
      // The next to unlock begins at the beginning, not at the page of whoever was here before.
      go(paths.cases(), 'replace')
    }, []),
  )

  const settings = status.data?.settings
  const language = settings === undefined ? null : settings.language === 'system' ? (status.data?.systemLanguage ?? 'sv') : settings.language
  useLanguageOf(language)
  const theme = settings?.theme ?? 'system'
  useEffect(() => setColorScheme(theme === 'system' ? 'auto' : theme), [theme, setColorScheme])

  const known = status.data !== undefined
  useEffect(() => {
    if (known) void loadInside()
  }, [known])

  const waiting = (
    <Center h="100%">
      <Loader aria-hidden />
    </Center>
  )
  if (status.data === undefined) {
    return status.error === null ? waiting : <ErrorNotice error={status.error} />
  }
  if (created !== null) return <RecoveryCeremony vault={created.vault} words={created.words} onDone={() => setCreated(null)} />
  if (status.data.vault === null) {
    return <Gate status={status.data} locked={locked} onCreated={(vault, words) => setCreated({ vault, words })} />
  }
  return (
    <CeremonyProvider value={(vault, words) => setCreated({ vault, words })}>
      <Suspense fallback={waiting}>
        <Inside />
      </Suspense>
    </CeremonyProvider>
  )
}
