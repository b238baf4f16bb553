import { Button } from '@mantine/core'
import { IconTableImport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseId } from '../../../shared/model/index.ts'
import { call, ClientError } from '../../client/bridge.ts'
import { useJob } from '../../client/job.ts'
import { go, paths } from '../../client/paths.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'

/** Chooses a list, keeps it as an exhibit as it is, and goes to what its columns mean. */
export function ListImportButton({ caseId }: { caseId: CaseId }) {
  const { t } = useTranslation()
  const job = useJob()
  const [error, setError] = useState<ClientError | null>(null)
  const [isMany, setMany] = useState(false)
  const choose = async () => {
    setError(null)
    try {
      const [file, ...others] = await call('dialog.files', {})
      setMany(others.length > 0)
      if (file === undefined || others.length > 0) return
      const made = await job.start((id) => call('import.files', { job: id, case: caseId, files: [file.token] }))
      const exhibit = made?.exhibits[0]
      if (exhibit !== undefined) go(paths.list(caseId, exhibit.id))
    } catch (thrown) {
      setError(thrown instanceof ClientError ? thrown : new ClientError({ code: 'internal', params: {} }, thrown))
    }
  }
  return (
    <>
      <Button variant="default" leftSection={<IconTableImport size={16} aria-hidden />} onClick={() => void choose()} loading={job.running}>
        {t('lists.choose')}
      </Button>
      {isMany && <Notice tone="warn" title={t('lists.oneOnly')} role="alert" />}
      <ErrorNotice error={error ?? job.error} />
    </>
  )
}
