import { ActionIcon, Button, Text, Tooltip } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { Fragment, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExhibitContent } from '../../../shared/contract/index.ts'
import { textOr } from '../../../shared/locales/index.ts'
import { artefactKind } from '../../../shared/model/index.ts'
import { objectUrl } from '../../client/bridge.ts'
import css from './exhibit.module.css'

const STEPS = [0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.25, 1.5, 2, 3, 4] as const
/** Padding of the stage on both sides, in px. */
const MARGIN = 32

/** The picture in the slices that the engine drew, one below the other; only those in sight are loaded. */
export function PictureView({ content }: { content: ExhibitContent }) {
  const { t } = useTranslation()
  const { ref: measure, width: room } = useElementSize()
  const [chosen, setChosen] = useState<number | null>(null)
  const [failed, setFailed] = useState(false)
  // An exhibit may have a picture of the part that was chosen, and of boxes that scroll by themselves.
  const several = new Set(content.slices.map(({ of }) => of)).size > 1
  const width = Math.max(1, ...content.slices.map((slice) => slice.width))
  const fitting = room > 0 ? Math.min(1, (room - MARGIN) / width) : 1
  const zoom = chosen ?? fitting

  const larger = () => setChosen(STEPS.find((step) => step > zoom + 0.001) ?? zoom)
  const smaller = () => setChosen(STEPS.findLast((step) => step < zoom - 0.001) ?? zoom)
  const fit = () => setChosen(null)
  const keys: Record<string, () => void> = { '+': larger, '=': larger, '-': smaller, '0': fit, '1': () => setChosen(1) }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  return (
    <div ref={measure}>
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
        <Button variant={chosen === 1 ? 'light' : 'default'} size="xs" onClick={() => setChosen(1)} aria-pressed={chosen === 1}>
          {t('exhibit.picture.actual')}
        </Button>
        <Text size="xs" c="dimmed" role="status">
          {t('exhibit.picture.zoom', { percent: Math.round(zoom * 100) })}
          {content.artefact !== null && !several && ` · ${t('exhibit.picture.of', { name: content.artefact })}`}
        </Text>
      </div>
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
