import { TextInput } from '@mantine/core'
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import css from './gate.module.css'

export const WORDS = 24
export const NO_WORDS: readonly string[] = Array.from({ length: WORDS }, () => '')

export type WordFault = 'wrong' | 'unknown' | 'missing'

export interface WordInputsProps {
  words: readonly string[]
  onChange: (words: readonly string[]) => void
  /** What is wrong with each word, if anything. */
  faults: readonly (WordFault | null)[]
}

/** Numbered boxes. Pasted text is spread over the boxes from the one it was pasted into; numbers in it are dropped. */
export function WordInputs({ words, onChange, faults }: WordInputsProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLOListElement>(null)
  const focus = (at: number) => list.current?.querySelectorAll('input')[Math.min(at, WORDS - 1)]?.focus()

  const paste = (at: number) => (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text').toLowerCase().match(/[a-z]+/g) ?? []
    if (pasted.length < 2) return
    event.preventDefault()
    onChange(words.map((word, i) => (i >= at ? (pasted[i - at] ?? word) : word)))
    focus(at + pasted.length)
  }
  const key = (at: number) => (event: KeyboardEvent) => {
    if (event.key !== ' ') return
    event.preventDefault()
    if (words[at] !== '') focus(at + 1)
  }
  return (
    <ol className={css['words']} ref={list} aria-label={t('gate.words.list')}>
      {words.map((word, at) => {
        const fault = faults[at] ?? null
        return (
          <li key={at}>
            <TextInput
              size="sm"
              aria-label={t('gate.words.word', { n: at + 1 })}
              leftSection={at + 1}
              leftSectionPointerEvents="none"
              value={word}
              onChange={(event) => onChange(words.with(at, event.currentTarget.value.toLowerCase().replace(/[^a-z]/g, '')))}
              onPaste={paste(at)}
              onKeyDown={key(at)}
              error={fault === null ? null : t(`gate.words.${fault}`)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          </li>
        )
      })}
    </ol>
  )
}
