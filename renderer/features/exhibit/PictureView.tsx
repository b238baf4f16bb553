import { Text } from '@mantine/core'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent } from '../../../shared/contract/index.ts'
import { textOr } from '../../../shared/locales/index.ts'
import { artefactKind } from '../../../shared/model/index.ts'
import { objectUrl } from '../../client/bridge.ts'
import { useZoom, ZoomTools } from './Zoom.tsx'
import css from './exhibit.module.css'

/** The picture in the slices that the engine drew, one below the other; only those in sight are loaded. */
export function PictureView({ content }: { content: ExhibitContent }) {
  const { t } = useTranslation()
  const [failed, setFailed] = useState(false)
  // An exhibit may have a picture of the part that was chosen, and of boxes that scroll by themselves.
  const several = new Set(content.slices.map(({ of }) => of)).size > 1
  const width = Math.max(1, ...content.slices.map((slice) => slice.width))
  const zooming = useZoom(width)
  const { measure, zoom, onKeyDown } = zooming
  const of = content.artefact === null || several ? '' : ` · ${t('exhibit.picture.of', { name: content.artefact })}`
  return (
    <div ref={measure}>
      <ZoomTools zoom={zooming} note={of} />
      {failed && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" p="sm">
          {t('exhibit.picture.failed')}
        </Text>
      )}
      <div className={css['stage']} tabIndex={0} role="region" aria-label={t('exhibit.picture.label')} onKeyDown={onKeyDown}>
        <div className={css['picture']} style={{ width: Math.round(width * zoom) }}>
          {content.slices.map((slice, at) => (
            <Fragment key={slice.handle}>
              {several && slice.of !== content.slices[at - 1]?.of && (
                <Text size="sm" fw={600} py={6}>
                  {t('exhibit.picture.part', { name: textOr(t, `exhibit.artefacts.${artefactKind(slice.of).kind}`, slice.of) })}
                </Text>
              )}
              <img
                src={objectUrl(slice.handle)}
                alt={t('exhibit.picture.alt', { n: at + 1, total: content.slices.length })}
                width={slice.width}
                height={slice.height}
                loading="lazy"
                draggable={false}
                onError={() => setFailed(true)}
              />
            </Fragment>
          ))}
        </div>
      </div>
    </div>
  )
}
