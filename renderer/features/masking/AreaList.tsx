import { ActionIcon, TextInput, VisuallyHidden } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TILE } from '../../../shared/encoding/index.ts'
import type { TileRect } from '../../../shared/model/index.ts'
import { boxOf, moved, rectOf, resized, type Size } from './tiles.ts'
import css from './masking.module.css'

/** Tiles that a page key goes. */
const PAGE = 10
const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], PageUp: [0, -PAGE], PageDown: [0, PAGE],
}

export interface AreaListProps {
  size: Size
  areas: readonly TileRect[]
  selected: number | null
  /** Was just added by key: it takes the focus. */
  fresh: number | null
  /** Id of what says which keys there are. */
  hint: string
  onSelect(index: number): void
  onChange(index: number, rect: TileRect, tag: string): void
  onRemove(index: number): void
  onFocused(): void
}

/** The areas of a picture by number: arrows move one, with Shift they resize it, and its figures can be typed. */
export function AreaList({ size, areas, selected, fresh, hint, onSelect, onChange, onRemove, onFocused }: AreaListProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLOListElement>(null)
  const focus = (index: number) => list.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus()
  useEffect(() => {
    if (fresh === null || fresh >= areas.length) return
    focus(fresh)
    onFocused()
  }, [fresh, areas.length, onFocused])
  useEffect(() => {
    if (selected !== null) list.current?.querySelector(`[data-row="${selected}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const remove = (index: number) => {
    onRemove(index)
    // Where the focus was is gone.
    if (areas.length > 1) requestAnimationFrame(() => focus(Math.min(index, areas.length - 2)))
  }
  const onKeyDown = (event: KeyboardEvent, index: number, rect: TileRect) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      remove(index)
      return
    }
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const [x, y] = step
    const next = event.shiftKey ? resized(rect, { x: 'right', y: 'bottom' }, x, y, size) : moved(rect, x, y, size)
    onChange(index, next, `keys ${index}`)
  }
  return (
    <ol className={css['list']} ref={list}>
      {areas.map((rect, index) => {
        const box = boxOf(rect, size)
        const chosen = index === selected
        return (
          <li key={index} data-chosen={chosen}>
            <div className={css['row']}>
              <button
                type="button"
                data-row={index}
                className={css['pick']}
                aria-pressed={chosen}
                aria-describedby={hint}
                onFocus={() => onSelect(index)}
                onClick={() => onSelect(index)}
                onKeyDown={(event) => onKeyDown(event, index, rect)}
              >
                <strong aria-hidden>{index + 1}</strong>
                <span aria-hidden>{t('masking.area.short', { ...box })}</span>
                <VisuallyHidden>{t('masking.area.name', { n: index + 1, ...box })}</VisuallyHidden>
              </button>
              <ActionIcon variant="subtle" color="gray" onClick={() => remove(index)} aria-label={t('masking.area.remove', { n: index + 1 })}>
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </div>
            {chosen && <Figures rect={rect} size={size} onChange={(next) => onChange(index, next, `figures ${index}`)} />}
          </li>
        )
      })}
    </ol>
  )
}

const FIGURES = ['left', 'top', 'width', 'height'] as const

/** In px of the picture; what is typed is put outwards to whole tiles once the field is left. */
function Figures({ rect, size, onChange }: { rect: TileRect; size: Size; onChange(rect: TileRect): void }) {
  const { t } = useTranslation()
  const box = boxOf(rect, size)
  const [typed, setTyped] = useState<Partial<Record<(typeof FIGURES)[number], string>>>({})
  const put = () => {
    const asked = { ...box }
    for (const figure of FIGURES) {
      const value = Number.parseInt(typed[figure] ?? '', 10)
      if (Number.isFinite(value) && value >= 0) asked[figure] = value
    }
    setTyped({})
    onChange(rectOf(asked, size))
  }
  return (
    <div className={css['figures']}>
      {FIGURES.map((figure) => (
        <TextInput
          key={figure}
          size="xs"
          label={t(`masking.area.${figure}`)}
          value={typed[figure] ?? String(box[figure])}
          inputMode="numeric"
          maxLength={7}
          autoComplete="off"
          onChange={({ currentTarget }) => setTyped({ ...typed, [figure]: currentTarget.value })}
          onBlur={() => Object.keys(typed).length > 0 && put()}
          onKeyDown={(event) => {
            const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
            if (event.key === 'Enter') put()
            else if (direction !== 0) {
              const step = direction * (figure === 'left' || figure === 'width' ? TILE.width : TILE.height)
              onChange(rectOf({ ...box, [figure]: Math.max(0, box[figure] + step) }, size))
            } else return
            event.preventDefault()
          }}
        />
      ))}
    </div>
  )
}
