import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent } from '../../../shared/contract/index.ts'
import { Panel } from '../../ui/Page.tsx'
import { PictureView } from '../exhibit/PictureView.tsx'
import { Nothing, TextView } from '../exhibit/TextView.tsx'

/** Picture and text of what a witness looks at; nothing but that. */
export function PageView({ content, nothing }: { content: ExhibitContent; nothing: string }) {
  const { t } = useTranslation()
  const pictures = content.slices.length > 0
  const text = content.text !== null
  if (!pictures && !text) {
    return (
      <Panel padded={false}>
        <Nothing>{nothing}</Nothing>
      </Panel>
    )
  }
  return (
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
          <TextView artefact={null} content={content} truncated={<Nothing>{t('exhibit.text.truncatedTitle')}</Nothing>} />
        </Tabs.Panel>
      </Tabs>
    </Panel>
  )
}
