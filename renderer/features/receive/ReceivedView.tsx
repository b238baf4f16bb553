import { List, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ReceivedExhibit, Verification } from '../../../shared/contract/index.ts'
import { isForWitness, isUntold, type ReceivedSource } from '../../../shared/model/index.ts'
import { formatTime } from '../../ui/format.ts'
import { Fingerprint, HashText } from '../../ui/HashText.tsx'
import { Facts, Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { Time } from '../../ui/Time.tsx'
import { visible } from '../../../shared/encoding/index.ts'
import { CheckList } from '../verify/CheckList.tsx'

/** Drawn at once; the zip holds them all. */
const SHOWN = 200

/** What was found when a bundle was received, and below it what the bundle says: never as something that happened here. */
export function ReceivedView({ found }: { found: Verification }) {
  const { t } = useTranslation()
  const { signature } = found
  return (
    <Stack>
      <Panel>
        <Title order={2}>{t('received.found.title')}</Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t('received.found.lead', { when: formatTime(found.checkedAt, 'second'), tool: found.tool })}
        </Text>
        <Facts
          facts={[
            { label: t('received.facts.paper'), value: t(`received.facts.${paper(found)}`), wide: true },
            { label: t('received.found.sha256'), value: <HashText value={found.bundle.sha256} label={t('received.found.sha256')} />, wide: true },
            {
              label: t('received.found.signature'),
              value: signature === null ? t('received.found.signatureNone') : signature.kept ? t('received.found.signatureKept') : t('received.found.signatureOdd', { bytes: signature.bytes }),
            },
          ]}
        />
      </Panel>
      <CheckList report={found} of="bundle" />
      <Claims found={found} />
    </Stack>
  )
}

function paper({ compared, checks }: Verification): ReceivedSource['paper'] {
  if (compared.fingerprint === null) return 'none'
  return checks.some(({ name, result }) => name === 'fingerprint' && result === 'pass') ? 'same' : 'differs'
}

function Claims({ found }: { found: Verification }) {
  const { t } = useTranslation()
  const { caseTitle, exported, origin, head, fingerprint, exhibits, total } = found
  const unknown = t('received.claims.unknown')
  const rows = exhibits.slice(0, SHOWN).map((exhibit, at) => ({ exhibit, at }))
  return (
    <Panel>
      <Title order={2}>{t('received.claims.title')}</Title>
      <Text size="sm" {...(found.verdict === 'failed' ? { fw: 600 } : { c: 'dimmed' })} mb="sm">
        {t(found.verdict === 'failed' ? 'received.claims.failed' : 'received.claims.lead')}
      </Text>
      <Facts
        facts={[
          { label: t('received.claims.case'), value: caseTitle === null ? unknown : <Shown>{caseTitle}</Shown>, wide: true },
          { label: t('received.claims.exported'), value: exported === null ? unknown : <Time at={exported.at} /> },
          { label: t('received.claims.number'), value: exported === null ? unknown : exported.number },
          { label: t('received.claims.head'), value: head === null ? unknown : t('received.claims.headText', { size: head.size }) },
          { label: t('received.claims.origin'), value: origin === null ? unknown : <Shown>{origin}</Shown>, wide: true },
        ]}
      />
      {fingerprint !== null && (
        <div>
          <Text size="sm" fw={600} mt="sm">
            {t('received.claims.fingerprint')}
          </Text>
          <Fingerprint value={fingerprint} label={t('received.claims.fingerprint')} />
        </div>
      )}
      <Title order={3} mt="md">
        {t('received.claims.exhibits')}
      </Title>
      {total > rows.length && (
        <Text size="sm" c="dimmed">
          {t('received.claims.some', { shown: rows.length, total })}
        </Text>
      )}
      <List listStyleType="none" size="sm" spacing="sm" mt="xs">
        {rows.map(({ exhibit, at }) => (
          <List.Item key={at}>
            <Claim exhibit={exhibit} />
          </List.Item>
        ))}
      </List>
    </Panel>
  )
}

function Claim({ exhibit }: { exhibit: ReceivedExhibit }) {
  const { t } = useTranslation()
  const { number, title, kind, acquiredAt, acquiredBy, complete, contentRoot, witnesses, unshown } = exhibit
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {t('received.claims.exhibit', { number })} {title === null ? t('received.claims.noTitle') : <Shown>{title}</Shown>}
        {kind !== null && ` (${t(`common.kind.${kind}`)})`}
      </Text>
      {acquiredAt !== null && acquiredBy !== null && (
        <Text size="sm">{t('received.claims.acquired', { name: visible(acquiredBy), when: formatTime(acquiredAt, 'second') })}</Text>
      )}
      {complete === false && <StatusText tone="warn">{t('received.claims.partial')}</StatusText>}
      {unshown > 0 && <StatusText tone="quiet">{t('verifier.exhibits.unshown', { count: unshown })}</StatusText>}
      {isUntold({ witnesses, unshown }) && <StatusText tone="warn">{t('verifier.exhibits.untold')}</StatusText>}
      {witnesses.length === 0 && unshown === 0 && kind !== null && isForWitness(kind) && (
        <Text size="sm" c="dimmed">
          {t('received.claims.noWitness')}
        </Text>
      )}
      {witnesses.map(({ name, grade, standing, at, key }) => (
        <Text size="sm" key={`${key} ${at} ${grade}`}>
          {t('received.claims.witness', { name: visible(name), standing: t(`verify.standings.${standing}`), grade: t(`verify.grades.${grade}`), when: formatTime(at, 'second'), key })}
        </Text>
      ))}
      <Text size="xs" c="dimmed" component="div">
        {contentRoot === null ? t('verifier.exhibits.masked') : <>{t('received.claims.root')}: <HashText value={contentRoot} label={t('received.claims.root')} digits={16} /></>}
      </Text>
    </Stack>
  )
}
