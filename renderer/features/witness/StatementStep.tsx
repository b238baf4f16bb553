import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AttestationDraft, ExhibitView, PersonView } from '../../../shared/contract/index.ts'
import { call, type ClientError } from '../../client/bridge.ts'
import { useLanguage } from '../../client/i18n.ts'
import { groupsOfFour } from '../../ui/format.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Facts } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import exhibitCss from '../exhibit/exhibit.module.css'
import css from './witness.module.css'

export interface StatementStepProps {
  exhibit: ExhibitView
  person: PersonView
  relation: string
  onBack: () => void
  onAgreed: (draft: AttestationDraft) => void
}

export function StatementStep({ exhibit, person, relation, onBack, onAgreed }: StatementStepProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  // Prepared anew whenever this step is entered: a challenge belongs to one sitting and grows stale.
  const draft = useQuery<AttestationDraft, ClientError>({
    queryKey: ['attestation.prepare', exhibit.id, person.id, relation, language],
    queryFn: () => call('attestation.prepare', { exhibit: exhibit.id, witness: person.id, relation, language }),
    gcTime: 0,
  })
  const back = (
    <Button variant="subtle" onClick={onBack}>
      {t('common.action.back')}
    </Button>
  )
  if (draft.data === undefined) {
    return (
      <Stack align="flex-start">
        {draft.error === null ? (
          <Text size="sm" role="status">
            <Loader size="xs" mr="xs" />
            {t('witness.statement.preparing')}
          </Text>
        ) : (
          <ErrorNotice error={draft.error} />
        )}
        {back}
      </Stack>
    )
  }
  const { statement, grade, shortFingerprint } = draft.data
  return (
    <Stack>
      <Text size="sm">{t('witness.statement.lead')}</Text>
      <blockquote className={exhibitCss['statement']}><Shown lines>{statement}</Shown></blockquote>
      <Facts
        facts={[
          {
            label: t('witness.statement.fingerprint'),
            value: (
              <>
                <span className={css['short']}>{groupsOfFour(shortFingerprint).join(' ')}</span>
                <Text size="xs" c="dimmed">
                  {t('witness.statement.fingerprintHint')}
                </Text>
              </>
            ),
            wide: true,
          },
          { label: t('witness.statement.grade'), value: t(`witness.statement.gradeText.${grade}`), wide: true },
        ]}
      />
      <Text size="sm">{t('witness.statement.disagree')}</Text>
      <Group justify="space-between">
        <Button onClick={() => onAgreed(draft.data)}>{t('witness.statement.agree')}</Button>
        {back}
      </Group>
    </Stack>
  )
}
