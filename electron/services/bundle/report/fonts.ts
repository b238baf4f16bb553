import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/**
 * Fonts are embedded from npm packages, never from the machine: the same case must give the same bytes everywhere.
 * Inter carries the report; DejaVu has more scripts than any other free font in one file, and a monospaced cut.
 */
const FILES = {
  text: () => import.meta.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  strong: () => import.meta.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
  title: () => import.meta.resolve('@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf'),
  wide: () => import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  wideStrong: () => import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  mono: () => import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf'),
  monoStrong: () => import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf'),
} as const

export type Face = keyof typeof FILES
export const FACES = Object.keys(FILES) as Face[]

/** Where a text has a character that a face lacks. */
export const STAND_IN: Readonly<Record<Face, Face>> = {
  text: 'wide',
  strong: 'wideStrong',
  title: 'wideStrong',
  mono: 'wide',
  monoStrong: 'wideStrong',
  wide: 'wide',
  wideStrong: 'wideStrong',
}

export async function loadFaces(): Promise<Record<Face, Buffer>> {
  const read = await Promise.all(FACES.map(async (face) => [face, await readFile(fileURLToPath(FILES[face]()))] as const))
  return Object.fromEntries(read) as Record<Face, Buffer>
}
