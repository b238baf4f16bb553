import { Button, Group, Text } from '@mantine/core'
import { type Dispatch, type PointerEvent, type SetStateAction, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { begun, continued, HAND_HEIGHT, HAND_WIDTH, pathsOf, type Point, type Stroke } from '../../ui/hand.ts'
import css from './witness.module.css'

/** By mouse, touch or pen; nobody has to, and by keys it is passed by. */
export function HandPad({ strokes, onChange }: { strokes: readonly Stroke[]; onChange: Dispatch<SetStateAction<readonly Stroke[]>> }) {
  const { t } = useTranslation()
  const drawing = useRef(false)
  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): Point => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    const at = (value: number, room: number, units: number) => Math.min(units, Math.max(0, Math.round((value / room) * units)))
    return [at(clientX - left, width, HAND_WIDTH), at(clientY - top, height, HAND_HEIGHT)]
  }
  // Points may come faster than they are drawn: each is added to those before it, not to those that are drawn.
  const start = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = true
    const point = pointOf(event)
    onChange((before) => begun(before, point))
  }
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (!drawing.current) return
    const point = pointOf(event)
    onChange((before) => continued(before, point))
  }
  const end = () => (drawing.current = false)
  return (
    <div>
      <Group justify="space-between" align="flex-end" wrap="nowrap" mb={6} className={css['padHead'] ?? ''}>
        <div>
          <Text size="sm" fw={500}>
            {t('sitting.sign.hand.title')}
          </Text>
          <Text size="xs" c="dimmed">
            {t('sitting.sign.hand.lead')}
          </Text>
        </div>
        <Button variant="default" size="compact-sm" flex="none" disabled={strokes.length === 0} onClick={() => onChange([])}>
          {t('sitting.sign.hand.clear')}
        </Button>
      </Group>
      <svg
        className={css['pad']}
        viewBox={`0 0 ${HAND_WIDTH} ${HAND_HEIGHT}`}
        role="img"
        aria-label={t('sitting.sign.hand.label')}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <line x1="40" x2={HAND_WIDTH - 40} y1="230" y2="230" />
        {pathsOf(strokes).map((path, at) => (
          // Strokes are only ever added at the end, or all taken away.
          <path key={at} d={path} />
        ))}
      </svg>
    </div>
  )
}
