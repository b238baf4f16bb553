import { NativeSelect, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { visible } from '../../../shared/encoding/index.ts'
import type { PersonView } from '../../../shared/contract/index.ts'
import { useCall, useStatus } from '../../client/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'
import { SecretInput } from '../../ui/SecretInput.tsx'

export interface Approving {
  officer: string
  passphrase: string
}

export const NOBODY: Approving = { officer: '', passphrase: '' }

/** Officers who could approve: neither who is at work nor whom it is about; null while that isn't known. */
export function useApprovers(concerned: string | null): readonly PersonView[] | null {
  const status = useStatus()
  const people = useCall('person.list', {})
  const self = status.data?.vault?.officer.id
  if (people.data === undefined || self === undefined) return null
  return people.data.filter(({ id, role, departedAt }) => role === 'officer' && departedAt === null && id !== self && id !== concerned)
}

/** Whether all is there that the approval needs. */
export const isApproved = ({ officer, passphrase }: Approving, able: readonly PersonView[] | null): boolean =>
  able !== null && (able.length === 0 || (officer !== '' && passphrase !== ''))

export interface ApprovalFieldsProps {
  able: readonly PersonView[]
  value: Approving
  onChange: (value: Approving) => void
  /** Faults are shown only once the form was sent. */
  checked: boolean
}

export function ApprovalFields({ able, value, onChange, checked }: ApprovalFieldsProps) {
  const { t } = useTranslation()
  if (able.length === 0) return <Notice tone="info" title={t('people.approval.nobody')} />
  return (
    <Stack gap="sm" role="group" aria-label={t('people.approval.title')}>
      <Text fw={650} size="sm">
        {t('people.approval.title')}
      </Text>
      <Text size="sm">{t('people.approval.lead')}</Text>
      <NativeSelect
        label={t('people.approval.who')}
        value={value.officer}
        onChange={(event) => onChange({ officer: event.currentTarget.value, passphrase: '' })}
        data={[{ value: '', label: t('people.approval.choose') }, ...able.map(({ id, name }) => ({ value: id, label: visible(name) }))]}
        error={checked && value.officer === '' ? t('common.form.required') : null}
      />
      <SecretInput
        label={t('people.approval.passphrase')}
        value={value.passphrase}
        onChange={(passphrase) => onChange({ ...value, passphrase })}
        error={checked && value.passphrase === '' ? t('common.secret.required') : null}
      />
    </Stack>
  )
}
