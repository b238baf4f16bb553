import './client/jitless.ts'
import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './ui/base.css'
import { type MantineColorScheme, type MantineColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLanguage } from './client/i18n.ts'
import { createQueries } from './client/query.ts'
import { App } from './features/shell/App.tsx'
import { theme, tokens } from './ui/theme.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
// The style tag that keeps the page from scrolling behind a dialog asks for its nonce here.
Object.assign(window, { __webpack_nonce__: nonce })

/** The engine keeps the choice; the page keeps nothing. */
const inMemory: MantineColorSchemeManager = {
  get: (fallback: MantineColorScheme) => fallback,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
}

// The engine's answer decides; this is what the first moment shows.
startLanguage(navigator.language.toLowerCase().startsWith('sv') ? 'sv' : 'en')

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueries()}>
      <MantineProvider theme={theme} cssVariablesResolver={tokens} defaultColorScheme="auto" colorSchemeManager={inMemory} getStyleNonce={() => nonce}>
        <Notifications position="bottom-left" containerWidth={188} limit={3} autoClose={6000} />
        <App />
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
)
