import { Button, Group, Text } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { coveredPieces, runsOf, runsText, visible } from '../../../shared/encoding/index.ts'
import type { PieceRange } from '../../../shared/model/index.ts'
import { PhraseField } from './PhraseField.tsx'
import { StretchList } from './StretchList.tsx'
import { cover, covers as isCovered, startsOf, uncover, wordCount } from './stretches.ts'
import { type Cursor, TextSurface } from './TextSurface.tsx'
import type { Covers, TextPart } from './useCovers.ts'
import css from './masking.module.css'

export interface TextMaskProps {
  part: TextPart
  covers: Covers
  asReceiver: boolean
  say(text: string): void
}

export function TextMask({ part, covers, asReceiver, say }: TextMaskProps) {
  const { t } = useTranslation()
  const { name, pieces, covered } = part
  const starts = useMemo(() => startsOf(pieces), [pieces])
  const [picked, setPicked] = useState<PieceRange | null>(null)
  const cursor = useRef<Cursor>(null)
  const pick = useCallback((range: PieceRange | null) => setPicked((before) => (String(before) === String(range) ? before : range)), [])
  const hidden = picked !== null && isCovered(covered, picked)
  const words = picked === null ? 0 : wordCount(pieces, [picked])

  const hide = (range: PieceRange) => {
    covers.change(name, { covered: cover(covered, range) })
    say(t('masking.text.covered', { count: wordCount(pieces, [range]) }))
  }
  const show = (range: PieceRange) => {
    covers.change(name, { covered: uncover(covered, range) })
    say(t('masking.text.uncovered', { count: wordCount(pieces, [range]) }))
  }
  const toggle = () => {
    if (picked === null) say(t('masking.text.nothing'))
    else if (hidden) show(picked)
    else hide(picked)
  }
  return (
    <div className={css['split']}>
      <div className={css['main']}>
        {!asReceiver && (
          // What is marked stays marked when a button is pressed.
          <Group gap="xs" className={css['tools'] ?? ''} onMouseDown={(event) => event.preventDefault()}>
            <Button size="xs" leftSection={<IconEyeOff size={15} aria-hidden />} onClick={() => picked !== null && hide(picked)} disabled={picked === null || hidden}>
              {t('masking.text.cover')}
            </Button>
            <Button size="xs" variant="default" leftSection={<IconEye size={15} aria-hidden />} onClick={() => picked !== null && show(picked)} disabled={!hidden}>
              {t('masking.text.uncover')}
            </Button>
            <Text size="xs" c="dimmed">
              {picked === null ? t('masking.text.nothing') : t('masking.text.marked', { count: words })}
            </Text>
          </Group>
        )}
        {asReceiver ? (
          <pre className={css['text']} dir="auto" tabIndex={0} role="region" aria-label={t('masking.text.asReceiver')}>
            {visible(runsText(runsOf(pieces, coveredPieces(pieces.length, covered))), { lines: true })}
          </pre>
        ) : (
          <TextSurface pieces={pieces} starts={starts} covered={covered} hint={`text-${name}`} ref={cursor} onPick={pick} onToggle={toggle} />
        )}
      </div>
      <div className={css['side']}>
        <PhraseField covers={covers} say={say} />
        <Text fw={600} size="sm" component="h3" m={0}>
          {t('masking.text.title', { count: wordCount(pieces, covered) })}
        </Text>
        <Text size="xs" c="dimmed" id={`text-${name}`}>
          {t('masking.text.hint')}
        </Text>
        <StretchList pieces={pieces} covered={covered} onGo={(range) => cursor.current?.mark(range)} onShow={show} />
      </div>
    </div>
  )
}
