import { TILE, tileCount } from '../../../shared/encoding/index.ts'
import type { TileRect } from '../../../shared/model/index.ts'

/** Of a picture, px. */
export interface Size {
  width: number
  height: number
}
/** Px of the picture. */
export interface Point {
  x: number
  y: number
}
/** Px of the picture, as it will be covered. */
export interface Box extends Size {
  left: number
  top: number
}
/** Which edges of an area go along with the pointer. */
export interface Edges {
  x: 'left' | 'right' | null
  y: 'top' | 'bottom' | null
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)

/** The tiles that a rectangle between two points touches: outwards, never less than was drawn. */
export function snapped(a: Point, b: Point, size: Size): TileRect {
  const { across, down } = tileCount(size.width, size.height)
  const left = clamp(Math.floor(Math.min(a.x, b.x) / TILE.width), 0, across - 1)
  const top = clamp(Math.floor(Math.min(a.y, b.y) / TILE.height), 0, down - 1)
  return [left, top, clamp(Math.ceil(Math.max(a.x, b.x) / TILE.width), left + 1, across), clamp(Math.ceil(Math.max(a.y, b.y) / TILE.height), top + 1, down)]
}

/** At the right and lower edge tiles may be cut off by the picture's end. */
export function boxOf([left, top, right, bottom]: TileRect, size: Size): Box {
  const [x, y] = [left * TILE.width, top * TILE.height]
  return { left: x, top: y, width: Math.min(right * TILE.width, size.width) - x, height: Math.min(bottom * TILE.height, size.height) - y }
}

export const rectOf = ({ left, top, width, height }: Box, size: Size): TileRect => snapped({ x: left, y: top }, { x: left + width, y: top + height }, size)

/** `x` and `y` in tiles; as large as before, and within the picture. */
export function moved([left, top, right, bottom]: TileRect, x: number, y: number, size: Size): TileRect {
  const { across, down } = tileCount(size.width, size.height)
  const [dx, dy] = [clamp(x, -left, across - right), clamp(y, -top, down - bottom)]
  return [left + dx, top + dy, right + dx, bottom + dy]
}

/** `x` and `y` in tiles that the given edges go along; at least one tile stays. */
export function resized([left, top, right, bottom]: TileRect, edges: Edges, x: number, y: number, size: Size): TileRect {
  const { across, down } = tileCount(size.width, size.height)
  return [
    edges.x === 'left' ? clamp(left + x, 0, right - 1) : left,
    edges.y === 'top' ? clamp(top + y, 0, bottom - 1) : top,
    edges.x === 'right' ? clamp(right + x, left + 1, across) : right,
    edges.y === 'bottom' ? clamp(bottom + y, top + 1, down) : bottom,
  ]
}

/** Pixels in tiles, to the nearest. */
export const inTiles = (x: number, y: number): [number, number] => [Math.round(x / TILE.width), Math.round(y / TILE.height)]

/** A new area around a point: some words wide and three lines high. */
export function areaAround({ x, y }: Point, size: Size): TileRect {
  const [width, height] = [8 * TILE.width, 3 * TILE.height]
  return snapped({ x: x - width / 2, y: y - height / 2 }, { x: x + width / 2, y: y + height / 2 }, size)
}
