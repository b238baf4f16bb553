import { Button, Group, Stack, Tabs, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconEyeOff, IconMask, IconPencil, IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ExhibitView } from '../../../shared/contract/index.ts'
import { isForWitness, textArtefact, type ExhibitId } from '../../../shared/model/index.ts'
import { useCall } from '../../client/hooks.ts'
import { go, href, paths } from '../../client/paths.ts'
import { CompletenessNotes } from '../../ui/CompletenessNotes.tsx'
import { CustodyLog } from '../../ui/CustodyLog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Crumb, HashLink, PageHeader, Panel, Pending } from '../../ui/Page.tsx'
import { CompletenessText, WitnessBadge } from '../../ui/Status.tsx'
import { NoteDialog } from '../case/NoteDialog.tsx'
import { ComparisonTab, useCompared } from './ComparisonTab.tsx'
import { Covered } from './Covered.tsx'
import { MaskingSign } from './MaskingSign.tsx'
import { ExhibitFacts } from './ExhibitFacts.tsx'
import { FileList } from './FileList.tsx'
import { PictureView } from './PictureView.tsx'
import { ProvenanceView } from './ProvenanceView.tsx'
import { ReadingTab } from './ReadingTab.tsx'
import { ReceivedTabs } from './ReceivedTabs.tsx'
import { Truncated, Unshown } from './SaveCopy.tsx'
import { Statements } from './Statements.tsx'
import { Nothing, TextView } from './TextView.tsx'
import { type Uncovering, useContent } from './useContent.ts'

export function ExhibitPage({ exhibitId }: { exhibitId: ExhibitId }) {
  const exhibit = useCall('exhibit.get', { exhibit: exhibitId })
  return exhibit.data === undefined ? <Pending query={exhibit} /> : <Exhibit exhibit={exhibit.data} />
}

function Exhibit({ exhibit }: { exhibit: ExhibitView }) {
  const { t } = useTranslation()
  const home = useCall('case.get', { case: exhibit.case })
  const uncovering = useContent(exhibit.id)
  const [correcting, correct] = useDisclosure(false)
  const compared = useCompared(exhibit)
  const { content } = uncovering
  const canCorrect = exhibit.kind === 'note' && exhibit.supersededBy === null
  const startCorrection = async () => {
    // The present wording has to be seen to be corrected.
    const shown = content ?? (await uncovering.show.run())
    if (shown !== null) correct.open()
  }
  return (
    <>
      <PageHeader
        over={
          <>
            <HashLink to={paths.cases()}>{t('cases.title')}</HashLink> / <Crumb to={paths.case(exhibit.case)}>{home.data?.title ?? '…'}</Crumb> /{' '}
            {t('exhibit.number', { number: exhibit.number })}
          </>
        }
        title={exhibit.title}
        actions={
          <>
            {isForWitness(exhibit.kind) && (
              <Button component="a" href={href(paths.witness(exhibit.id))} leftSection={<IconUserCheck size={16} aria-hidden />}>
                {t('exhibit.witness')}
              </Button>
            )}
            {isForWitness(exhibit.kind) && (
              <Button component="a" href={href(paths.mask(exhibit.id))} variant="default" leftSection={<IconMask size={16} aria-hidden />}>
                {t('masking.start')}
              </Button>
            )}
            {canCorrect && (
              <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => void startCorrection()}>
                {t('exhibit.correct')}
              </Button>
            )}
            {content !== null && (
              <Button variant="default" leftSection={<IconEyeOff size={16} aria-hidden />} onClick={uncovering.cover}>
                {t('exhibit.covered.cover')}
              </Button>
            )}
          </>
        }
      />
      <Stack>
        <Versions exhibit={exhibit} />
        <Group gap="lg">
          <WitnessBadge exhibit={exhibit} compares={compared} />
          {exhibit.completeness !== null && <CompletenessText completeness={exhibit.completeness} />}
          <MaskingSign exhibit={exhibit} />
        </Group>
        <ExhibitFacts exhibit={exhibit} />
        <CompletenessNotes completeness={exhibit.completeness} />
        {exhibit.kind === 'received' ? <ReceivedTabs exhibit={exhibit} /> : <ExhibitTabs exhibit={exhibit} uncovering={uncovering} />}
      </Stack>
      {content !== null && (
        <NoteDialog
          target={{ exhibit: exhibit.id, title: exhibit.title, text: content.text ?? '' }}
          opened={correcting}
          onClose={correct.close}
          onSaved={(next) => go(paths.exhibit(next.id))}
        />
      )}
    </>
  )
}

function Versions({ exhibit }: { exhibit: ExhibitView }) {
  const { t } = useTranslation()
  return (
    <>
      {exhibit.supersededBy !== null && (
        <Notice tone="info" title={t('casePage.list.superseded')}>
          <HashLink to={paths.exhibit(exhibit.supersededBy)}>{t('exhibit.supersededLink')}</HashLink>
        </Notice>
      )}
      {exhibit.supersedes !== null && (
        <Notice tone="info" title={t('casePage.list.corrects')}>
          <HashLink to={paths.exhibit(exhibit.supersedes)}>{t('exhibit.supersedesLink')}</HashLink>
        </Notice>
      )}
    </>
  )
}

