import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PictureSlice } from '../../../shared/contract/index.ts'
import type { TileRect } from '../../../shared/model/index.ts'
import { objectUrl } from '../../client/bridge.ts'
import type { Zoom } from '../exhibit/Zoom.tsx'
import { boxOf, type Box, type Edges, inTiles, moved, type Point, resized, type Size, snapped } from './tiles.ts'
import css from './masking.module.css'

/** Less than that, in px of the screen, is a click. */
const CLICK = 4
/** So near to an edge of the stage it is scrolled along, and by how much. */
const [NEAR, ALONG] = [28, 18]

type Drag = { start: Point; from: Point } & ({ act: 'draw' } | { act: 'move'; index: number; rect: TileRect } | { act: 'resize'; index: number; rect: TileRect; edges: Edges })

const HANDLES: readonly Edges[] = [
  { x: 'left', y: 'top' }, { x: null, y: 'top' }, { x: 'right', y: 'top' }, { x: 'left', y: null },
  { x: 'right', y: null }, { x: 'left', y: 'bottom' }, { x: null, y: 'bottom' }, { x: 'right', y: 'bottom' },
]

export interface PictureStageProps {
  size: Size
  slices: readonly PictureSlice[]
  areas: readonly TileRect[]
  selected: number | null
  zoom: Zoom
  /** Areas hide what is under them, as for the receiver. */
  opaque: boolean
  stage: RefObject<HTMLDivElement | null>
  onSelect(index: number | null): void
  onAdd(rect: TileRect): void
  onChange(index: number, rect: TileRect): void
  onRemove(index: number): void
  onFailed(): void
}

/** The picture with its areas over it, for mouse and pen. By keys the same is done in the list beside it. */
export function PictureStage({ size, slices, areas, selected, zoom, opaque, stage, onSelect, onAdd, onChange, onRemove, onFailed }: PictureStageProps) {
  const { t } = useTranslation()
  const surface = useRef<HTMLDivElement>(null)
  const drag = useRef<Drag | null>(null)
  const [live, setLive] = useState<{ index: number | null; rect: TileRect } | null>(null)

  const pointOf = (event: PointerEvent): Point => {
    const place = surface.current?.getBoundingClientRect()
    if (place === undefined) return { x: 0, y: 0 }
    const scale = size.width / place.width
    return { x: (event.clientX - place.left) * scale, y: (event.clientY - place.top) * scale }
  }
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    // A finger scrolls.
    if (event.button !== 0 || event.pointerType === 'touch' || !(event.target instanceof HTMLElement)) return
    event.preventDefault()
    stage.current?.focus({ preventScroll: true })
    event.currentTarget.setPointerCapture(event.pointerId)
    const common = { start: pointOf(event), from: { x: event.clientX, y: event.clientY } }
    const index = Number(event.target.closest<HTMLElement>('[data-area]')?.dataset['area'] ?? -1)
    const rect = areas[index]
    const edges = HANDLES[Number(event.target.dataset['handle'] ?? -1)]
    if (rect === undefined) drag.current = { ...common, act: 'draw' }
    else if (edges === undefined) drag.current = { ...common, act: 'move', index, rect }
    else drag.current = { ...common, act: 'resize', index, rect, edges }
    onSelect(rect === undefined ? null : index)
  }
  const rectAt = (going: Drag, at: Point): TileRect => {
    if (going.act === 'draw') return snapped(going.start, at, size)
    const [x, y] = inTiles(at.x - going.start.x, at.y - going.start.y)
    return going.act === 'move' ? moved(going.rect, x, y, size) : resized(going.rect, going.edges, x, y, size)
  }
  const isClick = ({ from }: Drag, event: PointerEvent) => Math.hypot(event.clientX - from.x, event.clientY - from.y) < CLICK
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const going = drag.current
    if (going === null || isClick(going, event)) return
    const view = stage.current
    if (view !== null) {
      const { top, bottom } = view.getBoundingClientRect()
      if (event.clientY > bottom - NEAR) view.scrollBy(0, ALONG)
      else if (event.clientY < top + NEAR) view.scrollBy(0, -ALONG)
    }
    setLive({ index: going.act === 'draw' ? null : going.index, rect: rectAt(going, pointOf(event)) })
  }
  const stop = () => {
    drag.current = null
    setLive(null)
  }
  const end = (event: PointerEvent<HTMLDivElement>) => {
    const going = drag.current
    stop()
    if (going === null || isClick(going, event)) return
    const rect = rectAt(going, pointOf(event))
    if (going.act === 'draw') onAdd(rect)
    else onChange(going.index, rect)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && drag.current !== null) {
      event.stopPropagation()
      stop()
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && selected !== null) {
      event.preventDefault()
      onRemove(selected)
    } else zoom.onKeyDown(event)
  }
  return (
    <div className={css['stage']} ref={stage} tabIndex={0} role="region" aria-label={t('masking.picture.label')} onKeyDown={onKeyDown}>
      <div
        ref={surface}
        className={css['surface']}
        style={{ width: Math.max(1, Math.round(size.width * zoom.zoom)), aspectRatio: `${size.width} / ${size.height}` }}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={stop}
      >
        {slices.map((slice, at) => (
          <img
            key={slice.handle}
            src={objectUrl(slice.handle)}
            alt={t('exhibit.picture.alt', { n: at + 1, total: slices.length })}
            loading="lazy"
            draggable={false}
            style={placed({ left: 0, top: slice.top, width: size.width, height: slice.height }, size)}
            onError={onFailed}
          />
        ))}
        <div aria-hidden>
          {areas.map((rect, index) => {
            const shape = live?.index === index ? live.rect : rect
            const chosen = index === selected
            return (
              <div key={index} data-area={index} className={css['area']} data-chosen={chosen} data-opaque={opaque} style={placed(boxOf(shape, size), size)}>
                <span className={css['number']}>{index + 1}</span>
                {chosen && HANDLES.map(({ x, y }, handle) => <i key={handle} data-handle={handle} data-x={x} data-y={y} className={css['handle']} />)}
              </div>
            )
          })}
          {live?.index === null && <div className={css['area']} data-chosen data-opaque={opaque} style={placed(boxOf(live.rect, size), size)} />}
        </div>
      </div>
    </div>
  )
}

const percent = (part: number, whole: number): string => `${(100 * part) / whole}%`

function placed({ left, top, width, height }: Box, size: Size) {
  return { left: percent(left, size.width), top: percent(top, size.height), width: percent(width, size.width), height: percent(height, size.height) }
}
