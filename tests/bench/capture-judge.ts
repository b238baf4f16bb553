import { PNG } from 'pngjs'
import sharp from 'sharp'
import { WARCParser } from 'warcio'
import { pictureColour } from '../support/page-server.ts'
import { type BenchPage, commentName, MARK_PX, markColour } from './capture-pages.ts'

/** How many of a page's pictures and comments somebody who has only what was left can see. */
export interface Found {
  pictures: number
  comments: number
}

type Colour = readonly number[]

const asNumber = ([red = 0, green = 0, blue = 0]: Colour): number => (red << 16) | (green << 8) | blue

/** Every fourth pixel of every fourth row is looked at: a tall page has 200 million. */
const STEP = 4

/** Of the area that it should have: less is cut off or covered, more is shown twice. */
const AREA = { least: 0.8, most: 1.2 }

/** What a picture of a whole page shows: each colour on about the area of the picture or mark that has it. */
export async function foundInPicture(png: string | Buffer, page: BenchPage): Promise<Found> {
  const picture = sharp(png, { limitInputPixels: false, unlimited: true })
  const { width, height } = await picture.metadata()
  const pixels = await picture
    .resize({ width: Math.floor(width / STEP), height: Math.max(1, Math.floor(height / STEP)), fit: 'fill', kernel: 'nearest' })
    .removeAlpha()
    .raw()
    .toBuffer()
  const counts = new Map<number, number>()
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const colour = ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const isThere = (colour: Colour, area: number) => {
    const share = (counts.get(asNumber(colour)) ?? 0) / (area / STEP ** 2)
    return share >= AREA.least && share <= AREA.most
  }
  return {
    pictures: page.pictures.filter((number) => isThere(pictureColour(number), 400 * 300)).length,
    comments: numbers(page).filter((number) => isThere(markColour(number), MARK_PX ** 2)).length,
  }
}

const numbers = (page: BenchPage): number[] => Array.from({ length: page.comments }, (_, at) => at + 1)

export function commentsInText(text: string, page: BenchPage): number {
  return numbers(page).filter((number) => text.includes(commentName(number))).length
}

/** One HTML file: its text, and pictures as `data:` addresses. */
export function foundInHtml(text: string, page: BenchPage): Found {
  const pictures = [...text.matchAll(/data:image\/png;base64,([\w+/=]+)/g)].map(([, data = '']) => Buffer.from(data, 'base64'))
  return { pictures: countPictures(pictures, page), comments: commentsInText(text, page) }
}

/** A WARC file: bodies of the responses, as the server sent them; no script was run. */
export async function foundInWarc(warc: Buffer, page: BenchPage): Promise<Found> {
  const pictures: Buffer[] = []
  let text = ''
  for await (const record of new WARCParser([warc])) {
    if (record.warcType !== 'response') continue
    const body = Buffer.from(await record.readFully(true))
    if (record.httpHeaders?.headers.get('content-type') === 'image/png') pictures.push(body)
    else text += body.toString()
  }
  return { pictures: countPictures(pictures, page), comments: commentsInText(text, page) }
}

function countPictures(files: readonly Buffer[], page: BenchPage): number {
  const colours = new Set(files.map(colourOf))
  return page.pictures.filter((number) => colours.has(asNumber(pictureColour(number)))).length
}

/** The colour of a picture of 400×300 px; −1 for any other. */
function colourOf(file: Buffer): number {
  try {
    const { width, height, data } = PNG.sync.read(file)
    return width === 400 && height === 300 ? asNumber([...data.subarray(0, 3)]) : -1
  } catch {
    return -1
  }
}
