import { Button, Group, List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../../shared/contract/index.ts'
import { dynamicText } from '../../../shared/locales/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import type { ImportWork } from './useImport.ts'
import { Shown } from '../../ui/Shown.tsx'

/** Up while files are read, and after that only if something went wrong. Only its own button stops the reading. */
export function ImportDialog({ work }: { work: ImportWork }) {
  const { t } = useTranslation()
  const { job, partial } = work
  const error = work.error ?? job.error
  const over = error !== null || partial !== null
  return (
    <Dialog title={t('casePage.import.title')} opened={job.running || over} onClose={work.close} busy={job.running}>
      {!over ? (
        <JobSteps job={job} />
      ) : (
        <Stack>
          <ErrorNotice error={error} />
          {partial !== null && <Partial report={partial} />}
          <Group justify="flex-end">
            <Button onClick={work.close} data-autofocus>
              {t('common.action.close')}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  )
}

/** What became an exhibit stays one, so both are told: how many did, and which files didn't and why. */
function Partial({ report: { exhibits, failures } }: { report: ImportReport }) {
  const { t } = useTranslation()
  return (
    <Notice tone="warn" role="alert" title={t('casePage.import.left', { count: failures.length })}>
      <Text size="sm">{t('casePage.import.done', { count: exhibits.length })}</Text>
      <List size="sm" mt="xs" aria-label={t('casePage.import.leftList')}>
        {failures.map(({ name, code, params }, index) => (
          <List.Item key={index}>
            <strong><Shown>{name}</Shown></strong>: {dynamicText(t, `errors.${code}.what`, params)}
          </List.Item>
        ))}
      </List>
    </Notice>
  )
}
