import type { Migration } from './migration.ts'

/** Since when a person no longer acts here; null: they do. */
const SCHEMA = 'ALTER TABLE people ADD COLUMN departed_at TEXT;'

export const departed: Migration = { version: 6, up: (database) => void database.exec(SCHEMA) }
