import { Button, Group, Tabs, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReferenceView } from '../../../shared/contract/index.ts'
import { AGENCIES, besideOf, ENGINES, OFFENCES, OPERATOR_RETENTION, PLATFORMS, type Sourced } from '../../../shared/law/index.ts'
import { areaOf, type Language, REFERENCE_AREAS, type ReferenceArea, type ReferenceKind } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useCall } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'
import { PageHeader, Pending } from '../../ui/Page.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { LocalCheck, LocalFacts } from './LocalFacts.tsx'
import { ReferenceDialog, type Writing } from './ReferenceDialog.tsx'
import { AgencyFacts, EngineFacts, OffenceFacts, PlatformFacts, RetentionFacts } from './ShippedFacts.tsx'
import css from './reference.module.css'

/** What the program comes with, and what the office added: kept apart, each with where it is from. */
export function ReferencePage() {
  const { t } = useTranslation()
  const additions = useCall('reference.list', {})
  const [area, setArea] = useState<ReferenceArea>('platform')
  const [writing, setWriting] = useState<Writing | null>(null)
  const [ending, setEnding] = useState<ReferenceView | null>(null)
  const end = { title: t('reference.end.title'), lead: t('reference.end.lead'), reason: t('reference.end.reason'), submit: t('reference.end.submit') }
  return (
    <>
      <PageHeader title={t('reference.title')} lead={t('reference.lead')} />
      {additions.data === undefined ? (
        <Pending query={additions} />
      ) : (
        <Tabs value={area} onChange={(value) => setArea(REFERENCE_AREAS.find((known) => known === value) ?? 'platform')}>
          <Tabs.List>
            {REFERENCE_AREAS.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`reference.area.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={area} pt="md">
            <Area area={area} additions={additions.data} onWrite={setWriting} onEnd={setEnding} />
          </Tabs.Panel>
        </Tabs>
      )}
      <ReferenceDialog writing={writing} onClose={() => setWriting(null)} />
      <ReasonDialog texts={end} opened={ending !== null} onClose={() => setEnding(null)} onSubmit={async (reason) => ending && call('reference.withdraw', { reference: ending.id, reason })} />
    </>
  )
}

interface AreaProps {
  area: ReferenceArea
  additions: readonly ReferenceView[]
  onWrite: (writing: Writing) => void
  onEnd: (addition: ReferenceView) => void
}

/** The kind of what can be added to a part; null: nothing but that it was checked. */
const KIND: Record<ReferenceArea, ReferenceKind | null> = { platform: 'platform', engine: 'engine', agency: 'agency', offence: 'offence-note', retention: null }
/** Parts that the office may have something of its own in. */
const isOpen = (area: ReferenceArea): area is 'platform' | 'engine' | 'agency' => area === 'platform' || area === 'engine' || area === 'agency'

function Area({ area, additions, onWrite, onEnd }: AreaProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const here = additions.filter(({ content }) => areaOf(content) === area)
  const shipped = entriesOf(area, language)
  const own = here.filter(({ content, withdrawn }) => content.of === null && withdrawn === null)
  const known = new Set(shipped.map(({ id }) => id))
  // What stood beside something that a later version of the program hasn't got any more is still to be seen.
  const left = here.filter(({ content: { of }, withdrawn }) => withdrawn !== null || (of !== null && !known.has(of)))
  const acts = { onWrite, onEnd }
  return (
    <>
      {isOpen(area) && (
        <section aria-labelledby="bv-own">
          <Group justify="space-between" mb="sm">
            <Title order={2} size="h3" id="bv-own">
              {t('reference.own')}
            </Title>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onWrite({ subject: { kind: area, area, of: null }, name: null, addition: null })}>
              {t(`reference.add.${area}`)}
            </Button>
          </Group>
          {own.length === 0 ? (
            <Text size="sm" c="dimmed" mb="lg">
              {t('reference.noneOwn')}
            </Text>
          ) : (
            <ul className={css['entries']}>
              {own.map((one) => (
                <Own key={one.id} of={one} name={nameOf(one)} {...acts} />
              ))}
            </ul>
          )}
        </section>
      )}
      <section aria-labelledby="bv-shipped">
        <Title order={2} size="h3" id="bv-shipped" mb="sm">
          {t('reference.shipped')}
        </Title>
        <ul className={css['entries']}>
          {shipped.map((entry) => (
            <Entry key={entry.id} area={area} entry={entry} additions={here} {...acts} />
          ))}
        </ul>
      </section>
      {left.length > 0 && (
        <section aria-labelledby="bv-left">
          <Title order={2} size="h3" id="bv-left" mb="sm">
            {t('reference.left')}
          </Title>
          <ul className={css['entries']}>
            {left.map((one) => (
              <Own key={one.id} of={one} name={shipped.find(({ id }) => id === one.content.of)?.name ?? nameOf(one)} {...acts} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const nameOf = ({ content }: ReferenceView): string => ('name' in content && content.name !== null ? content.name : (content.of ?? ''))

interface Shipped {
  id: string
  name: string
  sourced: Sourced
  facts: ReactNode
}

function entriesOf(area: ReferenceArea, language: Language): Shipped[] {
  switch (area) {
    case 'platform':
      return PLATFORMS.map((one) => ({ id: one.id, name: one.name[language], sourced: one, facts: <PlatformFacts of={one} /> }))
    case 'engine':
      return ENGINES.map((one) => ({ id: one.id, name: one.name, sourced: one, facts: <EngineFacts of={one} /> }))
    case 'agency':
      return AGENCIES.map((one) => ({ id: one.id, name: one.name[language], sourced: one, facts: <AgencyFacts of={one} /> }))
    case 'offence':
      return OFFENCES.map((one) => ({ id: one.id, name: `${one.name[language]} (${one.cite[language]})`, sourced: one, facts: <OffenceFacts of={one} /> }))
    case 'retention':
      return OPERATOR_RETENTION.map((one) => ({ id: one.id, name: one.text[language], sourced: one, facts: <RetentionFacts of={one} /> }))
  }
}

type Acts = Pick<AreaProps, 'onWrite' | 'onEnd'>

function Entry({ area, entry: { id, name, sourced, facts }, additions, onWrite, onEnd }: Acts & { area: ReferenceArea; entry: Shipped; additions: readonly ReferenceView[] }) {
  const { t } = useTranslation()
  const kind = KIND[area]
  const beside = [...(kind === null ? [] : besideOf(additions, kind, id)), ...besideOf(additions, 'checked', id)]
  const views = additions.filter((one) => beside.some((other) => other.id === one.id))
  const write = (wanted: ReferenceKind) => onWrite({ subject: { kind: wanted, area, of: id }, name, addition: null })
  return (
    <li className={css['entry']}>
      <div className={css['head']}>
        <Title order={3} size="h4">
          {name}
        </Title>
        <StatusText tone={sourced.verified ? 'quiet' : 'warn'}>{t(sourced.verified ? 'reference.verified' : 'reference.unverified', { day: sourced.asOf })}</StatusText>
      </div>
      <LocalCheck additions={additions} area={area} id={id} />
      <details>
        <summary aria-label={t('reference.showNamed', { name })}>{t('reference.show')}</summary>
        <div>{facts}</div>
      </details>
      {views.map((one) => (
        <Added key={one.id} of={one} name={name} onWrite={onWrite} onEnd={onEnd} />
      ))}
      <Group gap="xs">
        {kind !== null && (
          <Button size="compact-sm" variant="default" onClick={() => write(kind)} aria-label={t('reference.besideNamed', { name })}>
            {t('reference.beside')}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={() => write('checked')} aria-label={t('reference.checkNamed', { name })}>
          {t('reference.check')}
        </Button>
      </Group>
    </li>
  )
}

function Own({ of, name, ...acts }: Acts & { of: ReferenceView; name: string }) {
  return (
    <li className={css['entry']}>
      <Title order={3} size="h4">
        <Shown>{name}</Shown>
      </Title>
      <Added of={of} name={name} {...acts} />
    </li>
  )
}

/** An addition with what can be done with it; what was taken back is only looked at. */
function Added({ of, name, onWrite, onEnd }: Acts & { of: ReferenceView; name: string }) {
  const { t } = useTranslation()
  const { content, revision, reason, withdrawn } = of
  return (
    <>
      <LocalFacts of={of} />
      <Text size="xs" c="dimmed" component="div">
        {t('reference.version', { revision })} <Shown>{reason}</Shown>
      </Text>
      {withdrawn === null && (
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => onWrite({ subject: { kind: content.kind, area: areaOf(content), of: content.of }, name, addition: of })} aria-label={t('reference.changeNamed', { name })}>
            {t('reference.change')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => onEnd(of)} aria-label={t('reference.endNamed', { name })}>
            {t('reference.end.button')}
          </Button>
        </Group>
      )}
    </>
  )
}
