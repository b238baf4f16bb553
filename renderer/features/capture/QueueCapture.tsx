import { Stack } from '@mantine/core'
import type { CaseId } from '../../../shared/model/index.ts'
import { Pending } from '../../ui/Page.tsx'
import { QueueForm } from './QueueForm.tsx'
import { QueueList } from './QueueList.tsx'
import { useQueue } from './useQueue.ts'

/** Many pages by their links, one after the other. The engine goes on with them whatever this window shows. */
export function QueueCapture({ caseId }: { caseId: CaseId }) {
  const queue = useQueue(caseId)
  return (
    <Stack>
      <QueueForm queue={queue} />
      {queue.query.data === undefined ? <Pending query={queue.query} /> : <QueueList queue={queue} view={queue.query.data} />}
    </Stack>
  )
}
