import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonKey, PersonView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { useCall, useStatus } from '../../client/hooks.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { formatTime, groupsOfFour } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Pending } from '../../ui/Page.tsx'
import { ChangeForm } from './ChangeForm.tsx'
import { DepartForm } from './DepartForm.tsx'
import { RenewForm } from './RenewForm.tsx'

type Step = 'detail' | 'change' | 'renew' | 'depart'

export interface PersonDialogProps {
  person: PersonView | null
  onClose: () => void
  onCard: (person: PersonView) => void
}

/** One person: their keys, and what comes over the years. */
export function PersonDialog({ person, onClose, onCard }: PersonDialogProps) {
  const { t } = useTranslation()
  const [step, setStep] = useState<Step>('detail')
  const [busy, setBusy] = useState(false)
  const close = () => {
    setStep('detail')
    setBusy(false)
    onClose()
  }
  const name = person === null ? '' : visible(person.name)
  const title = step === 'detail' ? name : t(`people.${step}.title`, { name })
  const form = person !== null && { person, onCancel: () => setStep('detail'), onClose: close }
  return (
    <Dialog title={title} opened={person !== null} onClose={close} busy={busy}>
      {form !== false && step === 'detail' && <Detail person={form.person} onStep={setStep} onClose={close} onCard={onCard} />}
      {form !== false && step === 'change' && <ChangeForm {...form} />}
      {form !== false && step === 'renew' && <RenewForm {...form} onCard={onCard} />}
      {form !== false && step === 'depart' && <DepartForm {...form} onBusy={setBusy} />}
    </Dialog>
  )
}

interface DetailProps extends PersonDialogProps {
  person: PersonView
  onStep: (step: Step) => void
}

function Detail({ person, onStep, onClose, onCard }: DetailProps) {
  const { t } = useTranslation()
  const status = useStatus()
  const keys = useCall('person.keys', { person: person.id })
  const isSelf = status.data?.vault?.officer.id === person.id
  const isThere = person.departedAt === null
  return (
    <Stack>
      <Text size="sm">
        {[t(`witness.people.roles.${person.role}`), visible(person.title), visible(person.contact)].filter(Boolean).join(' · ')}
      </Text>
      {person.departedAt !== null && <Notice tone="info" title={t('people.departedAt', { at: formatTime(person.departedAt) })} />}
      <div>
        <Text fw={650} size="sm">
          {t('people.keys.title')}
        </Text>
        {keys.data === undefined ? <Pending query={keys} /> : <Keys keys={keys.data} />}
      </div>
      <Group>
        {isThere && (
          <Button variant="default" onClick={() => onStep('change')} data-autofocus>
            {t('people.change.act')}
          </Button>
        )}
        {isThere && !isSelf && (
          <Button variant="default" onClick={() => onStep('renew')}>
            {t('people.renew.act')}
          </Button>
        )}
        {isThere && !isSelf && (
          <Button variant="default" onClick={() => onStep('depart')}>
            {t('people.depart.act')}
          </Button>
        )}
      </Group>
      <Group justify="flex-end">
        <Button
          variant="default"
          onClick={() => {
            onClose()
            onCard(person)
          }}
        >
          {t('witness.people.card')}
        </Button>
        <Button onClick={onClose}>{t('common.action.close')}</Button>
      </Group>
    </Stack>
  )
}

function Keys({ keys }: { keys: readonly PersonKey[] }) {
  const { t } = useTranslation()
  return (
    <>
      {keys.length > 1 && <Text size="sm">{t('people.keys.lead')}</Text>}
      <ul>
        {keys.toReversed().map(({ kid, from, until }) => (
          <li key={kid}>
            <code>{groupsOfFour(kid).join(' ')}</code>{' '}
            <Text size="sm" span>
              {until === null
                ? `${t('people.keys.since', { from: formatTime(from) })} · ${t('people.keys.current')}`
                : t('people.keys.span', { from: formatTime(from), until: formatTime(until) })}
            </Text>
          </li>
        ))}
      </ul>
    </>
  )
}
