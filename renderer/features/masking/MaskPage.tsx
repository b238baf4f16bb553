import { Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitView, MaskingView } from '../../../shared/contract/index.ts'
import type { ExhibitId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { go, paths } from '../../client/paths.ts'
import { Crumb, HashLink, PageHeader, Panel, Pending } from '../../ui/Page.tsx'
import { Covered } from '../exhibit/Covered.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Explanation } from './Explanation.tsx'
import { MaskEditor } from './MaskEditor.tsx'
import { usePossible } from './usePossible.ts'

export interface MaskPageProps {
  exhibitId: ExhibitId
  /** Where saving leads back to. */
  from: 'exhibit' | 'bundle'
}

export function MaskPage({ exhibitId, from }: MaskPageProps) {
  const exhibit = useCall('exhibit.get', { exhibit: exhibitId })
  return exhibit.data === undefined ? <Pending query={exhibit} /> : <Masking exhibit={exhibit.data} from={from} />
}

function Masking({ exhibit, from }: { exhibit: ExhibitView; from: MaskPageProps['from'] }) {
  const { t } = useTranslation()
  const home = useCall('case.get', { case: exhibit.case })
  const cannot = useCannot(exhibit)
  // To open it is to look at it: covered until somebody chooses to, and kept only as long as the page.
  const [view, setView] = useState<MaskingView | null>(null)
  const show = useAction(async (_: void) => {
    const opened = await call('masking.open', { exhibit: exhibit.id })
    setView(opened)
    return opened
  })
  return (
    <>
      <PageHeader
        over={
          <>
            <HashLink to={paths.cases()}>{t('cases.title')}</HashLink> / <Crumb to={paths.case(exhibit.case)}>{home.data?.title ?? '…'}</Crumb> /{' '}
            <HashLink to={paths.exhibit(exhibit.id)}>{t('exhibit.number', { number: exhibit.number })}</HashLink>
            {from === 'bundle' && (
              <>
                {' '}
                · <HashLink to={paths.bundle(exhibit.case)}>{t('masking.backToBundle')}</HashLink>
              </>
            )}
          </>
        }
        title={t('masking.title', { number: exhibit.number })}
        lead={t('masking.lead')}
      />
      <Stack>
        {cannot === null && <Explanation />}
        {cannot !== null ? (
          <Notice tone="warn" title={t('masking.cannot.title')}>
            {t(`masking.cannot.${cannot}`)}
          </Notice>
        ) : view === null ? (
          <Panel padded={false}>
            <Covered uncovering={{ show }} />
          </Panel>
        ) : (
          <MaskEditor view={view} ownTitle={exhibit.title} onSaved={() => go(from === 'bundle' ? paths.bundle(exhibit.case) : paths.exhibit(exhibit.id))} />
        )}
      </Stack>
    </>
  )
}

/** Why there is nothing to do here, for whoever comes by address; null: there is, or it isn't known yet. */
function useCannot({ id, case: home, kind }: ExhibitView): 'received' | 'comparison' | 'recheck' | 'nothing' | null {
  const possible = usePossible(home)
  if (kind === 'received' || kind === 'comparison' || kind === 'recheck') return kind
  return possible?.has(id) === false ? 'nothing' : null
}
