import type { Face } from './fonts.ts'

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89 }
export const MARGIN = { top: 78, bottom: 66, left: 56, right: 56 }
export const CONTENT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right
export const BOTTOM = PAGE.height - MARGIN.bottom

export interface Style {
  face: Face
  size: number
  /** Between lines, points. */
  lineGap: number
  /** Below the paragraph, points. */
  after: number
}

export const STYLES = {
  h1: { face: 'title', size: 18, lineGap: 2, after: 12 },
  h2: { face: 'strong', size: 11.5, lineGap: 2, after: 5 },
  h3: { face: 'strong', size: 9.5, lineGap: 1.5, after: 3 },
  body: { face: 'text', size: 9.5, lineGap: 3, after: 7 },
  strong: { face: 'strong', size: 9.5, lineGap: 3, after: 7 },
  small: { face: 'text', size: 8, lineGap: 2, after: 5 },
  /** Close together, so that all words of the glossary stand on one page. */
  term: { face: 'text', size: 8, lineGap: 0.8, after: 0 },
  label: { face: 'text', size: 8.5, lineGap: 2, after: 0 },
  code: { face: 'monoStrong', size: 10.5, lineGap: 2, after: 0 },
  mono: { face: 'mono', size: 7.5, lineGap: 2.5, after: 3 },
} as const satisfies Record<string, Style>
export type StyleName = keyof typeof STYLES

export const INK = '#000000'
export const QUIET = '#444444'
export const LINE = '#999999'

export interface Column {
  title: string
  width: number
  style: StyleName
}

export interface Fact {
  label: string
  value: string
  style?: StyleName
}
