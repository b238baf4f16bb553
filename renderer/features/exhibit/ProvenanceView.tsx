import { Code, ScrollArea, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { catalogues } from '../../../shared/locales/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { formatTime } from '../../ui/format.ts'
import { type Fact, Facts } from '../../ui/Page.tsx'
import { encryptionOf, type ProvenanceReading, readProvenance, serverClocks } from './provenance.ts'
import { Shown } from '../../ui/Shown.tsx'
import css from './exhibit.module.css'

type FactName = Exclude<keyof (typeof catalogues)['sv']['exhibit']['provenance']['facts'], 'ways' | 'encryption'>

const TENTHS = { minimumFractionDigits: 1, maximumFractionDigits: 1 }

export function ProvenanceView({ json }: { json: string }) {
  const { t } = useTranslation()
  const reading = readProvenance(json)
  return (
    <Stack>
      <Text size="sm" c="dimmed" maw="68ch">
        {t('exhibit.provenance.lead')}
      </Text>
      {reading === null ? <Text size="sm">{t('exhibit.provenance.invalid')}</Text> : <ReadingFacts reading={reading} />}
      <Title order={2} size="h3">{t('exhibit.provenance.raw')}</Title>
      <ScrollArea.Autosize mah={480} type="auto" className={css['scroll'] ?? ''} viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('exhibit.provenance.raw') }}>
        <Code block className={css['raw'] ?? ''}>
          <Shown lines>{json}</Shown>
        </Code>
      </ScrollArea.Autosize>
    </Stack>
  )
}

function ReadingFacts({ reading }: { reading: ProvenanceReading }) {
  const { page, clock, browser, tool, way, profile, recordedFrom, events, archive, exchangesTotal, blockedTotal } = reading
  const { t } = useTranslation()
  const fact = (name: FactName, value: string | number | null | undefined, wide = false): Fact | null =>
    value === null || value === undefined || value === '' ? null : { label: t(`exhibit.provenance.facts.${name}`), value: <Shown>{String(value)}</Shown>, wide }
  const claimed = (instant: string | null | undefined) =>
    instant === null || instant === undefined || Number.isNaN(Date.parse(instant))
      ? null
      : `${formatTime(instant, 'second')}, ${t('exhibit.provenance.facts.claim')}`
  const language = useLanguage()
  const seconds = new Intl.NumberFormat(language, { ...TENTHS, signDisplay: 'always' })
  const last = page?.hops?.at(-1)
  const clocks = serverClocks(reading)
  const server = clocks.find(({ isOwn }) => isOwn)
  const servers = clocks.filter((each) => each !== server)
  const offset = (offsetMs: number | null) => (offsetMs === null ? null : `${seconds.format(offsetMs / 1000)} s`)
  const encryption = encryptionOf(reading)
  const others = clock?.otherClocks?.map(({ host, offsetMs, uncertaintyMs }) =>
    t('exhibit.provenance.facts.offset', { host, seconds: seconds.format(offsetMs / 1000), uncertainty: (uncertaintyMs / 1000).toLocaleString(language, TENTHS) }),
  )
  const known = way === 'link' ? 'link' : way === 'session' ? (recordedFrom === 'lock' ? 'lock' : 'capture') : null
  return (
    <Facts
      label={t('exhibit.tab.provenance')}
      facts={[
        fact('requested', page?.requestedUrl, true),
        fact('final', page?.finalUrl, true),
        fact('title', page?.title, true),
        fact('status', page?.status),
        fact('seen', claimed(clock?.seenAt)),
        fact('ended', claimed(clock?.endedAt)),
        fact('server', server === undefined ? null : `${server.date} (${[server.host, offset(server.offsetMs)].filter(Boolean).join(', ')})`),
        fact('servers', servers.slice(0, 10).map(({ host, offsetMs }) => `${host}: ${offset(offsetMs) ?? '?'}`).join(', '), true),
        fact('others', others?.join(', '), true),
        fact('publicValue', [clock?.publicValue?.source, claimed(clock?.publicValue?.receivedAt)].filter(Boolean).join(', '), true),
        fact('way', known && t(`exhibit.provenance.facts.ways.${known}`)),
        fact('login', profile === 'kept' ? t('exhibit.provenance.facts.kept') : null),
        fact('address', last?.remoteAddress),
        fact('protocol', last?.protocol),
        fact('certificate', encryption === null || typeof encryption === 'object' ? encryption?.certificate : t(`exhibit.provenance.facts.encryption.${encryption}`)),
        fact('issuer', page?.security?.issuer),
        fact('browser', [browser?.name, browser?.version].filter(Boolean).join(' ')),
        fact('viewport', browser?.viewport === undefined ? null : `${browser.viewport.width} × ${browser.viewport.height}`),
        fact('zone', browser?.timeZone),
        fact('languages', browser?.languages?.join(', ')),
        fact('sandbox', browser?.sandbox === undefined ? null : t(`settings.browser.sandboxes.${browser.sandbox}`)),
        fact('exchanges', exchangesTotal),
        fact('archived', archive ? archive.exchanges + archive.resources : null),
        fact('stripped', archive ? archive.headersStripped + archive.parametersStripped : null),
        fact('blocked', blockedTotal),
        fact('writes', events?.writesBlockedTotal || null),
        fact('tool', [tool?.name, tool?.version].filter(Boolean).join(' ')),
        fact('userAgent', browser?.userAgent, true),
      ]}
    />
  )
}
