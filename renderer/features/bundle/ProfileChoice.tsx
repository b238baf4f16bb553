import { Radio, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ExportProfile } from '../../../shared/contract/index.ts'
import { Panel } from '../../ui/Page.tsx'
import css from './bundle.module.css'

/** Which kind of bundle, each with what its receiver gets to see and to check. */
export function ProfileChoice({ profile, onChoose }: { profile: ExportProfile; onChoose(profile: ExportProfile): void }) {
  const { t } = useTranslation()
  return (
    <Panel>
      <Radio.Group label={t('bundle.profile.label')} value={profile} onChange={(value) => onChoose(ExportProfile.parse(value))}>
        <Stack gap="sm" mt="xs">
          {ExportProfile.options.map((each) => (
            <div key={each} className={css['profile']} data-chosen={each === profile}>
              <Radio value={each} label={t(`bundle.profile.${each}.name`)} aria-describedby={`profile-${each}`} />
              <Text size="sm" c="dimmed" id={`profile-${each}`} pl={32}>
                {t(`bundle.profile.${each}.says`)}
              </Text>
            </div>
          ))}
        </Stack>
      </Radio.Group>
    </Panel>
  )
}
