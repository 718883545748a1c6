import { defineConfig } from 'vitest/config';

/** Suites with a window of their own for each file, which takes most of a core: two at a time. */
const windows = {
  maxWorkers: 2,
  // Projects that run side by side must have equally many workers.
  sequence: { groupOrder: 1 },
  testTimeout: 120_000,
  hookTimeout: 300_000,
  // On a busy machine a page takes its time.
  expect: { poll: { timeout: 15_000 } },
};

export default defineConfig({
  test: {
    // The default leaves a core to nobody.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 30_000 } },
      { test: { name: 'pages', include: ['test/pages/**/*.test.ts'], ...windows } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...windows } },
    ],
  },
});
