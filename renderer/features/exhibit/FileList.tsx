import { Button, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ExhibitView } from '../../../shared/contract/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { formatBytes } from '../../ui/format.ts'
import { HashText } from '../../ui/HashText.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useSaveCopy } from './useSaveCopy.ts'
import { Shown } from '../../ui/Shown.tsx'
import { visible } from '../../../shared/encoding/index.ts'
import { textOr } from '../../../shared/locales/index.ts'
import { artefactKind } from '../../../shared/model/index.ts'

/** The file's name, and below it what it is. */
function ArtefactName({ name }: { name: string }) {
  const { t } = useTranslation()
  const { kind, answered } = artefactKind(name)
  const words = [textOr(t, `exhibit.artefacts.${kind}`, ''), answered ? t('exhibit.artefacts.answered') : ''].filter(Boolean).join(', ')
  return (
    <>
      <Shown>{name}</Shown>
      <Text size="xs" c="dimmed">
        {words}
      </Text>
    </>
  )
}

export function FileList({ exhibit }: { exhibit: ExhibitView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const save = useSaveCopy(exhibit.id)
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('exhibit.files.lead')} {t('exhibit.files.warning')}
      </Text>
      <ErrorNotice error={save.error} />
      <Panel padded={false}>
        <DataTable
          caption={t('exhibit.files.caption')}
          rows={exhibit.artefacts}
          rowKey={(artefact) => artefact.name}
          columns={[
            { key: 'name', header: t('exhibit.files.name'), cell: (artefact) => <ArtefactName name={artefact.name} /> },
            { key: 'type', header: t('exhibit.files.type'), cell: (artefact) => artefact.mediaType },
            { key: 'size', header: t('exhibit.files.size'), kind: 'number', cell: (artefact) => formatBytes(artefact.bytes, language) },
            {
              key: 'hash',
              header: t('exhibit.files.hash'),
              kind: 'tight',
              cell: (artefact) => <HashText value={artefact.sha256} label={`${t('common.hash.sha256')} (${visible(artefact.name)})`} digits={16} />,
            },
            {
              key: 'save',
              header: t('exhibit.files.save'),
              kind: 'tight',
              cell: (artefact) => (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconDownload size={14} aria-hidden />}
                  onClick={() => void save.run(artefact.name)}
                  disabled={save.pending}
                  aria-label={t('exhibit.files.saveNamed', { name: artefact.name })}
                >
                  {t('exhibit.files.save')}
                </Button>
              ),
            },
          ]}
        />
      </Panel>
    </Stack>
  )
}
