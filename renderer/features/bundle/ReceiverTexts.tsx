import { Checkbox, Stack, Textarea, TextInput, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { visible } from '../../../shared/encoding/index.ts'
import { Panel } from '../../ui/Page.tsx'
import type { Choosing } from './choices.ts'

export interface ReceiverTextsProps {
  choices: Choosing
  /** Of the case, as it is called in the vault. */
  ownTitle: string
  /** Whether what lacks is marked. */
  checked: boolean
}

/** What the receiver reads of why something lacks, and what the case is called for them. */
export function ReceiverTexts({ choices, ownTitle, checked }: ReceiverTextsProps) {
  const { t } = useTranslation()
  const { profile, reason, title, hideWitnesses, set } = choices
  if (profile === 'police') return null
  const lacking = (text: string) => (checked && text.trim() === '' ? t('common.form.required') : null)
  return (
    <Panel>
      <Stack>
        <Title order={2}>{t('bundle.receiver.title')}</Title>
        {profile === 'masked' && (
          <TextInput
            label={t('bundle.receiver.caseTitle')}
            description={t('bundle.receiver.caseTitleHint', { title: visible(ownTitle) })}
            value={title}
            onChange={({ currentTarget }) => set({ title: currentTarget.value })}
            error={lacking(title)}
            maxLength={300}
            autoComplete="off"
            required
          />
        )}
        <Textarea
          label={t('bundle.receiver.reason')}
          description={t(`bundle.receiver.reasonHint.${profile}`)}
          value={reason}
          onChange={({ currentTarget }) => set({ reason: currentTarget.value })}
          error={lacking(reason)}
          maxLength={2000}
          autosize
          minRows={2}
          required
        />
        {profile === 'masked' && (
          <Checkbox
            label={t('bundle.receiver.hideWitnesses')}
            description={t('bundle.receiver.hideWitnessesHint')}
            checked={hideWitnesses}
            onChange={({ currentTarget }) => set({ hideWitnesses: currentTarget.checked })}
          />
        )}
      </Stack>
    </Panel>
  )
}
