import { Button, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ExhibitView } from '../../../shared/contract/index.ts'
import type { Artefact } from '../../../shared/model/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { formatBytes } from '../../ui/format.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import css from './exhibit.module.css'
import { useSaveCopy } from './useSaveCopy.ts'

interface SaveCopyProps {
  exhibit: ExhibitView
  artefact: Artefact
  title: string
  why: string
}

/** What can't be shown is no dead end: how it is kept, and the way to open it elsewhere. */
function SaveCopy({ exhibit, artefact, title, why }: SaveCopyProps) {
  const { t } = useTranslation()
  const save = useSaveCopy(exhibit.id)
  return (
    <div className={css['instead']}>
      <Notice
        tone="info"
        title={title}
        action={
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={() => void save.run(artefact.name)}
            loading={save.pending}
            aria-label={t('exhibit.files.saveNamed', { name: artefact.name })}
          >
            {t('exhibit.files.save')}
          </Button>
        }
      >
        <Stack gap={4}>
          <Text size="sm">{why}</Text>
          <Text size="xs" c="dimmed">
            {t('exhibit.files.warning')}
          </Text>
        </Stack>
      </Notice>
      <ErrorNotice error={save.error} />
    </div>
  )
}

/** In place of a file that the program doesn't show: too large, or of a kind it doesn't open. */
export function Unshown({ exhibit, artefact }: { exhibit: ExhibitView; artefact: Artefact }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { mediaType: type, bytes } = artefact
  if (bytes === 0) {
    return (
      <div className={css['instead']}>
        <Notice tone="info" title={t('exhibit.unshown.emptyTitle')}>
          <Text size="sm">{t('exhibit.unshown.empty')}</Text>
        </Notice>
      </div>
    )
  }
  const kind = type.startsWith('image/') ? 'picture' : /^(?:video|audio)\//.test(type) ? 'media' : 'other'
  const why = t(`exhibit.unshown.${kind}`, { type, size: formatBytes(bytes, language) })
  return <SaveCopy exhibit={exhibit} artefact={artefact} title={t('exhibit.unshown.title')} why={`${why} ${t('exhibit.unshown.safe')}`} />
}

/** Above the beginning of a text that is too large to be shown in full. */
export function Truncated({ exhibit, artefact }: { exhibit: ExhibitView; artefact: Artefact }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const why = t('exhibit.text.truncated', { size: formatBytes(artefact.bytes, language) })
  return <SaveCopy exhibit={exhibit} artefact={artefact} title={t('exhibit.text.truncatedTitle')} why={why} />
}
