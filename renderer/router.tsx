import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { history, useBundleParam, useCaseParam, useCaseTab, useExhibitParam, useListParam, useMaskParam, useStepParam, useWitnessParam } from './client/paths.ts'
import { BoardPage } from './features/board/BoardPage.tsx'
import { BundlePage } from './features/bundle/BundlePage.tsx'
import { CapturePage } from './features/capture/CapturePage.tsx'
import { CasePage } from './features/case/CasePage.tsx'
import { CasesPage } from './features/cases/CasesPage.tsx'
import { DisposalPage } from './features/disposal/DisposalPage.tsx'
import { ExhibitPage } from './features/exhibit/ExhibitPage.tsx'
import { HandOverPage } from './features/handover/HandOverPage.tsx'
import { MaskPage } from './features/masking/MaskPage.tsx'
import { PeoplePage } from './features/people/PeoplePage.tsx'
import { ReferencePage } from './features/reference/ReferencePage.tsx'
import { SettingsPage } from './features/settings/SettingsPage.tsx'
import { SearchPage } from './features/search/SearchPage.tsx'
import { MissingPage } from './features/shell/MissingPage.tsx'
import { Shell } from './features/shell/Shell.tsx'
import { VaultLogPage } from './features/shell/VaultLogPage.tsx'
import { ListPage } from './features/sightings/ListPage.tsx'
import { StepPage } from './features/steps/StepPage.tsx'
import { CheckPage } from './features/verify/CheckPage.tsx'
import { VerifyPage } from './features/verify/VerifyPage.tsx'
import { SittingPage } from './features/witness/SittingPage.tsx'
import { useSitting } from './features/witness/useSitting.ts'
import { WitnessPage } from './features/witness/WitnessPage.tsx'
import { Pending } from './ui/Page.tsx'

// Keyed by what they show, so that nothing uncovered or typed for one stays for the next.
function Case() {
  const id = useCaseParam()
  return <CasePage key={id} caseId={id} tab={useCaseTab()} />
}
const Capture = () => <CapturePage caseId={useCaseParam()} />
function Bundle() {
  const id = useCaseParam()
  return <BundlePage key={id} caseId={id} />
}
function Receive() {
  const id = useCaseParam()
  return <VerifyPage key={id} into={id} />
}
const Verify = () => <VerifyPage key="verify" />
function Disposal() {
  const id = useCaseParam()
  return <DisposalPage key={id} caseId={id} />
}
function StepOfCase() {
  const { caseId, step } = useStepParam()
  return <StepPage key={`${caseId} ${step}`} caseId={caseId} step={step} />
}
function List() {
  const { caseId, exhibit } = useListParam()
  return <ListPage key={exhibit} caseId={caseId} exhibit={exhibit} />
}
function HandOver() {
  const { caseId, number } = useBundleParam()
  return <HandOverPage key={`${caseId} ${number}`} caseId={caseId} number={number} />
}
function Exhibit() {
  const id = useExhibitParam()
  return <ExhibitPage key={id} exhibitId={id} />
}
function Mask() {
  const { exhibit, from } = useMaskParam()
  return <MaskPage key={exhibit} exhibitId={exhibit} from={from} />
}
function Witness() {
  const ids = useWitnessParam()
  return <WitnessPage key={ids.join()} ids={ids} />
}

/** While a witness sits at the machine nothing else can be reached, whatever stands in the address. */
function Root() {
  const sitting = useSitting()
  if (sitting.data === undefined) return <Pending query={sitting} />
  return sitting.data === null ? <Outlet /> : <SittingPage sitting={sitting.data} />
}

const root = createRootRoute({ component: Root, notFoundComponent: MissingPage, errorComponent: MissingPage })
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })
const inShell = (path: string, component: () => ReactNode) => createRoute({ getParentRoute: () => shell, path, component })

const tree = root.addChildren([
  createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/cases' })
    },
  }),
  // Outside the shell: nothing on the screen but what the witness needs.
  createRoute({ getParentRoute: () => root, path: '/exhibits/$exhibitId/witness', component: Witness }),
  shell.addChildren([
    inShell('/board', BoardPage),
    inShell('/cases', CasesPage),
    inShell('/cases/$caseId', Case),
    inShell('/cases/$caseId/capture', Capture),
    inShell('/cases/$caseId/steps/$step', StepOfCase),
    inShell('/cases/$caseId/list/$exhibitId', List),
    inShell('/cases/$caseId/export', Bundle),
    inShell('/cases/$caseId/receive', Receive),
    inShell('/cases/$caseId/disposal', Disposal),
    inShell('/cases/$caseId/hand-over/$number', HandOver),
    inShell('/exhibits/$exhibitId', Exhibit),
    inShell('/exhibits/$exhibitId/mask', Mask),
    inShell('/search', SearchPage),
    inShell('/people', PeoplePage),
    inShell('/verify', Verify),
    inShell('/check', CheckPage),
    inShell('/reference', ReferencePage),
    inShell('/log', VaultLogPage),
    inShell('/settings', SettingsPage),
  ]),
])

export const router = createRouter({ routeTree: tree, history, scrollRestoration: false })
