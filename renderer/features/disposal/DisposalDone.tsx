import { Button, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Disposed } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { go, paths } from '../../client/paths.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { useCertificate } from './useCertificate.ts'

export interface DisposalDoneProps {
  caseId: CaseId
  done: Disposed
  onMore: () => void
}

export function DisposalDone({ caseId, done: { disposal, left, journal }, onMore }: DisposalDoneProps) {
  const { t } = useTranslation()
  const save = useCertificate()
  const isCase = disposal.scope === 'case'
  return (
    <>
      <PageHeader title={t('disposal.done.title')} lead={t('disposal.done.lead')} />
      <Stack maw={860}>
        {journal && <Notice tone="bad" title={t('disposal.done.journal')} />}
        {left > 0 && <Notice tone="warn" title={t('disposal.done.left')} />}
        <ErrorNotice error={save.error} />
        <Group>
          <Button onClick={() => void save.run(disposal)} loading={save.pending}>
            {t('disposal.list.save')}
          </Button>
          <Button variant="default" onClick={() => go(isCase ? paths.cases() : paths.case(caseId))}>
            {t(isCase ? 'disposal.done.cases' : 'disposal.done.back')}
          </Button>
          {!isCase && (
            <Button variant="subtle" onClick={onMore}>
              {t('disposal.open')}
            </Button>
          )}
        </Group>
      </Stack>
    </>
  )
}
