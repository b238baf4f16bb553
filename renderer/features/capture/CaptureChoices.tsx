import { Accordion, Checkbox, Radio, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallParsed } from '../../../shared/contract/index.ts'

export type Choices = Pick<CallParsed<'capture.start'>, 'banner' | 'record'>

export const NO_CHOICES: Choices = { banner: 'leave', record: false }

/** What may be done differently this time; nothing of it is needed, so it is folded away. */
export function CaptureChoices({ value, onChange }: { value: Choices; onChange: (choices: Choices) => void }) {
  const { t } = useTranslation()
  return (
    <Accordion variant="contained">
      <Accordion.Item value="choices">
        <Accordion.Control>{t('capture.choices.title')}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm">
            <Radio.Group
              label={t('capture.choices.banner')}
              description={t('capture.choices.bannerHint')}
              value={value.banner}
              onChange={(banner) => onChange({ ...value, banner })}
            >
              <Stack gap={6} mt="xs">
                {(['leave', 'reject', 'accept'] as const).map((banner) => (
                  <Radio key={banner} value={banner} label={t(`capture.choices.${banner}`)} />
                ))}
              </Stack>
            </Radio.Group>
            <Checkbox
              label={t('capture.choices.record')}
              checked={value.record}
              onChange={(event) => onChange({ ...value, record: event.currentTarget.checked })}
            />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}
