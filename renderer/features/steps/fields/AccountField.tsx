import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { pairsOf, textOf } from '../forms.ts'
import { useHeld } from '../useRecords.ts'
import type { FieldProps } from './FieldControl.tsx'

/** One of the accounts that the chosen mandate names. */
export function AccountField({ caseId, name, values, label, error, onChange }: FieldProps) {
  const { t } = useTranslation()
  const mandate = useHeld(caseId, 'mandate').find(({ id }) => id === textOf(values, 'mandate'))
  const accounts = mandate?.content.accounts ?? []
  const [chosen] = pairsOf(values, name)
  const index = accounts.findIndex(({ platform, account }) => platform === chosen?.[0] && account === chosen[1])
  const options = accounts.map(({ platform, account }, at) => ({ value: String(at), label: `${platform}: ${account}` }))
  return (
    <NativeSelect
      label={label}
      error={error}
      value={index < 0 ? '' : String(index)}
      onChange={({ currentTarget }) => {
        const account = accounts[Number(currentTarget.value)]
        onChange(name, currentTarget.value === '' || account === undefined ? [] : [[account.platform, account.account]])
      }}
      data={[{ value: '', label: t('records.none') }, ...options]}
    />
  )
}
