import { Button, Group, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordView } from '../../../shared/contract/index.ts'
import { dynamicText } from '../../../shared/locales/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { paths } from '../../client/paths.ts'
import { formatTime } from '../../ui/format.ts'
import { HashLink, Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import type { FormKind } from './forms.ts'
import { CostTotals } from './CostTotals.tsx'
import { LetterButton } from './LetterButton.tsx'
import { detailsOf, stateOf, titleOf } from './titles.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'
import css from './steps.module.css'

export interface RecordListProps {
  kind: FormKind
  /** Of the kind, with what was taken back. */
  records: readonly RecordView[]
  /** Null: nothing is written here any more. */
  onWrite: ((record: RecordView | null) => void) | null
}

/** Everything of one kind that is written down in a step. What was taken back stands apart, and stays. */
export function RecordList({ kind, records, onWrite }: RecordListProps) {
  const { t } = useTranslation()
  const [taking, take] = useState<RecordView | null>(null)
  const [showsAll, { toggle }] = useDisclosure(false)
  const holding = records.filter(({ withdrawn }) => withdrawn === null)
  const gone = records.filter(({ withdrawn }) => withdrawn !== null)
  const name = dynamicText(t, `records.kind.${kind}`)
  return (
    <section aria-label={name} className={css['kind']}>
      <Group justify="space-between" mb={6}>
        <Title order={2} size="h4">
          {name}
        </Title>
        {onWrite !== null && (
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onWrite(null)} aria-label={t('records.addKind', { kind: name })}>
            {t('records.add')}
          </Button>
        )}
      </Group>
      {(holding.length > 0 || gone.length > 0) && (
        <Panel padded={false}>
          <ul className={css['records']}>
            {[...holding, ...(showsAll ? gone : [])].map((record) => (
              <Row key={record.id} record={record} onEdit={onWrite === null ? null : () => onWrite(record)} onWithdraw={() => take(record)} />
            ))}
          </ul>
        </Panel>
      )}
      {kind === 'cost' && holding.length > 0 && <CostTotals records={holding} />}
      {holding.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('records.empty')}
        </Text>
      )}
      {gone.length > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={showsAll}>
          {t('records.withdraw.shown', { count: gone.length })}
        </Button>
      )}
      <WithdrawDialog record={taking} onClose={() => take(null)} />
    </section>
  )
}

function Row({ record, onEdit, onWithdraw }: { record: RecordView; onEdit: (() => void) | null; onWithdraw: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { content, exhibits, withdrawn, at, by, revision } = record
  const title = titleOf(content, t, language)
  const state = stateOf(record, t)
  const note = 'note' in content ? content.note : 'summary' in content ? content.summary : ''
  return (
    <li className={withdrawn === null ? undefined : css['gone']}>
      <div>
        <Text size="sm" fw={600} component="p" m={0}>
          <Shown>{title}</Shown>
        </Text>
        {state !== '' && <span className={css['under']}>{state}</span>}
        {detailsOf(content, t).map(({ label, text }) => (
          <Text key={label} size="sm" component="p" m={0} lineClamp={8}>
            <span className={css['detail']}>{label}:</span> <Shown lines>{text}</Shown>
          </Text>
        ))}
        {note !== '' && (
          <Text size="sm" component="p" m={0} lineClamp={3}>
            <Shown lines>{note}</Shown>
          </Text>
        )}
        {withdrawn !== null && (
          <Text size="sm" component="p" m={0}>
            <Shown>{t('records.withdraw.note', { reason: withdrawn })}</Shown>
          </Text>
        )}
        {exhibits.length > 0 && (
          <span className={css['under']}>
            {[...new Map(exhibits.map((link) => [link.exhibit, link])).values()].map(({ exhibit, number }) => (
              <span key={exhibit} className={css['link']}>
                <HashLink to={paths.exhibit(exhibit)}>{t('exhibit.number', { number })}</HashLink>
              </span>
            ))}
          </span>
        )}
        <span className={css['under']}>
          {t('records.by', { at: formatTime(at), by })}
          {revision > 1 && ` (${t('records.version', { revision })})`}
        </span>
      </div>
      {withdrawn === null && (
        <Group gap={4}>
          {content.kind === 'mandate' && (
            <>
              <LetterButton caseId={record.case} letter="mandate" record={record.id} />
              <LetterButton caseId={record.case} letter="hand-back" record={record.id} />
            </>
          )}
          {onEdit !== null && (
            <>
              <Button variant="subtle" size="compact-sm" leftSection={<IconPencil size={14} aria-hidden />} onClick={onEdit} aria-label={t('records.editNamed', { title })}>
                {t('records.edit')}
              </Button>
              <Button variant="subtle" color="gray" size="compact-sm" onClick={onWithdraw} aria-label={t('records.withdraw.actionNamed', { title })}>
                {t('records.withdraw.action')}
              </Button>
            </>
          )}
        </Group>
      )}
    </li>
  )
}
