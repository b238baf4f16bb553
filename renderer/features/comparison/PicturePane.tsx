import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent } from '../../../shared/contract/index.ts'
import { objectUrl } from '../../client/bridge.ts'
import { Nothing } from '../exhibit/TextView.tsx'
import css from './comparison.module.css'

/** A stretch of the whole picture, px of the original. `rows` 0: nothing of it is on this side, and it would stand at `top`. */
export interface Stretch {
  top: number
  rows: number
  left: number
  right: number
}

export interface PicturePaneProps {
  name: string
  content: ExhibitContent
  stretches: readonly Stretch[]
  /** The stretch that is to be seen. */
  chosen: number | null
  /** One pixel of the picture for one of the screen; else as wide as the pane. */
  actual: boolean
}

/** The picture of the whole page; it alone is compared. */
const WHOLE = 'screenshot.png'
/** Left above a stretch that is gone to, px of the screen. */
const ABOVE = 40

export function PicturePane({ name, content, stretches, chosen, actual }: PicturePaneProps) {
  const { t } = useTranslation()
  const stage = useRef<HTMLDivElement>(null)
  const all = content.slices
  const slices = all.some(({ of }) => of === WHOLE) ? all.filter(({ of }) => of === WHOLE) : all.filter(({ of }) => of === all[0]?.of)
  const width = Math.max(1, ...slices.map((slice) => slice.width))
  const height = Math.max(1, ...slices.map(({ top, height: rows }) => top + rows))
  useEffect(() => {
    const at = chosen === null ? undefined : stretches[chosen]
    const sheet = stage.current?.firstElementChild
    if (at === undefined || !stage.current || !sheet) return
    stage.current.scrollTop = (at.top / height) * sheet.clientHeight - ABOVE
  }, [chosen, stretches, height, actual])
  const percent = (value: number, of: number) => `${(100 * value) / of}%`
  return (
    <section className={css['side']}>
      <div className={css['name']}>{name}</div>
      {slices.length === 0 ? (
        <Nothing>{t('sitting.differences.noPicture')}</Nothing>
      ) : (
        <div className={css['stage']} ref={stage} tabIndex={0} role="region" aria-label={t('sitting.differences.pictureOf', { side: name })}>
          <div className={css['sheet']} style={actual ? { width } : {}}>
            {slices.map((slice, at) => (
              <img
                key={slice.handle}
                src={objectUrl(slice.handle)}
                alt={t('exhibit.picture.alt', { n: at + 1, total: slices.length })}
                width={slice.width}
                height={slice.height}
                loading="lazy"
                draggable={false}
              />
            ))}
            {stretches.map(({ top, rows, left, right }, at) => (
              <div
                // They stand in the order in which the program lists them.
                key={at}
                className={css['mark']}
                data-chosen={at === chosen || undefined}
                style={{ top: percent(top, height), height: percent(rows, height), left: percent(left, width), width: percent(right - left, width) }}
                aria-hidden
              >
                <span>{at + 1}</span>
              </div>
            ))}
          </div>
        </div>
      )}
    </section>
  )
}
