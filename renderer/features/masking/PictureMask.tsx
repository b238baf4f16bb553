import { Button, Group, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PictureSlice } from '../../../shared/contract/index.ts'
import type { TileRect } from '../../../shared/model/index.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useZoom, ZoomTools } from '../exhibit/Zoom.tsx'
import { AreaList } from './AreaList.tsx'
import { PictureStage } from './PictureStage.tsx'
import { areaAround, boxOf } from './tiles.ts'
import type { Covers, PicturePart } from './useCovers.ts'
import css from './masking.module.css'

/** As many as the contract takes. */
const MAX_AREAS = 2000

export interface PictureMaskProps {
  part: PicturePart
  slices: readonly PictureSlice[]
  covers: Covers
  asReceiver: boolean
  say(text: string): void
}

export function PictureMask({ part, slices, covers, asReceiver, say }: PictureMaskProps) {
  const { t } = useTranslation()
  const [selected, setSelected] = useState<number | null>(null)
  const [fresh, setFresh] = useState<number | null>(null)
  const [failed, setFailed] = useState(false)
  const stage = useRef<HTMLDivElement>(null)
  const zoom = useZoom(part.width)
  const { measure } = zoom
  const { covered: areas, name } = part
  const full = areas.length >= MAX_AREAS
  const drawn = Math.max(0, ...slices.map(({ top, height }) => top + height))
  // A step back may take away the area that was chosen.
  const chosen = selected !== null && selected < areas.length ? selected : null

  const told = (index: number, rect: TileRect) => ({ n: index + 1, ...boxOf(rect, part) })
  const add = (rect: TileRect) => {
    if (full) return
    covers.change(name, { covered: [...areas, rect] })
    setSelected(areas.length)
    say(t('masking.area.added', told(areas.length, rect)))
  }
  const change = (index: number, rect: TileRect, tag?: string) => {
    if (String(rect) === String(areas[index])) return
    covers.change(name, { covered: areas.with(index, rect) }, tag)
    say(t('masking.area.now', told(index, rect)))
  }
  const remove = (index: number) => {
    covers.change(name, { covered: areas.toSpliced(index, 1) })
    setSelected(null)
    say(t('masking.area.removed', { n: index + 1 }))
  }
  const reveal = (index: number) => {
    setSelected(index)
    stage.current?.querySelector(`[data-area="${index}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  const addInSight = () => {
    const view = stage.current
    const middle = view === null ? 0 : (view.scrollTop + view.clientHeight / 2) / zoom.zoom
    add(areaAround({ x: part.width / 2, y: Math.min(middle, part.height - 1) }, part))
    setFresh(areas.length)
  }
  return (
    <div className={css['split']}>
      <div ref={measure} className={css['main']}>
        <ZoomTools zoom={zoom} />
        {failed && <Notice tone="bad" title={t('exhibit.picture.failed')} role="alert" />}
        {drawn < part.height && <Notice tone="bad" title={t('masking.picture.cut', { px: drawn })} />}
        <PictureStage
          size={part}
          slices={slices}
          areas={areas}
          selected={chosen}
          zoom={zoom}
          opaque={asReceiver}
          stage={stage}
          onSelect={setSelected}
          onAdd={add}
          onChange={change}
          onRemove={remove}
          onFailed={() => setFailed(true)}
        />
      </div>
      <div className={css['side']}>
        <Group justify="space-between" gap="xs">
          <Text fw={600} size="sm" component="h3" m={0}>
            {t('masking.area.title', { count: areas.length })}
          </Text>
          <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={addInSight} disabled={full}>
            {t('masking.area.add')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed" id={`areas-${name}`}>
          {t('masking.area.hint')}
        </Text>
        {full && <Notice tone="warn" title={t('masking.area.full', { count: MAX_AREAS })} role="status" />}
        <AreaList size={part} areas={areas} selected={chosen} fresh={fresh} hint={`areas-${name}`} onSelect={reveal} onChange={change} onRemove={remove} onFocused={() => setFresh(null)} />
      </div>
    </div>
  )
}
