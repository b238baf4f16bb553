import type Database from 'better-sqlite3'

/** One step of the schema. A released step is never edited: a mistake is mended by the next one. */
export interface Migration {
  /** 1, 2, 3 … without gaps: `user_version` afterwards. */
  version: number
  up(database: Database.Database): void
}
