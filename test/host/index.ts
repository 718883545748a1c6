/**
 * What VS Code calls inside its extension host: runs the bundled tests that lie beside this file.
 *
 * CHATZOO_HOST_PHASE    `main` (default); `restart`: files named *.restart.test.ts, which run after `main` with the
 *                       same folder and data, in a new extension host; `bench`: files named *.bench.test.ts
 * CHATZOO_HOST_RESULTS  where to write what happened, as JSON
 * CHATZOO_HOST_GREP     runs only tests whose title contains it
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { format } from 'node:util';
import Mocha from 'mocha';

const TIMEOUT_MS = 60_000;
/** Tells what the tests say from what VS Code says on the same console. */
const MARK = '[test] ';
const OTHER_PHASES = ['restart', 'bench'];

interface TestResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending';
  readonly error?: string;
}

export function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => {
    // eslint-disable-next-line no-console -- the only way out of the extension host
    console.log(MARK + format(...values));
  };
  const mocha = new Mocha({ ui: 'bdd', timeout: TIMEOUT_MS, color: false, reporter: 'spec' });
  const { CHATZOO_HOST_GREP: grep } = process.env;
  if (grep) mocha.fgrep(grep);
  for (const file of testFiles()) mocha.addFile(file);

  return new Promise((resolve, reject) => {
    const results: TestResult[] = [];
    const runner = mocha.run(failures => {
      writeResults(results);
      if (failures === 0) resolve();
      else reject(new Error(`${String(failures)} failed`));
    });
    runner.on('pass', test => results.push({ title: test.fullTitle(), state: 'passed' }));
    runner.on('pending', test => results.push({ title: test.fullTitle(), state: 'pending' }));
    // Hooks that fail come here too.
    runner.on('fail', (test, error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      results.push({ title: test.fullTitle(), state: 'failed', error: text });
    });
  });
}

function testFiles(): readonly string[] {
  const phase = process.env['CHATZOO_HOST_PHASE'] ?? 'main';
  const phaseOf = (file: string): string =>
    OTHER_PHASES.find(other => file.endsWith(`.${other}.test.cjs`)) ?? 'main';
  return readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.cjs') && phaseOf(file) === phase)
    .sort()
    .map(file => path.join(__dirname, file));
}

function writeResults(results: readonly TestResult[]): void {
  const file =
    process.env['CHATZOO_HOST_RESULTS'] ?? path.join(__dirname, '..', 'host-results.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ tests: results }, null, 2));
}
