import { useTranslation } from 'react-i18next'
import type { Spread } from '../../../shared/contract/index.ts'
import { barsOf } from './bars.ts'
import css from './sightings.module.css'

const [WIDTH, HEIGHT] = [600, 120] as const

/** One bar a day from the first to the last, or for several days where there are many. Read out as a list. */
export function DayBars({ days }: { days: Spread['days'] }) {
  const { t } = useTranslation()
  const bars = barsOf(days)
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const step = WIDTH / bars.length
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`} className={css['bars']} role="img" aria-label={`${t('sightings.spread.daysCaption')}: ${bars.filter(({ count }) => count > 0).map(({ label, count }) => `${label}: ${count}`).join(', ')}`}>
      <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className={css['axis']} />
      {bars.map(({ label, count }, index) => (
        <g key={label}>
          <title>{`${label}: ${count}`}</title>
          <rect x={index * step + step * 0.1} width={step * 0.8} y={HEIGHT - (HEIGHT - 14) * (count / most)} height={(HEIGHT - 14) * (count / most)} />
          {count > 0 && bars.length <= 31 && (
            <text x={(index + 0.5) * step} y={HEIGHT - (HEIGHT - 14) * (count / most) - 3} textAnchor="middle">
              {count}
            </text>
          )}
        </g>
      ))}
      <text x={0} y={HEIGHT + 14}>
        {bars[0]?.first}
      </text>
      <text x={WIDTH} y={HEIGHT + 14} textAnchor="end">
        {bars.at(-1)?.last}
      </text>
    </svg>
  )
}
