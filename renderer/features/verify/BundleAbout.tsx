import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BundleReport } from '../../../shared/contract/index.ts'
import { isUntold } from '../../../shared/model/index.ts'
import { Facts, Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { Time } from '../../ui/Time.tsx'

/** What a bundle says of itself, and what it leaves out: true only as far as the verdict goes. */
export function BundleAbout({ about, exhibits: all }: { about: NonNullable<BundleReport['about']>; exhibits: BundleReport['exhibits'] }) {
  const { t } = useTranslation()
  const untold = all.filter(isUntold).length
  const { caseTitle, number, profile, exportedAt, exhibits, unwitnessed, office, disposed, derived } = about
  return (
    <Panel>
      <Title order={2}>{t('bundle.verify.about')}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('bundle.verify.aboutHint')}
      </Text>
      <Facts
        facts={[
          { label: t('bundle.verify.case'), value: <Shown>{caseTitle}</Shown>, wide: true },
          { label: t('verifier.derived.profile'), value: t(`verifier.derived.profiles.${profile}`), wide: true },
          { label: t('bundle.verify.number'), value: number },
          { label: t('bundle.verify.exported'), value: <Time at={exportedAt} /> },
          { label: t('bundle.verify.exhibits'), value: exhibits },
          { label: t('bundle.verify.unwitnessed'), value: unwitnessed },
          ...(untold === 0 ? [] : [{ label: t('bundle.verify.untold'), value: untold }]),
          ...(office === 0 ? [] : [{ label: t('verifier.derived.office'), value: office }]),
          ...(disposed === 0 ? [] : [{ label: t('verifier.derived.disposed'), value: disposed }]),
          ...(derived === null
            ? []
            : [
                { label: t('verifier.derived.leftOut'), value: derived.leftOut.join(', ') || t('verifier.derived.none') },
                { label: t('verifier.derived.masked'), value: derived.masked },
                { label: t('verifier.derived.withheld'), value: derived.withheld },
                { label: t('verifier.derived.reason'), value: <Shown>{derived.reason}</Shown>, wide: true },
              ]),
        ]}
      />
    </Panel>
  )
}
