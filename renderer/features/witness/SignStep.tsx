import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SittingView } from '../../../shared/contract/index.ts'
import { call, withSecrets } from '../../client/bridge.ts'
import { groupsOfFour } from '../../ui/format.ts'
import { handOf, type Stroke } from '../../ui/hand.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SecretInput } from '../../ui/SecretInput.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { useTypedSecret } from '../../ui/typed-secret.ts'
import { toSign } from './flow.ts'
import { HandPad } from './HandPad.tsx'
import { useStep } from './useSitting.ts'
import css from './witness.module.css'

export interface SignStepProps {
  sitting: SittingView
  onBack: () => void
  /** The statements are too old or no longer true. */
  onStale: () => void
  onSigned: () => void
}

/** A list that names each statement, and one passphrase for just those. */
export function SignStep({ sitting, onBack, onStale, onSigned }: SignStepProps) {
  const { t } = useTranslation()
  const [strokes, setStrokes] = useState<readonly Stroke[]>([])
  const sign = useStep()
  const items = toSign(sitting)
  const submit = async (typed: string) => {
    const challenges = items.flatMap(({ draft }) => draft?.challenge ?? [])
    const view = await sign.run(() =>
      withSecrets([typed], (passphrase = new Uint8Array()) => call('sitting.sign', { challenges, passphrase, hand: handOf(strokes) })),
    )
    if (view !== null) onSigned()
  }
  const { field, onSubmit } = useTypedSecret((typed) => void submit(typed))
  const stale = sign.error?.failure.code === 'witness.challenge-stale'
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Text size="sm">{t('sitting.sign.lead')}</Text>
        <ol className={css['signed']} aria-label={t('sitting.sign.list')}>
          {items.map(({ exhibit, number, title, draft }) => (
            <li key={exhibit}>
              <Text size="sm" fw={600}>
                {t('exhibit.number', { number })}: <Shown>{title}</Shown>
              </Text>
              {draft !== null && (
                <>
                  <span className={css['short']}>{groupsOfFour(draft.shortFingerprint).join(' ')}</span>
                  <Text size="sm">{t(`sitting.statement.gradeText.${draft.grade}`)}</Text>
                </>
              )}
            </li>
          ))}
        </ol>
        <HandPad strokes={strokes} onChange={setStrokes} />
        <Text size="sm">{t('sitting.sign.who', { name: sitting.witness.name })}</Text>
        <SecretInput label={t('sitting.sign.passphrase')} {...field} />
        <ErrorNotice
          error={sign.error}
          action={
            stale ? (
              <Button variant="default" onClick={onStale}>
                {t('sitting.sign.stale')}
              </Button>
            ) : undefined
          }
        />
        <Group justify="space-between">
          <Button type="submit" loading={sign.pending}>
            {sign.pending ? t('sitting.sign.signing') : t('sitting.sign.submit')}
          </Button>
          <Button variant="subtle" onClick={onBack}>
            {t('common.action.back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
