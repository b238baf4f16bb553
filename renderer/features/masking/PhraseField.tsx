import { Button, Text, TextInput } from '@mantine/core'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { covers as isCovered, merged, placesOf, startsOf } from './stretches.ts'
import type { Covers, TextPart } from './useCovers.ts'
import css from './masking.module.css'

/** Covers a word or phrase wherever it stands in the exhibit's texts, and says before and after how often that is. */
export function PhraseField({ covers, say }: { covers: Covers; say(text: string): void }) {
  const { t } = useTranslation()
  const [phrase, setPhrase] = useState('')
  const wanted = useDeferredValue(phrase.trim())
  const texts = useMemo(() => covers.parts.filter((part): part is TextPart => part.kind === 'text' && part.shown), [covers.parts])
  const found = useMemo(() => new Map(texts.map((part) => [part.name, placesOf(part.pieces, startsOf(part.pieces), wanted)])), [texts, wanted])
  const places = texts.flatMap((part) => (found.get(part.name) ?? []).map((range) => isCovered(part.covered, range)))
  const open = places.filter((covered) => !covered).length
  const coverAll = () => {
    if (open === 0) return
    covers.coverTexts((part) => merged([...part.covered, ...(found.get(part.name) ?? [])]))
    say(t('masking.phrase.done', { count: open }))
  }
  return (
    <form
      className={css['phrase']}
      onSubmit={(event) => {
        event.preventDefault()
        coverAll()
      }}
    >
      <TextInput
        label={t('masking.phrase.label')}
        description={t('masking.phrase.hint')}
        value={phrase}
        onChange={({ currentTarget }) => setPhrase(currentTarget.value)}
        maxLength={200}
        autoComplete="off"
        size="sm"
      />
      <Text size="xs" role="status">
        {wanted === '' ? '' : `${t('masking.phrase.found', { count: places.length })} ${open < places.length ? t('masking.phrase.already', { count: places.length - open }) : ''}`}
      </Text>
      <Button type="submit" size="xs" variant="default" disabled={open === 0}>
        {t('masking.phrase.submit', { count: open })}
      </Button>
    </form>
  )
}
