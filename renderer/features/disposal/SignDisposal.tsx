import { Button, Checkbox, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary, DisposalPlan, Disposed } from '../../../shared/contract/index.ts'
import { NearDay } from '../../../shared/model/index.ts'
import { call, withSecrets } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { SecretInput } from '../../ui/SecretInput.tsx'
import { ApprovalFields, NOBODY, useApprovers } from '../people/ApprovalFields.tsx'
import { PlanView } from './PlanView.tsx'

export interface SignDisposalProps {
  summary: CaseSummary
  scope: 'exhibits' | 'case'
  plan: DisposalPlan
  onDone: (done: Disposed) => void
}

/** What goes, under which decision, and both who sign. Nothing is typed ahead but the decision that is recorded. */
export function SignDisposal({ summary, scope, plan, onDone }: SignDisposalProps) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const decisions = useCall('retention.list', {})
  const due = useCall('retention.due', {})
  const able = useApprovers(null)
  const [typed, setTyped] = useState<Partial<Record<'authority' | 'number' | 'decidedOn', string>>>({})
  const [own, setOwn] = useState('')
  const [approving, setApproving] = useState(NOBODY)
  const [understood, setUnderstood] = useState(false)
  const [checked, setChecked] = useState(false)
  const known = decisions.data?.[0]
  const decision = { authority: typed.authority ?? known?.authority ?? '', number: typed.number ?? known?.number ?? '', decidedOn: typed.decidedOn ?? known?.decidedOn ?? '' }
  const act = useAction(async (secrets: string[]) => {
    const { decidedOn, ...rest } = decision
    const done = await withSecrets(secrets, (passphrase = new Uint8Array(), other = new Uint8Array()) =>
      call('disposal.carry-out', {
        case: summary.id,
        exhibits: scope === 'case' ? null : plan.exhibits.map(({ exhibit }) => exhibit),
        mark: plan.mark,
        decision: { ...rest, decidedOn: NearDay.parse(decidedOn) },
        passphrase,
        approval: { officer: approving.officer, passphrase: other },
      }),
    )
    onDone(done)
  })
  const isEarly = summary.closedAt === null || due.data?.find((one) => one.case === summary.id)?.isDue === false
  const faults = {
    authority: decision.authority.trim() === '' ? t('common.form.required') : null,
    number: decision.number.trim() === '' ? t('common.form.required') : null,
    decidedOn: NearDay.safeParse(decision.decidedOn).success ? null : t('disposal.decision.wrongDay'),
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    const isWhole = Object.values(faults).every((fault) => fault === null) && understood && own !== '' && approving.officer !== '' && approving.passphrase !== ''
    if (!isWhole) return focusFirstFault(form.current)
    const secrets = [own, approving.passphrase]
    setOwn('')
    setApproving({ ...approving, passphrase: '' })
    setChecked(false)
    void act.run(secrets)
  }
  const field = (name: keyof typeof faults) => ({
    label: t(`disposal.decision.${name}`),
    value: decision[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => setTyped((now) => ({ ...now, [name]: value })),
    error: checked ? faults[name] : null,
  })
  const isStopped = plan.holds > 0 || plan.receipts.length > 0
  return (
    <Panel>
      <Stack>
        <PlanView plan={plan} scope={scope} />
        {!isStopped && able?.length === 0 && <Notice tone="warn" title={t('disposal.sign.alone')} />}
        {!isStopped && able !== null && able.length > 0 && (
          <form onSubmit={submit} noValidate ref={form}>
            <Stack>
              <Title order={2}>{t('disposal.sign.title')}</Title>
              <Text size="sm">{t('disposal.sign.lead')}</Text>
              {isEarly && <Notice tone="warn" title={t(summary.closedAt === null ? 'disposal.sign.earlyOpen' : 'disposal.sign.early')} />}
              <TextInput {...field('authority')} maxLength={200} />
              <Group grow align="flex-start">
                <TextInput {...field('number')} maxLength={100} />
                <TextInput {...field('decidedOn')} maxLength={10} placeholder={t('disposal.decision.dayForm')} />
              </Group>
              <SecretInput label={t('people.own')} value={own} onChange={setOwn} error={checked && own === '' ? t('common.secret.required') : null} />
              <ApprovalFields able={able} value={approving} onChange={setApproving} checked={checked} />
              <Checkbox
                label={t('disposal.sign.understood')}
                checked={understood}
                onChange={({ currentTarget }) => setUnderstood(currentTarget.checked)}
                error={checked && !understood ? t('disposal.sign.understoodRequired') : null}
              />
              <ErrorNotice error={act.error} />
              <Group justify="flex-end">
                <Button type="submit" color="red.9" loading={act.pending}>
                  {t('disposal.sign.submit')}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Stack>
    </Panel>
  )
}
