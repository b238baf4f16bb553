import { Button, Group, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent } from '../../../shared/contract/index.ts'
import type { Comparison, PictureDifference } from '../../../shared/model/index.ts'
import { Differences } from './Differences.tsx'
import { type Chosen, PicturePane, type Stretch } from './PicturePane.tsx'
import css from './comparison.module.css'

export interface SideBySideProps {
  /** Null: it isn't shown here. */
  saved: ExhibitContent | null
  loaded: ExhibitContent | null
  comparison: Comparison
}

const stretchOf = (side: 'saved' | 'loaded') => ({ left, right, ...sides }: PictureDifference): Stretch => ({ ...sides[side], left, right })

/** What was saved and what was loaded anew, with what differs marked on both and listed below. */
export function SideBySide({ saved, loaded, comparison }: SideBySideProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [actual, setActual] = useState(false)
  const { list } = comparison.picture
  const stretches = useMemo(() => ({ saved: list.map(stretchOf('saved')), loaded: list.map(stretchOf('loaded')) }), [list])
  const panes = [
    ['saved', saved],
    ['loaded', loaded],
  ] as const
  return (
    <Stack>
      <div className={css['pair']}>
        {panes.map(
          ([side, content]) =>
            content !== null && (
              <PicturePane
                key={side}
                name={t(`sitting.differences.${side}`)}
                content={content}
                stretches={stretches[side]}
                chosen={chosen}
                leads={side === 'saved' || saved === null}
                actual={actual}
              />
            ),
        )}
      </div>
      <Group justify="flex-end">
        <Button variant={actual ? 'light' : 'default'} size="compact-sm" aria-pressed={actual} onClick={() => setActual(!actual)}>
          {t('sitting.differences.actual')}
        </Button>
      </Group>
      <Differences comparison={comparison} onGo={(at) => setChosen({ at })} />
    </Stack>
  )
}
