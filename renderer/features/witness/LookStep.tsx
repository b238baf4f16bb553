import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent, SittingItem } from '../../../shared/contract/index.ts'
import type { Answers } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Covered } from '../exhibit/Covered.tsx'
import { Arrived } from './Arrived.tsx'
import { answersOf } from './flow.ts'
import { PageView } from './PageView.tsx'
import { Questions } from './Questions.tsx'
import type { Kept } from './SittingPage.tsx'
import type { Step } from './useSitting.ts'
import css from './witness.module.css'

export interface LookStepProps {
  item: SittingItem
  kept: Kept
  keep: (change: Partial<Kept>) => void
  step: Step
  onBack: () => void
  onAnswered: (answers: Answers) => void
  onNext: () => void
}

/** What was loaded, and beside it what the witness is asked about it. */
export function LookStep({ item, kept, keep, step, onBack, onAnswered, onNext }: LookStepProps) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [checked, setChecked] = useState(false)
  const show = useAction(async (_: void): Promise<ExhibitContent> => {
    const loaded = await call('sitting.loaded', { exhibit: item.exhibit })
    keep({ loaded })
    return loaded
  })
  const content = kept.loaded
  const open = item.stage === 'loaded'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!open) return onNext()
    setChecked(true)
    const answers = answersOf(kept.form, item)
    if (answers === null) focusFirstFault(form.current)
    else onAnswered(answers)
  }
  return (
    <Stack>
      <Text size="sm">
        {t('sitting.look.lead')} {t('sitting.look.unsure')}
      </Text>
      {content === null ? (
        <Panel padded={false}>
          <Covered uncovering={{ content, show, cover: () => keep({ loaded: null }) }} />
        </Panel>
      ) : (
        <div className={css['beside']}>
          <Arrived label={t('sitting.look.label')}>
            <PageView content={content} nothing={t('sitting.look.nothing')} />
          </Arrived>
          <form onSubmit={submit} noValidate ref={form}>
            <Stack>
              {!open && <Text size="sm">{t('sitting.look.answered')}</Text>}
              <Questions item={item} value={kept.form} onChange={(changed) => keep({ form: changed })} checked={checked} closed={!open} />
              <ErrorNotice error={step.error} />
              <Group>
                <Button type="submit" loading={step.pending}>
                  {open ? t('sitting.look.submit') : t('common.action.next')}
                </Button>
              </Group>
            </Stack>
          </form>
        </div>
      )}
      <Group justify="flex-end">
        <Button variant="subtle" onClick={onBack}>
          {t('common.action.back')}
        </Button>
      </Group>
    </Stack>
  )
}
