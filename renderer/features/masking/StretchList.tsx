import { ActionIcon, Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../../shared/encoding/index.ts'
import type { PieceRange } from '../../../shared/model/index.ts'
import { shorten } from '../../ui/format.ts'
import type { Stretches } from './stretches.ts'
import css from './masking.module.css'

const PAGE = 50

export interface StretchListProps {
  pieces: readonly string[]
  covered: Stretches
  onGo(range: PieceRange): void
  onShow(range: PieceRange): void
}

/** What is covered of a text, in order. */
export function StretchList({ pieces, covered, onGo, onShow }: StretchListProps) {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(PAGE)
  const left = covered.length - limit
  return (
    <>
      <ol className={css['list']}>
        {covered.slice(0, limit).map((range) => {
          const words = shorten(visible(pieces.slice(range[0], range[1]).join('')), 40, 12)
          return (
            <li key={range[0]}>
              <div className={css['row']}>
                <button type="button" className={css['pick']} onClick={() => onGo(range)} aria-label={t('masking.text.go', { words })}>
                  <bdi>{words}</bdi>
                </button>
                <ActionIcon variant="subtle" color="gray" onClick={() => onShow(range)} aria-label={t('masking.text.showAgain', { words })}>
                  <IconEye size={16} aria-hidden />
                </ActionIcon>
              </div>
            </li>
          )
        })}
      </ol>
      {left > 0 && (
        <Button size="xs" variant="default" onClick={() => setLimit(limit + PAGE)}>
          {t('common.lists.more', { count: Math.min(PAGE, left) })}
        </Button>
      )}
    </>
  )
}
