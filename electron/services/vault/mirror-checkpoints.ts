import type Database from 'better-sqlite3'
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { utf8 } from '../../../shared/encoding/index.ts'
import { FILE_MODE, replaceFile, syncFolder, temporaryName } from './files.ts'

export const CHECKPOINT_NAME = /^\d{10}$/
export const checkpointName = (size: number) => String(size).padStart(10, '0')

/**
 * How many of the checkpoints that are written again each wait for the disk. The newest one covers all entries; the
 * older ones are milestones, and a lost folder of them would take minutes that way.
 */
const AWAITED = 256

export interface MirrorCheckpoints {
  write(size: number, note: string): void
  /** Sizes of the database's checkpoints that the mirror lacks, newest first. */
  missing(): number[]
  writeMissing(sizes: readonly number[]): void
  /** Whether there is one of a longer log than `size` entries. */
  ahead(size: number): boolean
  /** Sizes of the last one in the database and the one before; 0 where there is none. */
  lastTwo(): [newest: number, before: number]
}

/** The mirror's folder of checkpoints: a file for each one in the database. */
export function createMirrorCheckpoints(folder: string, db: Database.Database): MirrorCheckpoints {
  const sizes = db.prepare<[], number>('SELECT size FROM checkpoints ORDER BY size DESC').pluck()
  const newest = db.prepare<[], number>('SELECT size FROM checkpoints ORDER BY size DESC LIMIT 2').pluck()
  const noteAt = db.prepare<[number], string>('SELECT note FROM checkpoints WHERE size = ?').pluck()
  const pathOf = (size: number) => join(folder, checkpointName(size))

  return {
    write(size, note) {
      if (!existsSync(pathOf(size))) replaceFile(pathOf(size), utf8(note))
    },
    missing() {
      const there = new Set(readdirSync(folder))
      return sizes.all().filter((size) => !there.has(checkpointName(size)))
    },
    writeMissing(wanted) {
      for (const [nth, size] of wanted.entries()) {
        const note = utf8(noteAt.get(size) ?? '')
        if (nth < AWAITED) {
          replaceFile(pathOf(size), note)
          continue
        }
        const temporary = join(folder, temporaryName())
        writeFileSync(temporary, note, { mode: FILE_MODE })
        renameSync(temporary, pathOf(size))
      }
      if (wanted.length > AWAITED) syncFolder(folder)
    },
    ahead: (size) => readdirSync(folder).some((name) => CHECKPOINT_NAME.test(name) && Number(name) > size),
    lastTwo() {
      const [last = 0, before = 0] = newest.all()
      return [last, before]
    },
  }
}
