import { Button, Group, Text } from '@mantine/core'
import { type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { HAND_HEIGHT, HAND_WIDTH, handLength, MAX_HAND, pathsOf, type Point, type Stroke } from '../../ui/hand.ts'
import css from './witness.module.css'

/** Points nearer than this add nothing that can be seen, in units of the field. */
const NEAR = 4

/** By mouse, touch or pen; nobody has to, and by keys it is passed by. */
export function HandPad({ strokes, onChange }: { strokes: readonly Stroke[]; onChange: (strokes: readonly Stroke[]) => void }) {
  const { t } = useTranslation()
  const drawing = useRef(false)
  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): Point => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    const at = (value: number, room: number, units: number) => Math.min(units, Math.max(0, Math.round((value / room) * units)))
    return [at(clientX - left, width, HAND_WIDTH), at(clientY - top, height, HAND_HEIGHT)]
  }
  const start = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0 || handLength(strokes) > MAX_HAND) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = true
    onChange([...strokes, [pointOf(event)]])
  }
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const last = strokes.at(-1)
    const before = last?.at(-1)
    if (!drawing.current || last === undefined || before === undefined || handLength(strokes) > MAX_HAND) return
    const [x, y] = pointOf(event)
    if (Math.hypot(x - before[0], y - before[1]) < NEAR) return
    onChange(strokes.with(-1, [...last, [x, y]]))
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
