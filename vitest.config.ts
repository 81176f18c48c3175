import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
/** Not a secret: it seals what tests store in databases of their own. */
const env = { PLUMBLINE_ENCRYPTION_KEY: 'an encryption key that only tests use' }
const shared = { resolve: { alias: { '@': root }, conditions: ['react-server', 'node', 'import', 'default'] } }

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          setupFiles: ['tests/support/console-guard.ts'],
          // Pure functions share a process: a fresh one for every file took twice as long as the tests.
          pool: 'threads',
          isolate: false,
        },
      },
      {
        ...shared,
        test: {
          name: 'database',
          env,
          include: ['tests/database/**/*.test.ts'],
          setupFiles: ['tests/support/console-guard.ts'],
          globalSetup: ['tests/support/database-setup.ts'],
          // Two processes for all files: to load everything anew for each took a third of the time.
          pool: 'forks',
          isolate: false,
          maxWorkers: 2,
          // Real processes and clocks, on machines that are busy with others: once more, and named at the end.
          retry: 1,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'faults',
          env,
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: ['tests/support/database-setup.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
