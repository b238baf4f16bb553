import { List, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BundlePreview, ExhibitSummary, ExportProfile } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { Translate } from '../../../shared/locales/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { paths } from '../../client/paths.ts'
import { formatBytes, listed } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Facts, HashLink, Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText, type Tone } from '../../ui/Status.tsx'
import { usePartName } from '../masking/usePartName.ts'
import type { Warnings } from './warnings.ts'
import css from './bundle.module.css'

export interface PreviewPanelProps {
  preview: BundlePreview
  profile: ExportProfile
  exhibits: readonly ExhibitSummary[]
  warnings: Warnings | null
  /** Being worked out anew for what was chosen meanwhile. */
  stale: boolean
}

/** What would be written, before anything is. */
export function PreviewPanel({ preview, profile, exhibits, warnings, stale }: PreviewPanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Panel>
      <Stack aria-busy={stale}>
        <Title order={2}>{t('bundle.preview.title')}</Title>
        <Facts
          facts={[
            { label: t('bundle.verify.number'), value: preview.nextNumber },
            { label: t('bundle.preview.exhibits'), value: preview.exhibits },
            { label: t('bundle.preview.artefacts'), value: preview.artefacts },
            { label: t('bundle.preview.bytes'), value: t('bundle.preview.about', { size: formatBytes(preview.bytes, language) }) },
            { label: t('bundle.preview.time'), value: timeText(t, preview.seconds) },
          ]}
        />
        <NotMasked items={preview.notMasked} exhibits={exhibits} />
        {warnings?.nothingMasked === true && (
          <Notice tone="bad" title={t('bundle.preview.nothingMaskedTitle')} role="alert">
            {t('bundle.preview.nothingMaskedText')}
          </Notice>
        )}
        {warnings?.ownTitle === true && (
          <Notice tone="bad" title={t('bundle.preview.ownTitleTitle')} role="alert">
            {t('bundle.preview.ownTitleText')}
          </Notice>
        )}
        <Uncovered words={preview.uncovered} />
        <WholeParts parts={preview.wholeParts} />
        {preview.unwitnessed.length === 0 ? (
          <StatusText tone="ok">{t('bundle.preview.allWitnessed')}</StatusText>
        ) : (
          <Named what="unwitnessed" tone="warn" items={preview.unwitnessed} />
        )}
        <Named what="partial" tone="warn" items={preview.partial} />
        {profile !== 'police' && (
          <>
            <Named what="masked" tone="info" items={preview.masked.filter(({ number }) => !preview.notMasked.some((lacking) => lacking.number === number))} />
            <Named what="added" tone="info" items={preview.added} />
            <Named what="leftOut" tone="info" items={preview.leftOut} />
            {profile === 'masked' && <Witnesses names={preview.witnesses} hidden={preview.witnessesHidden} received={preview.received} />}
            {preview.leftOut.length === 0 && <StatusText tone="quiet">{t('bundle.preview.nothingLeftOut')}</StatusText>}
          </>
        )}
        <Text size="sm" c="dimmed" maw="68ch">
          {t(`bundle.preview.also.${profile}`)}
        </Text>
      </Stack>
    </Panel>
  )
}

function timeText(t: Translate, seconds: number): string {
  return seconds < 90 ? t('bundle.preview.seconds', { count: seconds }) : t('bundle.preview.minutes', { count: Math.round(seconds / 60) })
}

type Items = BundlePreview['partial']

/** Named one by one before anything is written. */
function Named({ what, tone, items }: { what: 'unwitnessed' | 'partial' | 'masked' | 'added' | 'leftOut'; tone: Tone; items: Items }) {
  const { t } = useTranslation()
  if (items.length === 0) return null
  return (
    <Notice tone={tone} title={t(`bundle.preview.${what}Title`, { count: items.length })}>
      <List size="sm" my={4} className={css['named'] ?? ''} tabIndex={items.length > 8 ? 0 : undefined}>
        {items.map(({ number, title }) => (
          <List.Item key={number}>
            <Shown>{t('bundle.preview.item', { number, title })}</Shown>
          </List.Item>
        ))}
      </List>
      {t(`bundle.preview.${what}Text`)}
    </Notice>
  )
}

