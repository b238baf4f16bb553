import { Button, Checkbox, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { IconMask } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitSummary, Maskable } from '../../../shared/contract/index.ts'
import { isForWitness } from '../../../shared/model/index.ts'
import { href, paths } from '../../client/paths.ts'
import { NameLink, Panel } from '../../ui/Page.tsx'
import { CompletenessText, StatusText, WitnessBadge } from '../../ui/Status.tsx'
import { type Choosing, type How, howOf, HOWS } from './choices.ts'
import css from './bundle.module.css'

/** Rows drawn at once. */
const PAGE = 100

export interface ExhibitChoicesProps {
  exhibits: readonly ExhibitSummary[]
  /** Numbers of the exhibits that a masking is recorded for. */
  masked: ReadonlySet<number>
  choices: Choosing
  /** By exhibit, what of it can be covered; null: not known yet. */
  possible: ReadonlyMap<string, Maskable> | null
}

export function ExhibitChoices({ exhibits: all, masked, choices, possible }: ExhibitChoicesProps) {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(PAGE)
  const { profile, picked, set } = choices
  if (profile === 'police') return null
  // A check of what was reported is never in a masked bundle: it shows what stood around it later.
  const exhibits = profile === 'masked' ? all.filter(({ kind }) => kind !== 'recheck') : all
  const numbers = new Map(exhibits.map(({ id, number }) => [id, number]))
  const pick = (some: readonly ExhibitSummary[], how: How) => set({ picked: { ...picked, [profile]: { ...picked[profile], ...Object.fromEntries(some.map(({ id }) => [id, how])) } } })
  const chosen = exhibits.filter((exhibit) => howOf(choices, exhibit, masked) !== 'left-out').length
  return (
    <Panel>
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Title order={2}>{t('bundle.choose.title', { chosen, total: exhibits.length })}</Title>
          <Group gap="xs">
            {profile === 'civil' && (
              <Button size="xs" variant="default" onClick={() => pick(exhibits, 'whole')}>
                {t('bundle.choose.all')}
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => pick(exhibits, 'left-out')}>
              {t('bundle.choose.none')}
            </Button>
          </Group>
        </Group>
        <Text size="sm" c="dimmed" maw="68ch">
          {t(`bundle.choose.${profile}`)}
        </Text>
        <ul className={css['exhibits']}>
          {exhibits.slice(0, limit).map((exhibit) => {
            const how = howOf(choices, exhibit, masked)
            // What was acquired elsewhere, or loaded for a witness, goes whole or not at all.
            const maskable = isForWitness(exhibit.kind) && possible?.has(exhibit.id) !== false
            const name = t('exhibit.number', { number: exhibit.number })
            return (
              <li key={exhibit.id} className={css['exhibit']} data-out={how === 'left-out'}>
                {profile === 'civil' && (
                  <Checkbox aria-label={t('bundle.choose.include', { name })} checked={how === 'whole'} onChange={({ currentTarget }) => pick([exhibit], currentTarget.checked ? 'whole' : 'left-out')} />
                )}
                <div className={css['what']}>
                  <span>
                    <strong>{exhibit.number}.</strong> <NameLink to={paths.exhibit(exhibit.id)}>{exhibit.title}</NameLink>
                  </span>
                  <Group gap="xs">
                    <WitnessBadge exhibit={exhibit} compares={exhibit.compares && (numbers.get(exhibit.compares) ?? null)} />
                    {exhibit.completeness !== null && <CompletenessText completeness={exhibit.completeness} />}
                    {exhibit.supersededBy !== null && <StatusText tone="info">{t('casePage.list.superseded')}</StatusText>}
                    {profile === 'masked' && masked.has(exhibit.number) && <StatusText tone="ok">{t('masking.sign')}</StatusText>}
                    {profile === 'masked' && possible !== null && <Possible parts={possible.get(exhibit.id)} />}
                  </Group>
                </div>
                {profile === 'masked' && (
                  <div className={css['how']}>
                    <SegmentedControl
                      size="xs"
                      aria-label={t('bundle.choose.how', { name })}
                      value={how}
                      onChange={(value) => pick([exhibit], value)}
                      data={HOWS.filter((value) => value !== 'masked' || maskable).map((value) => ({ value, label: t(`bundle.choose.hows.${value}`) }))}
                    />
                    {maskable && (
                      <Button
                        component="a"
                        href={href(paths.mask(exhibit.id, 'bundle'))}
                        size="compact-sm"
                        variant={how === 'masked' && !masked.has(exhibit.number) ? 'filled' : 'default'}
                        leftSection={<IconMask size={15} aria-hidden />}
                        aria-label={`${t(masked.has(exhibit.number) ? 'bundle.choose.change' : 'masking.start')} ${name}`}
                      >
                        {t(masked.has(exhibit.number) ? 'bundle.choose.change' : 'masking.start')}
                      </Button>
                    )}
                  </div>
                )}
              </li>
            )
          })}
        </ul>
        {exhibits.length > limit && (
          <Button size="xs" variant="default" onClick={() => setLimit(limit + PAGE)}>
            {t('common.lists.more', { count: Math.min(PAGE, exhibits.length - limit) })}
          </Button>
        )}
      </Stack>
    </Panel>
  )
}

/** Before it is opened: files of other kinds never go along with a masked exhibit. */
function Possible({ parts }: { parts: Maskable | undefined }) {
  const { t } = useTranslation()
  if (parts === undefined) return <StatusText tone="quiet">{t('masking.cannot.sign')}</StatusText>
  return <StatusText tone="quiet">{t(`masking.can.${parts.texts === 0 ? 'pictures' : parts.pictures === 0 ? 'texts' : 'both'}`)}</StatusText>
}
