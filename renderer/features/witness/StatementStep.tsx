import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SittingItem, SittingView } from '../../../shared/contract/index.ts'
import { groupsOfFour } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Facts } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import exhibitCss from '../exhibit/exhibit.module.css'
import css from './witness.module.css'

export interface StatementStepProps {
  sitting: SittingView
  item: SittingItem
  onBack: () => void
  onAgreed: (challenge: string) => void
  onDecline: () => void
}

export function StatementStep({ sitting, item, onBack, onAgreed, onDecline }: StatementStepProps) {
  const { t } = useTranslation()
  const { draft } = item
  const back = (
    <Button variant="subtle" onClick={onBack}>
      {t('common.action.back')}
    </Button>
  )
  if (draft === null) return back
  return (
    <Stack>
      <Text size="sm">{t('sitting.statement.lead')}</Text>
      {draft.standing !== 'outside' && <Notice tone="warn" title={t(`sitting.statement.standing.${draft.standing}`)} />}
      <Text size="sm" fw={600}>
        {t(`sitting.statement.gradeText.${draft.grade}`)}
      </Text>
      <blockquote className={exhibitCss['statement']} lang={sitting.language}>
        <Shown lines>{draft.statement}</Shown>
      </blockquote>
      <Facts
        facts={[
          {
            label: t('sitting.statement.fingerprint'),
            value: (
              <>
                <span className={css['short']}>{groupsOfFour(draft.shortFingerprint).join(' ')}</span>
                <Text size="xs" c="dimmed">
                  {t('sitting.statement.fingerprintHint')}
                </Text>
              </>
            ),
            wide: true,
          },
        ]}
      />
      <Text size="sm">{t('sitting.statement.disagree')}</Text>
      <Group justify="space-between">
        <Group gap="sm">
          <Button onClick={() => onAgreed(draft.challenge)}>{t('sitting.statement.agree')}</Button>
          {back}
        </Group>
        <Button variant="subtle" onClick={onDecline}>
          {t('sitting.decline')}
        </Button>
      </Group>
    </Stack>
  )
}
