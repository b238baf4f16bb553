import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent, SittingItem, SittingSaved, SittingView } from '../../../shared/contract/index.ts'
import type { ExhibitId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { afterSitting } from '../../client/paths.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { BackStep } from './BackStep.tsx'
import { CompareStep, NOTHING_SAID, type Said } from './CompareStep.tsx'
import { DoneStep } from './DoneStep.tsx'
import { EMPTY_FORM, type Form, nextPlace, pageCame, type Place, toSign } from './flow.ts'
import { Frame } from './Frame.tsx'
import { LoadStep } from './LoadStep.tsx'
import { LookStep } from './LookStep.tsx'
import { SignStep } from './SignStep.tsx'
import { StatementStep } from './StatementStep.tsx'
import { useForgetOthers, useStep } from './useSitting.ts'

/** What is kept in the window of one exhibit, so that a step back loses nothing. */
export interface Kept {
  /** The load of the original that it is about. */
  of: ExhibitId | null
  form: Form
  said: Said
  loaded: ExhibitContent | null
  saved: SittingSaved | null
}

const NOTHING_KEPT: Kept = { of: null, form: EMPTY_FORM, said: NOTHING_SAID, loaded: null, saved: null }

/**
 * Witness mode, from `sitting.begin` to `sitting.end`. Nothing of the case is on the screen but what the witness is called in for, and
 * nothing of what was saved before the engine gives it out. How far they have come is the engine's to know: a reload leads back here.
 */
export function SittingPage({ sitting }: { sitting: SittingView }) {
  const { t } = useTranslation()
  const step = useStep()
  const [chosen, setChosen] = useState<Place | null>(null)
  const [agreed, setAgreed] = useState<ReadonlySet<string>>(new Set())
  const [kept, setKept] = useState<ReadonlyMap<ExhibitId, Kept>>(new Map())
  const [receipt, setReceipt] = useState<string | null>(null)
  // The way out waits for a load: it can be cancelled, and nobody comes back to one that they can't.
  const [loading, setLoading] = useState(false)
  const forget = useForgetOthers()
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    afterSitting()
    forget()
  }, [forget])

  const place = chosen ?? nextPlace(sitting, agreed)
  const item = 'exhibit' in place ? sitting.items.find(({ exhibit }) => exhibit === place.exhibit) : undefined
  /** Does a step of the engine's and goes where it leads. */
  const advance = async (make: () => Promise<SittingView>, to: Place | null = null): Promise<void> => {
    if ((await step.run(make)) !== null) setChosen(to)
  }
  const show = (to: Place | null) => {
    step.reset()
    setChosen(to)
  }
  const frame = {
    title: t('sitting.title', { count: sitting.items.length }),
    step: place.step === 'back' ? null : place.step,
    place: `${place.step} ${item?.exhibit ?? ''}`,
    heading: headingOf(place, item),
    onLeave: loading || place.step === 'done' || place.step === 'back' ? undefined : () => show({ step: 'back' }),
    ...(item === undefined ? {} : { over: overOf(item) }),
  }

  function headingOf(at: Place, of: SittingItem | undefined): string {
    if (at.step === 'done') return t('sitting.done.title', { name: sitting.witness.name })
    if (at.step === 'compare' && of !== undefined && !pageCame(of)) return t('sitting.saved.title')
    return t(`sitting.steps.${at.step}`)
  }

  function overOf({ number, exhibit }: SittingItem): string {
    const which = t('exhibit.number', { number })
    const { items } = sitting
    return items.length === 1 ? which : `${t('sitting.which', { n: items.findIndex((each) => each.exhibit === exhibit) + 1, total: items.length })} (${which})`
  }

  function body() {
    if (place.step === 'back') return <BackStep sitting={sitting} onStay={() => show(null)} />
    if (place.step === 'done') return <DoneStep sitting={sitting} saved={receipt} onSaved={setReceipt} onFinish={() => show({ step: 'back' })} />
    if (place.step === 'sign') {
      const last = toSign(sitting).at(-1)
      return (
        <SignStep
          sitting={sitting}
          onSigned={() => show(null)}
          onBack={() => last !== undefined && show({ step: 'statement', exhibit: last.exhibit })}
          onStale={() => {
            setAgreed(new Set())
            show(null)
          }}
        />
      )
    }
    return item === undefined ? null : itemBody(place.step, item)
  }

  function itemBody(at: 'load' | 'look' | 'compare' | 'statement', of: SittingItem) {
    const { exhibit } = of
    const about = of.original?.exhibit ?? null
    // What was seen and answered of one load is nothing of another.
    const mineOf = (all: ReadonlyMap<ExhibitId, Kept>): Kept => {
      const known = all.get(exhibit)
      return known?.of === about ? known : { ...NOTHING_KEPT, of: about }
    }
    const mine = mineOf(kept)
    const keep = (change: Partial<Kept>) => setKept((all) => new Map(all).set(exhibit, { ...mineOf(all), ...change }))
    const to = (next: 'load' | 'look' | 'compare' | 'statement') => show({ step: next, exhibit })
    const common = { item: of, kept: mine, keep, step }
    const decline = () => void advance(() => call('sitting.decline', { exhibit }))
    switch (at) {
      case 'load':
        return (
          <LoadStep
            item={of}
            tabs={sitting.tabs}
            onLoading={setLoading}
            onLook={() => to('look')}
            onSaved={() => to('compare')}
            onPassOver={() => void advance(() => call('sitting.pass-over', { exhibit }), { step: 'compare', exhibit })}
            onDecline={decline}
          />
        )
      case 'look':
        return (
          <LookStep
            {...common}
            onBack={() => to('load')}
            onAnswered={(answers) => void advance(() => call('sitting.answer', { exhibit, answers }), { step: 'compare', exhibit })}
            onNext={() => to('compare')}
          />
        )
      case 'compare':
        return (
          <CompareStep
            {...common}
            onBack={pageCame(of) ? () => to('look') : of.url !== null && of.stage === 'answered' ? () => to('load') : null}
            onSaid={(said) => void advance(() => call('sitting.draft', { exhibit, ...said }), { step: 'statement', exhibit })}
            onDecline={decline}
          />
        )
      case 'statement':
        return (
          <StatementStep
            sitting={sitting}
            item={of}
            onBack={() => to('compare')}
            onAgreed={(challenge) => {
              setAgreed((known) => new Set(known).add(challenge))
              show(null)
            }}
            onDecline={decline}
          />
        )
    }
  }

  return (
    <Frame {...frame} wide={place.step === 'look' || place.step === 'compare'}>
      {body()}
      {(place.step === 'load' || place.step === 'statement') && <ErrorNotice error={step.error} />}
    </Frame>
  )
}
