import { Box } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecordView } from '../../../shared/contract/index.ts'
import { formatKronor } from '../../../shared/model/index.ts'
import { Facts } from '../../ui/Page.tsx'

/** Sums in whole öre: nothing is rounded. */
export function CostTotals({ records }: { records: readonly RecordView[] }) {
  const { t } = useTranslation()
  const sum = (sort: 'cost' | 'damage') => records.reduce((total, { content }) => total + (content.kind === 'cost' && content.sort === sort ? content.ore : 0), 0)
  const [costs, damages] = [sum('cost'), sum('damage')]
  return (
    <Box mt="xs">
      <Facts
        facts={[
          { label: t('records.total.costs'), value: `${formatKronor(costs)} kr` },
          { label: t('records.total.damages'), value: `${formatKronor(damages)} kr` },
          { label: t('records.total.sum'), value: `${formatKronor(costs + damages)} kr` },
        ]}
      />
    </Box>
  )
}
