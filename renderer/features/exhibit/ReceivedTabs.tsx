import { Button, Tabs, Text, Title } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitView, Verification } from '../../../shared/contract/index.ts'
import { receivedState, type ReceivedSource } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { CustodyLog } from '../../ui/CustodyLog.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Panel, Pending } from '../../ui/Page.tsx'
import { visible } from '../../../shared/encoding/index.ts'
import { ReceivedView } from '../receive/ReceivedView.tsx'
import { FileList } from './FileList.tsx'
import css from './exhibit.module.css'

const TONES = { received: 'info', receivedIncomplete: 'warn', receivedFailed: 'bad' } as const

/** A bundle that was received: what it is, first of all; what it says, when asked for. */
export function ReceivedTabs({ exhibit }: { exhibit: ExhibitView }) {
  const { t } = useTranslation()
  const log = useCall('custody.list', { case: exhibit.case })
  const [found, setFound] = useState<Verification | null>(null)
  const show = useAction(async () => setFound(await call('bundle.received', { exhibit: exhibit.id })))
  return (
    <>
      {exhibit.source !== null && 'verdict' in exhibit.source && <State source={exhibit.source} />}
      <Tabs defaultValue="received">
        <Tabs.List>
          <Tabs.Tab value="received">{t('received.tab')}</Tabs.Tab>
          <Tabs.Tab value="files">{`${t('exhibit.tab.files')} (${exhibit.artefacts.length})`}</Tabs.Tab>
          <Tabs.Tab value="log">{t('exhibit.tab.log')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="received" pt="md">
          {found !== null ? (
            <ReceivedView found={found} />
          ) : (
            <Panel padded={false}>
              <div className={css['cover']}>
                <div className={css['coverBox']}>
                  <IconEyeOff size={30} stroke={1.4} aria-hidden />
                  <Title order={2}>{t('received.cover.title')}</Title>
                  <Text size="sm">{t('received.cover.lead')}</Text>
                  <Button leftSection={<IconEye size={17} aria-hidden />} onClick={() => void show.run(undefined)} loading={show.pending}>
                    {t('received.cover.show')}
                  </Button>
                </div>
                <ErrorNotice error={show.error} />
              </div>
            </Panel>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="files" pt="md">
          <FileList exhibit={exhibit} />
        </Tabs.Panel>
        <Tabs.Panel value="log" pt="md">
          {log.data === undefined ? (
            <Pending query={log} />
          ) : (
            <Panel padded={false}>
              <CustodyLog entries={log.data.filter(({ type, subject }) => type.startsWith('exhibit.') && subject['number'] === exhibit.number)} />
            </Panel>
          )}
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

function State({ source }: { source: ReceivedSource }) {
  const { t } = useTranslation()
  const state = receivedState(source)
  return (
    <Notice tone={TONES[state]} title={t(`received.notice.${state}`)}>
      {source.reason !== '' && <Text size="sm">{t('received.notice.reason', { reason: visible(source.reason) })}</Text>}
      {source.paper === 'none' && <Text size="sm">{t('received.facts.none')}</Text>}
    </Notice>
  )
}
