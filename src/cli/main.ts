import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { USAGE } from './usage.ts';

// The command line: the same use cases without an editor.

const { stdout, stderr } = process;

/** @returns the exit code: 0 when it did what was asked, 2 when it did not understand. */
function main(words: readonly string[]): number {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
    if (values.version === true) {
      stdout.write(`${version}\n`);
      return 0;
    }
    if (values.help === true || words.length === 0) {
      stdout.write(USAGE);
      return 0;
    }
    stderr.write(`chatzoo: there is no command "${positionals.join(' ')}"; see chatzoo --help\n`);
    return 2;
  } catch (error) {
    stderr.write(`chatzoo: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
