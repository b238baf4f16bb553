import { Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent, SittingItem } from '../../../shared/contract/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { SideBySide } from '../comparison/SideBySide.tsx'
import { Covered } from '../exhibit/Covered.tsx'
import { Arrived } from './Arrived.tsx'
import { pageCame } from './flow.ts'
import { PageView } from './PageView.tsx'
import type { Kept } from './SittingPage.tsx'
import type { Step } from './useSitting.ts'

/** What the witness says of what was saved, as `sitting.draft` takes it. */
export interface Said {
  agrees: 'yes' | 'no' | 'unsure' | null
  reservation: string
}

export const NOTHING_SAID: Said = { agrees: null, reservation: '' }
const AGREES = ['yes', 'no', 'unsure'] as const

export interface CompareStepProps {
  item: SittingItem
  kept: Kept
  keep: (change: Partial<Kept>) => void
  step: Step
  /** Null: there is nothing to go back to. */
  onBack: (() => void) | null
  onSaid: (said: Said) => void
  onDecline: () => void
}

/** What was saved, beside what was loaded for the witness where a page came. */
export function CompareStep({ item, kept, keep, step, onBack, onSaid, onDecline }: CompareStepProps) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const words = useRef<HTMLTextAreaElement>(null)
  const [checked, setChecked] = useState(false)
  const { exhibit } = item
  const came = pageCame(item)
  const show = useAction(async (_: void): Promise<ExhibitContent> => {
    const saved = await call('sitting.saved', { exhibit })
    // After a reload of the window what was loaded has to be asked for again.
    const loaded = kept.loaded ?? (came ? await call('sitting.loaded', { exhibit }) : null)
    keep({ saved, loaded })
    return saved.content
  })
  const { saved, said } = kept
  // Of a page it is the picture that counts as shown: its text alone isn't, and is neither shown nor asked about.
  const shown = saved !== null && (item.kind !== 'capture' || saved.content.slices.length > 0)
  const asks = item.original !== null && came && shown
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (asks && said.agrees === null) focusFirstFault(form.current)
    else onSaid({ agrees: asks ? said.agrees : null, reservation: said.reservation.trim() })
  }
  const notSeen = () => {
    const sentence = t('sitting.compare.notSeenWords')
    const before = said.reservation.trimEnd()
    if (!before.includes(sentence)) keep({ said: { ...said, reservation: before === '' ? sentence : `${before} ${sentence}` } })
    words.current?.focus()
  }
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        {(saved === null || shown) && <Text size="sm">{t(came ? 'sitting.compare.lead' : 'sitting.compare.leadSaved')}</Text>}
        {saved === null ? (
          <Panel padded={false}>
            <Covered uncovering={{ content: null, show, cover: () => keep({ saved: null }) }} />
          </Panel>
        ) : (
          <>
            <Arrived label={t(came ? 'sitting.differences.both' : 'sitting.differences.saved')}>
              {came && shown && saved.comparison !== null ? (
                <SideBySide saved={saved.content} loaded={kept.loaded} comparison={saved.comparison} />
              ) : (
                <PageView content={shown ? saved.content : { ...saved.content, text: null }} nothing={t(came ? 'sitting.compare.nothingSaved' : 'sitting.compare.nothing')} />
              )}
            </Arrived>
            {asks && (
              <Radio.Group
                label={t('sitting.compare.agrees')}
                value={said.agrees}
                onChange={(chosen) => keep({ said: { ...said, agrees: AGREES.find((each) => each === chosen) ?? null } })}
                error={checked && said.agrees === null ? t('sitting.look.must') : null}
              >
                <Group gap="lg" my="xs">
                  {AGREES.map((each) => (
                    <Radio key={each} value={each} label={t(`sitting.compare.agree.${each}`)} />
                  ))}
                </Group>
              </Radio.Group>
            )}
            <div>
              <Textarea
                ref={words}
                label={`${t('sitting.compare.reservation')} (${t('common.state.optional')})`}
                description={t('sitting.compare.reservationHint')}
                value={said.reservation}
                onChange={(event) => keep({ said: { ...said, reservation: event.currentTarget.value } })}
                maxLength={2000}
                autosize
                minRows={2}
              />
              {asks && (
                <Button variant="subtle" size="compact-sm" ml={-8} mt={4} onClick={notSeen}>
                  {t('sitting.compare.notSeen')}
                </Button>
              )}
            </div>
            <ErrorNotice error={step.error} />
          </>
        )}
        <Group justify="space-between">
          <Group gap="sm">
            {saved !== null && (
              <Button type="submit" loading={step.pending}>
                {t('sitting.compare.submit')}
              </Button>
            )}
            {onBack !== null && (
              <Button variant="subtle" onClick={onBack}>
                {t('common.action.back')}
              </Button>
            )}
          </Group>
          <Button variant="subtle" onClick={onDecline}>
            {t('sitting.decline')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