function ExhibitTabs({ exhibit, uncovering }: { exhibit: ExhibitView; uncovering: Uncovering }) {
  const { t } = useTranslation()
  const { content } = uncovering
  const log = useCall('custody.list', { case: exhibit.case })
  const pictures = exhibit.preview.pictures > 0
  const { text } = exhibit.preview
  const original = exhibit.artefacts.find(({ name }) => name.startsWith('original.'))
  const readable = textArtefact(exhibit.artefacts)
  const unshown = !pictures && !text && original !== undefined ? <Unshown exhibit={exhibit} artefact={original} /> : null
  const read = exhibit.artefacts.some(({ name }) => name === 'posts.json')
  const first = exhibit.kind === 'comparison' ? 'comparison' : pictures || unshown !== null ? 'picture' : text ? 'text' : 'files'
  return (
    <Tabs defaultValue={first}>
      <Tabs.List>
        {exhibit.kind === 'comparison' && <Tabs.Tab value="comparison">{t('exhibit.tab.comparison')}</Tabs.Tab>}
        {(pictures || exhibit.kind !== 'note') && <Tabs.Tab value="picture">{t('exhibit.tab.picture')}</Tabs.Tab>}
        <Tabs.Tab value="text">{t('exhibit.tab.text')}</Tabs.Tab>
        {read && <Tabs.Tab value="reading">{t('exhibit.tab.reading')}</Tabs.Tab>}
        <Tabs.Tab value="provenance">{t('exhibit.tab.provenance')}</Tabs.Tab>
        <Tabs.Tab value="files">{`${t('exhibit.tab.files')} (${exhibit.artefacts.length})`}</Tabs.Tab>
        <Tabs.Tab value="witnesses">{`${t('exhibit.tab.witnesses')} (${exhibit.attestations.length})`}</Tabs.Tab>
        <Tabs.Tab value="log">{t('exhibit.tab.log')}</Tabs.Tab>
      </Tabs.List>
      {exhibit.kind === 'comparison' && (
        <Tabs.Panel value="comparison" pt="md">
          {content === null ? (
            <Panel padded={false}>
              <Covered uncovering={uncovering} />
            </Panel>
          ) : (
            <ComparisonTab content={content} />
          )}
        </Tabs.Panel>
      )}
      <Tabs.Panel value="picture" pt="md">
        <Panel padded={false}>
          {!pictures ? (
            (unshown ?? <Nothing>{t('exhibit.picture.none')}</Nothing>)
          ) : content === null ? (
            <Covered uncovering={uncovering} />
          ) : (
            <PictureView content={content} />
          )}
        </Panel>
      </Tabs.Panel>
      <Tabs.Panel value="text" pt="md">
        <Panel padded={false}>
          {!text ? (
            (unshown ?? <Nothing>{t('exhibit.text.none')}</Nothing>)
          ) : content === null ? (
            <Covered uncovering={uncovering} />
          ) : (
            <TextView artefact={readable} content={content} truncated={readable && <Truncated exhibit={exhibit} artefact={readable} />} />
          )}
        </Panel>
      </Tabs.Panel>
      {read && (
        <Tabs.Panel value="reading" pt="md">
          {content === null ? (
            <Panel padded={false}>
              <Covered uncovering={uncovering} />
            </Panel>
          ) : (
            <ReadingTab exhibit={exhibit} content={content} />
          )}
        </Tabs.Panel>
      )}
      <Tabs.Panel value="provenance" pt="md">
        <Panel>
          {exhibit.kind === 'note' ? (
            <Nothing>{t('exhibit.provenance.noteLead')}</Nothing>
          ) : exhibit.kind === 'file' ? (
            <Nothing>{t('exhibit.provenance.fileLead')}</Nothing>
          ) : content === null ? (
            <Covered uncovering={uncovering} />
          ) : content.provenance === null ? (
            <Nothing>{t('exhibit.provenance.none')}</Nothing>
          ) : (
            <ProvenanceView json={content.provenance} />
          )}
        </Panel>
      </Tabs.Panel>
      <Tabs.Panel value="files" pt="md">
        <FileList exhibit={exhibit} />
      </Tabs.Panel>
      <Tabs.Panel value="witnesses" pt="md">
        <Statements exhibit={exhibit} />
      </Tabs.Panel>
      <Tabs.Panel value="log" pt="md">
        <Text size="sm" c="dimmed" mb="sm">
          {t('custody.log.exhibitLead')}
        </Text>
        {log.data === undefined ? (
          <Pending query={log} />
        ) : (
          <Panel padded={false}>
            <CustodyLog entries={log.data.filter(({ type, subject }) => /^(exhibit|reading)\./.test(type) && subject['number'] === exhibit.number)} />
          </Panel>
        )}
      </Tabs.Panel>
    </Tabs>
  )
}
