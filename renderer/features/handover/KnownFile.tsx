import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HandOverKnown, HandOverView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { paths } from '../../client/paths.ts'
import { HashText } from '../../ui/HashText.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Facts, HashLink, NameLink } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { Time } from '../../ui/Time.tsx'
import css from './handover.module.css'

/** What a file is by its digest: which bundle of which case, when it was made, and who got it. */
export function KnownFile({ name, sha256, known }: { name: string; sha256: string; known: HandOverKnown | null }) {
  const { t } = useTranslation()
  const file = { label: t('handover.known.file'), value: <Shown>{name}</Shown>, wide: true }
  const digest = { label: t('handover.known.sha256'), value: <HashText value={sha256} label={t('handover.known.sha256')} />, wide: true }
  if (known === null) {
    return (
      <Stack gap="sm">
        <Notice tone="info" title={t('handover.known.unknown')}>
          <Text size="sm" m={0}>
            {t('handover.known.unknownText')}
          </Text>
        </Notice>
        <Facts facts={[file, digest]} />
      </Stack>
    )
  }
  const { bundle, case: home, handOvers } = known
  return (
    <Stack gap="sm">
      <Notice tone="ok" title={t(known.as === 'bundle' ? 'handover.known.isBundle' : 'handover.known.isEncrypted', { number: bundle.number, case: home.number })} />
      <Facts
        facts={[
          file,
          { label: t('handover.known.case'), value: <NameLink to={paths.case(home.id, 'bundles')}>{t('handover.known.caseText', { number: home.number, title: home.title })}</NameLink>, wide: true },
          home.reference === '' ? null : { label: t('handover.known.reference'), value: <Shown>{home.reference}</Shown> },
          { label: t('handover.known.kind'), value: t(`bundle.result.kinds.${bundle.profile}`) },
          { label: t('handover.known.exported'), value: <Time at={bundle.exportedAt} /> },
          { label: t('handover.known.exportedBy'), value: <Shown>{bundle.exportedBy}</Shown> },
          digest,
        ]}
      />
      <Title order={3}>{t('handover.known.handOvers')}</Title>
      {handOvers.length === 0 ? (
        <Text size="sm">{t('handover.known.never')}</Text>
      ) : (
        <ul className={css['list']}>
          {handOvers.map((one) => (
            <Item key={one.seq} one={one} />
          ))}
        </ul>
      )}
    </Stack>
  )
}

function Item({ one }: { one: HandOverView }) {
  const { t } = useTranslation()
  const how = { method: t(`handover.method.${one.method}`), protection: t(`handover.protection.${one.protection}`), by: visible(one.by) }
  return (
    <li>
      <Text size="sm" fw={600}>
        {t('handover.known.item', { date: one.date, receiver: visible(one.receiver), authority: visible(one.authority) })}
      </Text>
      <Text size="sm">{t('handover.known.itemHow', how)}</Text>
      {one.reference !== '' && <Text size="sm">{t('handover.known.itemReference', { reference: visible(one.reference) })}</Text>}
      {one.receipts.length === 0 ? (
        <StatusText tone="quiet">{t('handover.known.noReceipt')}</StatusText>
      ) : (
        one.receipts.map(({ seq, exhibit, number }) => (
          <Text size="sm" key={seq}>
            <HashLink to={paths.exhibit(exhibit)}>{t('handover.known.receipt', { number })}</HashLink>
          </Text>
        ))
      )}
    </li>
  )
}
