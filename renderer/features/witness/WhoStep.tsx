import { Button, Group, Radio, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitView, PersonView } from '../../../shared/contract/index.ts'
import { call, withSecrets } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { focusFirstFault } from '../../ui/focus.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Pending } from '../../ui/Page.tsx'
import { EMPTY_SECRET, faultOf, NewSecretInput } from '../../ui/SecretInput.tsx'
import { NO_PERSON, PersonFields } from '../people/PersonFields.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { visible } from '../../../shared/encoding/index.ts'
import { acquirersOf } from './flow.ts'
import css from './witness.module.css'

export interface WhoStepProps {
  exhibits: readonly ExhibitView[]
  /** Who was chosen before going back. */
  known: PersonView | null
  onChosen: (person: PersonView) => void
}

/** From this many names on, there is a search field. */
const MANY = 8

export function WhoStep({ exhibits, known, onChosen }: WhoStepProps) {
  const { t } = useTranslation()
  const people = useCall('person.list', {})
  const [chosen, setChosen] = useState<'pick' | 'create' | null>(null)
  if (people.data === undefined) return <Pending query={people} />
  // Whoever acquired one of them can't witness it; neither can somebody who already did.
  const able = people.data.filter((person) =>
    person.departedAt === null && exhibits.every(({ acquiredBy, attestations }) => person.name !== acquiredBy && attestations.every(({ witness }) => witness.person !== person.id)),
  )
  const acquirers = acquirersOf(exhibits)
  const way = chosen ?? (able.length === 0 ? 'create' : 'pick')
  return (
    <Stack>
      <Text size="sm">{t('witness.who.lead')}</Text>
      <Notice tone="info" title={t('witness.intro.title')}>
        <Text size="sm">{t('witness.intro.text')}</Text>
        <Text size="sm" mt={4}>
          {t('witness.intro.later')}
        </Text>
      </Notice>
      <SegmentedControl
        value={way}
        onChange={(value) => setChosen(value === 'create' ? 'create' : 'pick')}
        data={[
          { value: 'pick', label: t('witness.who.pick') },
          { value: 'create', label: t('witness.who.create') },
        ]}
      />
      {way === 'pick' ? <Pick people={able} acquirers={acquirers} known={known} onChosen={onChosen} /> : <Create onChosen={onChosen} />}
    </Stack>
  )
}

interface PickProps {
  people: readonly PersonView[]
  acquirers: readonly string[]
  known: PersonView | null
  onChosen: (person: PersonView) => void
}

function Pick({ people, acquirers, known, onChosen }: PickProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [id, setId] = useState<string | null>(known?.id ?? null)
  const found = people.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()))
  const person = people.find((each) => each.id === id)
  if (people.length === 0) return <Text size="sm">{t('witness.who.none')}</Text>
  return (
    <Stack>
      {people.length >= MANY && (
        <TextInput label={t('witness.who.search')} value={search} onChange={(event) => setSearch(event.currentTarget.value)} autoComplete="off" />
      )}
      <Radio.Group label={t('witness.who.list')} value={id} onChange={setId}>
        <Stack gap="sm" mt="xs" className={css['people'] ?? ''}>
          {found.map((each) => (
            <Radio
              key={each.id}
              value={each.id}
              label={<Shown>{each.name}</Shown>}
              description={[visible(each.title), each.role === 'officer' ? t('witness.who.role.officer') : ''].filter(Boolean).join(' · ')}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Text size="xs" c="dimmed">
        {t('witness.who.officerOut', { name: acquirers.map((name) => visible(name)).join(', '), count: acquirers.length })}
      </Text>
      <Group>
        <Button disabled={person === undefined} onClick={() => person !== undefined && onChosen(person)}>
          {t('common.action.next')}
        </Button>
      </Group>
    </Stack>
  )
}

function Create({ onChosen }: { onChosen: (person: PersonView) => void }) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [details, setDetails] = useState(NO_PERSON)
  const [secret, setSecret] = useState(EMPTY_SECRET)
  const [checked, setChecked] = useState(false)
  const enrol = useAction(async (typed: string) => {
    onChosen(
      await withSecrets([typed], (passphrase = new Uint8Array()) => call('person.enrol', { ...details, role: 'witness', passphrase })),
    )
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (details.name.trim() === '' || faultOf(secret) !== null) return focusFirstFault(form.current)
    setChecked(false)
    setSecret(EMPTY_SECRET)
    void enrol.run(secret.first)
  }
  return (
    <form onSubmit={submit} noValidate ref={form}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('witness.who.createLead')} {t('witness.who.unknown')}
        </Text>
        <PersonFields value={details} onChange={setDetails} checked={checked} />
        <div>
          <NewSecretInput label={t('witness.who.passphrase')} value={secret} onChange={setSecret} checked={checked} />
          <Text size="xs" c="dimmed" mt={6}>
            {t('witness.who.passphraseLead')}
          </Text>
        </div>
        <ErrorNotice error={enrol.error} />
        <Group>
          <Button type="submit" loading={enrol.pending}>
            {t('witness.who.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