/** Of what is masked, what isn't covered at all: a name covered in the text may stand in a picture. */
function WholeParts({ parts }: { parts: BundlePreview['wholeParts'] }) {
  const { t } = useTranslation()
  const nameOf = usePartName()
  if (parts.length === 0) return null
  return (
    <Notice tone="warn" title={t('bundle.preview.wholePartsTitle', { count: parts.length })}>
      <List size="sm" my={4} className={css['named'] ?? ''} tabIndex={parts.length > 8 ? 0 : undefined}>
        {parts.map(({ number, name }) => (
          <List.Item key={`${number} ${name}`}>{t('bundle.preview.wholePart', { number, name: visible(nameOf(name)) })}</List.Item>
        ))}
      </List>
      {t('bundle.preview.wholePartsText')}
    </Notice>
  )
}

/** What they signed stays here; that they did is told. `hidden`: their names stay too, but for those who did something else as well, and whoever witnessed what was received. */
function Witnesses({ names, hidden, received }: { names: BundlePreview['witnesses']; hidden: boolean; received: Items }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (hidden) {
    return (
      <Notice tone={names.length + received.length === 0 ? 'info' : 'warn'} title={t('bundle.preview.hiddenTitle')}>
        {t('bundle.preview.hiddenText')}
        {names.length > 0 && <p>{t('bundle.preview.hiddenNamed', { names: listed(names.map((name) => visible(name)), language) })}</p>}
        {received.length > 0 && <p>{t('bundle.preview.hiddenReceived', { count: received.length, numbers: listed(received.map(({ number }) => String(number)), language) })}</p>}
      </Notice>
    )
  }
  if (names.length === 0) return null
  return (
    <Notice tone="warn" title={t('bundle.preview.witnesses', { count: names.length, names: listed(names.map((name) => visible(name)), language) })}>
      {t('bundle.preview.witnessesText')}
    </Notice>
  )
}

/** Without a masking nothing of it can be shown: the way there. */
function NotMasked({ items, exhibits }: { items: Items; exhibits: readonly ExhibitSummary[] }) {
  const { t } = useTranslation()
  if (items.length === 0) return null
  return (
    <Notice tone="bad" title={t('bundle.preview.notMaskedTitle', { count: items.length })}>
      <List size="sm" my={4}>
        {items.map(({ number, title }) => {
          const exhibit = exhibits.find((each) => each.number === number)
          return (
            <List.Item key={number}>
              <Shown>{t('bundle.preview.item', { number, title })}</Shown>
              {exhibit !== undefined && (
                <>
                  {' '}
                  – <HashLink to={paths.mask(exhibit.id, 'bundle')}>{t('bundle.preview.maskNow', { number })}</HashLink>
                </>
              )}
            </List.Item>
          )
        })}
      </List>
      {t('bundle.preview.notMaskedText')}
    </Notice>
  )
}

/** Covered in one place and to be read in another: each word with where. */
function Uncovered({ words }: { words: BundlePreview['uncovered'] }) {
  const { t } = useTranslation()
  if (words.length === 0) return null
  return (
    <Notice tone="bad" title={t('bundle.preview.uncoveredTitle', { count: new Set(words.map(({ word }) => word)).size })} role="alert">
      <List size="sm" my={4}>
        {words.map(({ word, exhibit, where }) => (
          <List.Item key={`${word} ${exhibit} ${where}`}>
            <strong>
              <bdi>{visible(word)}</bdi>
            </strong>
            {': '}
            {exhibit === null ? t('bundle.preview.where.case') : t('bundle.preview.where.of', { number: exhibit, where: t(`bundle.preview.where.${where}`) })}
          </List.Item>
        ))}
      </List>
      {t('bundle.preview.uncoveredText')}
    </Notice>
  )
}
