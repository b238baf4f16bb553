import { IconEye, IconEyeCheck, IconFile, IconFolder, IconNotes, IconPackageImport, IconPencil, IconReload, IconWorldWww } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { Translate } from '../../../shared/locales/index.ts'
import { dynamicText } from '../../../shared/locales/index.ts'
import type { Language } from '../../../shared/model/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { paths } from '../../client/paths.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { shorten } from '../../ui/format.ts'
import { HashLink, NameLink } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { engineName, offenceName, platformName } from '../steps/titles.ts'
import css from './search.module.css'

const ICONS = { capture: IconWorldWww, file: IconFile, note: IconNotes, comparison: IconReload, received: IconPackageImport, recheck: IconEyeCheck, sighting: IconEye, record: IconPencil, case: IconFolder } as const

/** What was found: what it is, where the words stand, and whose case it is. Nothing of what an exhibit says. */
export function HitList({ hits }: { hits: readonly SearchHit[] }) {
  const { t } = useTranslation()
  const hasWords = hits.some(({ found }) => found.length > 0)
  return (
    <DataTable
      caption={t('search.caption')}
      rows={hits}
      rowKey={({ what, case: chain }) => ('id' in what ? what.id : chain.id)}
      columns={[
        { key: 'what', header: t('search.column.what'), cell: (hit) => <What hit={hit} /> },
        ...(hasWords ? [{ key: 'where', header: t('search.column.where'), cell: ({ found }: SearchHit) => found.map((field) => t(`search.field.${field}`)).join(', ') }] : []),
        {
          key: 'case',
          header: t('search.column.case'),
          cell: ({ case: { id, number, title } }) => (
            <>
              <HashLink to={paths.case(id)}>{t('casePage.number', { number })}</HashLink>
              <span className={css['under']}>
                <Shown>{shorten(visible(title), 60, 20)}</Shown>
              </span>
            </>
          ),
        },
        { key: 'day', header: t('search.column.day'), kind: 'tight', cell: ({ day }) => <time dateTime={day}>{day}</time> },
      ]}
    />
  )
}

function What({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { what } = hit
  const Icon = ICONS[what.kind === 'exhibit' ? what.sort : what.kind]
  return (
    <span className={css['hit']}>
      <Icon size={19} stroke={1.6} aria-hidden />
      <span>
        <NameLink to={pathOf(hit)}>{nameOf(hit, t, language)}</NameLink>
        <span className={css['under']}>
          <Shown>{kindOf(hit, t, language)}</Shown>
        </span>
        <Signs hit={hit} />
      </span>
    </span>
  )
}

function Signs({ hit: { what, withdrawn } }: { hit: SearchHit }) {
  const { t } = useTranslation()
  const exhibit = what.kind === 'exhibit' ? what : null
  return (
    <span className={css['signs']}>
      {withdrawn && <StatusText tone="warn">{t('search.sign.withdrawn')}</StatusText>}
      {exhibit?.replaced === true && <StatusText tone="info">{t('search.sign.replaced')}</StatusText>}
      {exhibit?.partial === true && <StatusText tone="info">{t('search.sign.partial')}</StatusText>}
      {exhibit?.witnessed === false && !exhibit.replaced && <StatusText tone="warn">{t('search.sign.unwitnessed')}</StatusText>}
      {exhibit?.witnessed === true && <StatusText tone="ok">{t('search.sign.witnessed')}</StatusText>}
    </span>
  )
}

function pathOf({ what, case: { id } }: SearchHit): string {
  if (what.kind === 'exhibit') return paths.exhibit(what.id)
  if (what.kind === 'sighting') return paths.step(id, 'overview')
  return what.kind === 'record' ? paths.step(id, what.step) : paths.case(id)
}

function nameOf({ what, title }: SearchHit, t: Translate, language: Language): string {
  if (what.kind === 'sighting') return shorten(visible(what.url), 60, 28)
  if (what.kind !== 'record' || title === '') return title === '' && what.kind === 'record' ? dynamicText(t, `records.kind.${what.sort}`) : title
  if (what.sort === 'platform-report') return platformName(title, language)
  if (what.sort === 'offence') return offenceName(title, language)
  return what.sort === 'deindexing' ? engineName(title) : title
}

/** What it is, in a line under its name. */
function kindOf({ what }: SearchHit, t: Translate, language: Language): string {
  if (what.kind === 'exhibit') return `${t('exhibit.number', { number: what.number })} · ${t(`common.kind.${what.sort}`)}`
  if (what.kind === 'record') return `${dynamicText(t, `records.kind.${what.sort}`)} · ${t(`guide.step.${what.step}`)}`
  if (what.kind === 'case') return t('search.what.case')
  return [t('search.what.sighting'), platformName(what.platform, language), what.account].filter((part) => part !== '').join(' · ')
}
