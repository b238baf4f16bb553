import { Button, Checkbox, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary, DisposalPlan, Disposed, ExhibitSummary } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { ExhibitId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Panel, Pending } from '../../ui/Page.tsx'
import { SignDisposal } from './SignDisposal.tsx'
import css from './disposal.module.css'

/** Rows drawn at once. */
const PAGE = 200

export interface ChooseWhatProps {
  summary: CaseSummary
  onDone: (done: Disposed) => void
}

/** What is to go; then, what that takes along, and who signs. Choosing again takes the plan back. */
export function ChooseWhat({ summary, onDone }: ChooseWhatProps) {
  const { t } = useTranslation()
  const exhibits = useCall('exhibit.list', { case: summary.id })
  const [scope, setScope] = useState<'exhibits' | 'case'>('exhibits')
  const [chosen, setChosen] = useState<ReadonlySet<ExhibitId>>(new Set())
  const [plan, setPlan] = useState<DisposalPlan | null>(null)
  const look = useAction(async () => setPlan(await call('disposal.plan', { case: summary.id, exhibits: scope === 'case' ? null : [...chosen] })))
  const change = (work: () => void) => {
    setPlan(null)
    look.reset()
    work()
  }
  const canLook = scope === 'case' ? summary.closedAt !== null : chosen.size > 0
  return (
    <>
      <Panel>
        <Stack gap="sm">
          <Title order={2}>{t('disposal.choose.title')}</Title>
          <SegmentedControl
            aria-label={t('disposal.choose.title')}
            value={scope}
            onChange={(value) => change(() => setScope(value === 'case' ? 'case' : 'exhibits'))}
            data={[
              { value: 'exhibits', label: t('disposal.choose.exhibits') },
              { value: 'case', label: t('disposal.choose.case') },
            ]}
            style={{ alignSelf: 'flex-start' }}
          />
          {scope === 'case' ? (
            <>
              <Text size="sm" maw="68ch">
                {t('disposal.choose.caseHint')}
              </Text>
              {summary.closedAt === null && <Notice tone="info" title={t('disposal.choose.caseOpen')} />}
            </>
          ) : exhibits.data === undefined ? (
            <Pending query={exhibits} />
          ) : (
            <ExhibitBoxes
              exhibits={exhibits.data}
              chosen={chosen}
              onToggle={(id) =>
                change(() =>
                  setChosen((now) => {
                    const next = new Set(now)
                    if (!next.delete(id)) next.add(id)
                    return next
                  }),
                )
              }
            />
          )}
          <ErrorNotice error={look.error} />
          <Group>
            <Button variant="default" disabled={!canLook} loading={look.pending} onClick={() => void look.run(undefined)}>
              {t('disposal.choose.look')}
            </Button>
          </Group>
        </Stack>
      </Panel>
      {plan !== null && <SignDisposal key={plan.mark} summary={summary} scope={scope} plan={plan} onDone={onDone} />}
    </>
  )
}

/** What was loaded for a witness goes with its exhibit: it isn't offered by itself. */
function ExhibitBoxes({ exhibits, chosen, onToggle }: { exhibits: readonly ExhibitSummary[]; chosen: ReadonlySet<ExhibitId>; onToggle: (id: ExhibitId) => void }) {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(PAGE)
  const offered = exhibits.filter(({ compares }) => compares === null)
  if (offered.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('disposal.choose.none')}
      </Text>
    )
  }
  return (
    <>
      <ul className={css['exhibits']} aria-label={t('disposal.choose.caption')}>
        {offered.slice(0, limit).map(({ id, number, title }) => (
          <li key={id}>
            <Checkbox label={t('disposal.choose.row', { number, title: visible(title) })} checked={chosen.has(id)} onChange={() => onToggle(id)} />
          </li>
        ))}
      </ul>
      {offered.length > limit && (
        <Group>
          <Button size="xs" variant="subtle" onClick={() => setLimit(limit + PAGE)}>
            {t('common.lists.more', { count: Math.min(PAGE, offered.length - limit) })}
          </Button>
        </Group>
      )}
    </>
  )
}
