import { defineConfig } from 'vitest/config';

/** Slow suites own a real window or process; they run one file at a time on small machines. */
const alone = {
  fileParallelism: false,
  testTimeout: 120_000,
  hookTimeout: 300_000,
  // On a busy machine a page takes its time.
  expect: { poll: { timeout: 15_000 } },
};

export default defineConfig({
  test: {
    // Each core has one: what a test waits for is seldom the processor.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 30_000 } },
      { test: { name: 'pages', include: ['test/pages/**/*.test.ts'], ...alone } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...alone } },
    ],
  },
});
