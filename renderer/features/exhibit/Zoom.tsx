import { ActionIcon, Button, Text, Tooltip } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, type RefCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './exhibit.module.css'

const STEPS = [0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.25, 1.5, 2, 3, 4] as const
/** Padding of the stage on both sides and its scroll bar, in px. */
const MARGIN = 48

export interface Zoom {
  /** For what the picture has to fit into. */
  measure: RefCallback<HTMLDivElement | null>
  zoom: number
  /** Null: as large as there is room for. */
  chosen: number | null
  larger(): void
  smaller(): void
  fit(): void
  actual(): void
  onKeyDown(event: KeyboardEvent): void
}

/** `width` of the picture in px. */
export function useZoom(width: number): Zoom {
  const { ref, width: room } = useElementSize<HTMLDivElement>()
  const [chosen, setChosen] = useState<number | null>(null)
  const fitting = room > 0 ? Math.min(1, (room - MARGIN) / width) : 1
  const zoom = chosen ?? fitting
  const larger = () => setChosen(STEPS.find((step) => step > zoom + 0.001) ?? zoom)
  const smaller = () => setChosen(STEPS.findLast((step) => step < zoom - 0.001) ?? zoom)
  const fit = () => setChosen(null)
  const actual = () => setChosen(1)
  const keys: Record<string, () => void> = { '+': larger, '=': larger, '-': smaller, '0': fit, '1': actual }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  return { measure: ref, zoom, chosen, larger, smaller, fit, actual, onKeyDown }
}

export function ZoomTools({ zoom: { zoom, chosen, larger, smaller, fit, actual }, children, note }: { zoom: Zoom; children?: ReactNode; note?: string }) {
  const { t } = useTranslation()
  return (
    <div className={css['tools']}>
      <Tooltip label={t('exhibit.picture.zoomOut')}>
        <ActionIcon variant="default" size="lg" onClick={smaller} aria-label={t('exhibit.picture.zoomOut')} aria-keyshortcuts="-">
          <IconMinus size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('exhibit.picture.zoomIn')}>
        <ActionIcon variant="default" size="lg" onClick={larger} aria-label={t('exhibit.picture.zoomIn')} aria-keyshortcuts="+">
          <IconPlus size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Button variant={chosen === null ? 'light' : 'default'} size="xs" onClick={fit} aria-pressed={chosen === null} aria-keyshortcuts="0">
        {t('exhibit.picture.fit')}
      </Button>
      <Button variant={chosen === 1 ? 'light' : 'default'} size="xs" onClick={actual} aria-pressed={chosen === 1}>
        {t('exhibit.picture.actual')}
      </Button>
      <Text size="xs" c="dimmed" role="status">
        {t('exhibit.picture.zoom', { percent: Math.round(zoom * 100) })}
        {note}
      </Text>
      {children}
    </div>
  )
}
