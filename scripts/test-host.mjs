// @ts-check
// Runs the tests of dist-test/host inside a served VS Code: `main`, then `restart` in a new extension host.
import { parseArgs } from 'node:util';
import { PHASES } from './test/hostBundles.mjs';
import { runHostTests } from './test/hostTests.mjs';

const HELP = `npm run test:host [-- options]   (builds first)
node scripts/test-host.mjs [options]

  --phase main|restart  only this one
  --grep TEXT           only tests whose title contains it
  --timeout SECONDS     for each phase; default 300`;

try {
  const { values } = parseArgs({
    options: {
      phase: { type: 'string' },
      grep: { type: 'string' },
      timeout: { type: 'string', default: '300' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(HELP);
  } else {
    const phases = PHASES.filter(phase => values.phase === undefined || phase === values.phase);
    if (phases.length === 0) throw new Error(`--phase: choose ${PHASES.join(' or ')}.\n\n${HELP}`);
    const failed = await runHostTests({
      phases,
      grep: values.grep,
      timeoutMs: Number(values.timeout) * 1000,
      log: console.log,
    });
    process.exitCode = failed ? 1 : 0;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
