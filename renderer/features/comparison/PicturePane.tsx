import { Fragment, useEffect, useRef } from 'react'
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

/** The stretch that is to be seen, by its place; chosen once more, it is another one. */
export interface Chosen {
  at: number
}

export interface PicturePaneProps {
  name: string
  content: ExhibitContent
  stretches: readonly Stretch[]
  chosen: Chosen | null
  /** Comes into sight with a stretch that is chosen, and takes the focus: on a small screen the list is far below. */
  leads: boolean
  /** One pixel of the picture for one of the screen; else as wide as the pane. */
  actual: boolean
}

/** The picture of the whole page; it alone is compared. */
const WHOLE = 'screenshot.png'
/** Left above a stretch that is gone to, px of the screen. */
const ABOVE = 40

export function PicturePane({ name, content, stretches, chosen, leads, actual }: PicturePaneProps) {
  const { t } = useTranslation()
  const stage = useRef<HTMLDivElement>(null)
  const all = content.slices
  const slices = all.some(({ of }) => of === WHOLE) ? all.filter(({ of }) => of === WHOLE) : all.filter(({ of }) => of === all[0]?.of)
  const width = Math.max(1, ...slices.map((slice) => slice.width))
  const height = Math.max(1, ...slices.map(({ top, height: rows }) => top + rows))
  useEffect(() => {
    const at = chosen === null ? undefined : stretches[chosen.at]
    const sheet = stage.current?.firstElementChild
    if (at === undefined || !stage.current || !sheet) return
    stage.current.scrollTop = (at.top / height) * sheet.clientHeight - ABOVE
    stage.current.scrollLeft = (at.left / width) * sheet.clientWidth
  }, [chosen, stretches, height, width, actual])
  useEffect(() => {
    if (chosen === null || !leads) return
    stage.current?.parentElement?.scrollIntoView({ block: 'start' })
    stage.current?.focus({ preventScroll: true })
  }, [chosen, leads])
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
              // They stand in the order in which the program lists them. The number stands beside the picture, where it covers nothing.
              <Fragment key={at}>
                <div
                  className={css['mark']}
                  data-chosen={at === chosen?.at || undefined}
                  style={{ top: percent(top, height), height: percent(rows, height), left: percent(left, width), width: percent(right - left, width) }}
                  aria-hidden
                />
                <span className={css['number']} style={{ top: percent(top, height) }} aria-hidden>
                  {at + 1}
                </span>
              </Fragment>
            ))}
          </div>
        </div>
      )}
    </section>
  )
}
