import { Button, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttestationDraft, AttestationView, ExhibitView, PersonView } from '../../../shared/contract/index.ts'
import type { ExhibitId } from '../../../shared/model/index.ts'
import { useCall, useStatus } from '../../client/hooks.ts'
import { go, paths } from '../../client/paths.ts'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Pending } from '../../ui/Page.tsx'
import { Appearance } from '../shell/Appearance.tsx'
import { IdleWarning } from '../shell/IdleWarning.tsx'
import { Mark } from '../shell/Mark.tsx'
import { useLock } from '../shell/useLock.ts'
import { DoneStep } from './DoneStep.tsx'
import { LookStep } from './LookStep.tsx'
import { RelationStep } from './RelationStep.tsx'
import { SignStep } from './SignStep.tsx'
import { StatementStep } from './StatementStep.tsx'
import { WhoStep } from './WhoStep.tsx'
import css from './witness.module.css'

const STEPS = ['who', 'relation', 'look', 'statement', 'sign', 'done'] as const
type Step = (typeof STEPS)[number]

export function WitnessPage({ exhibitId }: { exhibitId: ExhibitId }) {
  const status = useStatus()
  useLock()
  const exhibit = useCall('exhibit.get', { exhibit: exhibitId })
  return (
    <div className={css['screen']}>
      {status.data !== undefined && <IdleWarning minutes={status.data.settings.idleLockMinutes} />}
      {exhibit.data === undefined ? (
        <main className={css['body']}>
          <Pending query={exhibit} />
        </main>
      ) : (
        <Sitting exhibit={exhibit.data} />
      )}
    </div>
  )
}

/** One witness, one exhibit, one step at a time. Nothing of the case is on the screen but this exhibit. */
function Sitting({ exhibit }: { exhibit: ExhibitView }) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const [step, setStep] = useState<Step>('who')
  const [person, setPerson] = useState<PersonView | null>(null)
  const [relation, setRelation] = useState('')
  const [draft, setDraft] = useState<AttestationDraft | null>(null)
  const [signed, setSigned] = useState<AttestationView | null>(null)
  const [leaving, leave] = useDisclosure(false)
  const at = STEPS.indexOf(step)
  const toExhibit = () => go(paths.exhibit(exhibit.id))

  useEffect(() => {
    heading.current?.focus()
    window.scrollTo({ top: 0 })
    document.title = `${t(`witness.steps.${step}`)} – ${t('witness.title', { number: exhibit.number })}`
  }, [step, exhibit.number, t])

  return (
    <>
      <header className={css['head']}>
        <Mark />
        <Text fw={650} size="sm">
          {t('witness.title', { number: exhibit.number })}
        </Text>
        <span className={css['space']} />
        <Appearance />
        {step !== 'done' && (
          <Button variant="default" size="xs" onClick={leave.open}>
            {t('witness.leave')}
          </Button>
        )}
      </header>
      <main className={css['body']}>
        <ol className={css['progress']} aria-label={t('witness.stepOf', { n: at + 1, total: STEPS.length })}>
          {STEPS.map((name, i) => (
            <li key={name} aria-current={name === step ? 'step' : undefined} data-past={i < at || undefined}>
              <span aria-hidden>{i + 1}</span> {t(`witness.steps.${name}`)}
            </li>
          ))}
        </ol>
        <section className={css['card']} data-wide={step === 'look' || undefined}>
          <Text size="xs" c="dimmed">
            {t('witness.stepOf', { n: at + 1, total: STEPS.length })}
          </Text>
          <Title order={1} ref={heading} tabIndex={-1} mb="xs">
            {step === 'done' ? t('witness.done.title', { name: person?.name ?? '' }) : t(`witness.steps.${step}`)}
          </Title>
          {step === 'who' && (
            <WhoStep
              exhibit={exhibit}
              onChosen={(chosen) => {
                setPerson(chosen)
                setStep('relation')
              }}
            />
          )}
          {step === 'relation' && (
            <RelationStep
              onBack={() => setStep('who')}
              onChosen={(text) => {
                setRelation(text)
                setStep('look')
              }}
            />
          )}
          {step === 'look' && <LookStep exhibit={exhibit} onBack={() => setStep('relation')} onLooked={() => setStep('statement')} />}
          {step === 'statement' && person !== null && (
            <StatementStep
              exhibit={exhibit}
              person={person}
              relation={relation}
              onBack={() => setStep('look')}
              onAgreed={(prepared) => {
                setDraft(prepared)
                setStep('sign')
              }}
            />
          )}
          {step === 'sign' && person !== null && draft !== null && (
            <SignStep
              person={person}
              draft={draft}
              onBack={() => setStep('statement')}
              onSigned={(attestation) => {
                setSigned(attestation)
                setStep('done')
              }}
            />
          )}
          {step === 'done' && signed !== null && <DoneStep exhibit={exhibit} attestation={signed} onFinish={toExhibit} />}
        </section>
      </main>
      <ConfirmDialog
        title={t('witness.leaveTitle')}
        text={t('witness.leaveText')}
        confirm={t('witness.leaveConfirm')}
        stay={t('witness.leaveStay')}
        opened={leaving}
        onClose={leave.close}
        onConfirm={toExhibit}
      />
    </>
  )
}
