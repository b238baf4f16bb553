import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitView, PersonView } from '../../../shared/contract/index.ts'
import type { ExhibitId } from '../../../shared/model/index.ts'
import { call, type ClientError } from '../../client/bridge.ts'
import { useLanguage } from '../../client/i18n.ts'
import { go, paths } from '../../client/paths.ts'
import { Pending } from '../../ui/Page.tsx'
import { acquirersOf } from './flow.ts'
import { Frame } from './Frame.tsx'
import { NO_RELATION, RelationStep, relationOf } from './RelationStep.tsx'
import { useStep } from './useSitting.ts'
import { WhoStep } from './WhoStep.tsx'
import css from './witness.module.css'

/** Who sits down, for which exhibits. With `sitting.begin` the sitting's own page takes over. */
export function WitnessPage({ ids }: { ids: readonly ExhibitId[] }) {
  const queries = useQueries({
    queries: ids.map((exhibit) => ({ queryKey: ['exhibit.get', { exhibit }], queryFn: () => call('exhibit.get', { exhibit }) })),
  })
  const missing = queries.find(({ data }) => data === undefined)
  if (missing !== undefined) {
    return (
      <main className={css['body']}>
        {/* `call` throws nothing else. */}
        <Pending query={{ error: missing.error as ClientError | null }} />
      </main>
    )
  }
  return <SittingDown exhibits={queries.flatMap(({ data }) => data ?? [])} />
}

function SittingDown({ exhibits }: { exhibits: readonly ExhibitView[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [person, setPerson] = useState<PersonView | null>(null)
  const [relation, setRelation] = useState(NO_RELATION)
  const [step, setStep] = useState<'who' | 'relation'>('who')
  const begin = useStep()
  const back = exhibits[0]
  const start = () => {
    const told = relationOf(relation)
    if (person === null || told === null) return
    void begin.run(() => call('sitting.begin', { exhibits: exhibits.map(({ id }) => id), witness: person.id, relation: told, language }))
  }
  return (
    <Frame
      title={t('sitting.title', { count: exhibits.length })}
      step={step}
      place={step}
      heading={t(`sitting.steps.${step}`)}
      onLeave={() => back !== undefined && go(exhibits.length === 1 ? paths.exhibit(back.id) : paths.case(back.case))}
    >
      {step === 'who' || person === null ? (
        <WhoStep
          exhibits={exhibits}
          known={person}
          onChosen={(chosen) => {
            setPerson(chosen)
            setStep('relation')
          }}
        />
      ) : (
        <RelationStep
          value={relation}
          onChange={setRelation}
          officers={acquirersOf(exhibits)}
          begin={begin}
          onBack={() => setStep('who')}
          onBegin={start}
        />
      )}
    </Frame>
  )
}
