import { Button, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { JobSteps } from '../../ui/JobSteps.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import type { ImportWork } from './useImport.ts'

/** Up while files are read, and after that only if something went wrong. */
export function ImportDialog({ work }: { work: ImportWork }) {
  const { t } = useTranslation()
  const { job } = work
  const error = work.error ?? job.error
  return (
    <Dialog title={t('casePage.import.title')} opened={job.running || error !== null} onClose={job.running ? job.cancel : work.close}>
      {error === null ? (
        <JobSteps job={job} />
      ) : (
        <Stack>
          <ErrorNotice error={error} />
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
