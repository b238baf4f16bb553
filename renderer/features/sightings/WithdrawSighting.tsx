import { useTranslation } from 'react-i18next'
import type { SightingView } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'

export function WithdrawSighting({ sighting, onClose }: { sighting: SightingView | null; onClose: () => void }) {
  const { t } = useTranslation()
  const texts = { title: t('sightings.withdraw.title'), lead: t('sightings.withdraw.lead'), reason: t('sightings.withdraw.reason'), submit: t('sightings.withdraw.submit') }
  return <ReasonDialog texts={texts} opened={sighting !== null} onClose={onClose} onSubmit={async (reason) => sighting && call('sighting.withdraw', { sighting: sighting.id, reason })} />
}
