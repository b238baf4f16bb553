import { Button, Group, Stack, Tabs, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ExhibitView } from '../../../shared/contract/index.ts'
import { Panel } from '../../ui/Page.tsx'
import { Covered } from '../exhibit/Covered.tsx'
import { PictureView } from '../exhibit/PictureView.tsx'
import { Nothing, TextView } from '../exhibit/TextView.tsx'
import { useContent } from '../exhibit/useContent.ts'
import { Shown } from '../../ui/Shown.tsx'

export interface LookStepProps {
  exhibit: ExhibitView
  onBack: () => void
  onLooked: () => void
}

/** The witness looks first and reads the statement after: what they sign is what they saw. */
export function LookStep({ exhibit, onBack, onLooked }: LookStepProps) {
  const { t } = useTranslation()
  const uncovering = useContent(exhibit.id)
  const { content } = uncovering
  const pictures = exhibit.preview.pictures > 0
  const { text } = exhibit.preview
  const showable = pictures || text
  return (
    <Stack>
      <Text size="sm">{t('witness.look.lead')}</Text>
      <Text size="sm" fw={600}>
        {t('exhibit.number', { number: exhibit.number })}: <Shown>{exhibit.title}</Shown>
      </Text>
      {!showable && <Text size="sm">{t('witness.look.noPicture')}</Text>}
      {showable && content === null && <Covered uncovering={uncovering} />}
      {showable && content !== null && (
        <Panel padded={false}>
          <Tabs defaultValue={pictures ? 'picture' : 'text'}>
            <Tabs.List>
              {pictures && <Tabs.Tab value="picture">{t('exhibit.tab.picture')}</Tabs.Tab>}
              {text && <Tabs.Tab value="text">{t('exhibit.tab.text')}</Tabs.Tab>}
            </Tabs.List>
            <Tabs.Panel value="picture">
              <PictureView content={content} />
            </Tabs.Panel>
            <Tabs.Panel value="text">
              <TextView exhibit={exhibit} content={content} truncated={<Nothing>{t('exhibit.text.truncatedTitle')}</Nothing>} />
            </Tabs.Panel>
          </Tabs>
        </Panel>
      )}
      <Group justify="space-between">
        <Group gap="sm">
          <Button onClick={onLooked} disabled={showable && content === null}>
            {t(showable ? 'witness.look.looked' : 'witness.look.notLooked')}
          </Button>
          {showable && content === null && (
            <Text size="sm" c="dimmed">
              {t('witness.look.must')}
            </Text>
          )}
        </Group>
        <Button variant="subtle" onClick={onBack}>
          {t('common.action.back')}
        </Button>
      </Group>
    </Stack>
  )
}
