import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Native modules and child processes: each file in a process of its own.
    pool: 'forks',
    // Most of them wait for a browser, so that two cores have room for a third.
    maxWorkers: 3,
    // Files in random order; a file's own tests may tell one story.
    sequence: { shuffle: { files: true, tests: false } },
    // A test that passes at the second try is a test that fails.
    retry: 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    allowOnly: false,
  },
})
