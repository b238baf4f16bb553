import { Button, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueOverview } from '../../../shared/contract/index.ts'
import { dynamicText } from '../../../shared/locales/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call, onEvent } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { paths } from '../../client/paths.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Crumb } from '../../ui/Page.tsx'

/** As many cases as don't push the page itself out of the window. */
const SHOWN = 3

/** What every page says while pages wait or are captured, but that of the list itself. Nothing starts by itself. */
export function QueueNotice() {
  const client = useQueryClient()
  const { pathname } = useLocation()
  const overview = useCall('queue.overview', {})
  useEffect(() => onEvent('queue.changed', () => void client.invalidateQueries({ queryKey: ['queue.overview'] })), [client])
  const resume = useAction((chain: CaseId) => call('queue.start', { case: chain }))
  const open = (overview.data ?? []).filter((each) => paths.capture(each.case) !== pathname)
  return (
    <>
      {open.slice(0, SHOWN).map((each) => (
        // How it stands is part of the key: what was put away comes again when that changes.
        <OfCase key={`${each.case} ${each.phase} ${each.stopped?.code}`} {...each} onResume={() => void resume.run(each.case)} />
      ))}
      <ErrorNotice error={resume.error} />
    </>
  )
}

function OfCase({ case: chain, title, waiting, phase, stopped, onResume }: QueueOverview & { onResume: () => void }) {
  const { t } = useTranslation()
  const [read, setRead] = useState(false)
  if (read) return null
  const idle = phase === 'idle'
  const act = (
    <>
      {idle && <Button onClick={onResume}>{t('queue.notice.resume')}</Button>}{' '}
      <Button variant="default" onClick={() => setRead(true)}>
        {t('common.action.dismiss')}
      </Button>
    </>
  )
  return (
    <Notice tone={stopped === null ? 'info' : 'warn'} title={idle ? t('queue.notice.title', { count: waiting }) : t('queue.notice.going')} action={act}>
      <Text size="sm">
        {t('queue.notice.case')}: <Crumb to={paths.capture(chain)}>{title}</Crumb>
      </Text>
      {stopped !== null && (
        <Text size="sm">
          {t('queue.stopped.title')}. {dynamicText(t, `errors.${stopped.code}.what`, stopped.params)}
        </Text>
      )}
      {idle ? <Text size="sm">{t('queue.notice.idle')}</Text> : waiting > 0 && <Text size="sm">{t('queue.notice.left', { count: waiting })}</Text>}
    </Notice>
  )
}
