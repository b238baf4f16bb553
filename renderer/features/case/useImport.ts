import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call, ClientError } from '../../client/bridge.ts'
import { type Job, useJob } from '../../client/job.ts'
import { tell } from '../../ui/tell.ts'

export interface ImportWork {
  job: Job
  /** Of the dialog; the job has its own. */
  error: ClientError | null
  /** Set where some files were saved and others weren't. */
  partial: ImportReport | null
  choose(): void
  close(): void
}

/** Chooses files in the door's dialog and brings them in as exhibits. */
export function useImport(caseId: CaseId): ImportWork {
  const { t } = useTranslation()
  const job = useJob()
  const [error, setError] = useState<ClientError | null>(null)
  const [partial, setPartial] = useState<ImportReport | null>(null)

  const work = async (): Promise<void> => {
    setError(null)
    setPartial(null)
    try {
      const files = await call('dialog.files', {})
      if (files.length === 0) return
      const made = await job.start((id) => call('import.files', { job: id, case: caseId, files: files.map(({ token }) => token) }))
      if (made === null) return
      if (made.failures.length > 0) setPartial(made)
      else tell(t('casePage.import.done', { count: made.exhibits.length }))
    } catch (thrown) {
      setError(thrown instanceof ClientError ? thrown : new ClientError({ code: 'internal', params: {} }, thrown))
    }
  }
  return {
    job,
    error,
    partial,
    choose: () => {
      if (!job.running) void work()
    },
    close: () => {
      setError(null)
      setPartial(null)
      job.reset()
    },
  }
}
