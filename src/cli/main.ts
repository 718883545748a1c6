import { version } from '../../package.json';
import { ImportProblem } from '../extension/exchange/importProblem.ts';
import { WriteError } from '../extension/exchange/writeFile.ts';
import { StoreError } from '../extension/store/storeError.ts';
import { runChat } from './chat/chatCommand.ts';
import { runExport } from './exportCommand.ts';
import { runImportCommand } from './importCommand.ts';
import { printable } from './output.ts';
import { EXIT, Problem, type ExitCode } from './problem.ts';
import { runRank } from './rank/rankCommand.ts';
import { runRender } from './renderCommand.ts';
import { USAGE } from './usage/main.ts';

// The command line: the same use cases without an editor.

const { stdout, stderr } = process;

async function main([word, ...rest]: readonly string[]): Promise<ExitCode> {
  switch (word) {
    case undefined:
    case '-h':
    case '--help':
    case 'help':
      stdout.write(USAGE);
      return EXIT.done;
    case '-v':
    case '--version':
      stdout.write(`${version}\n`);
      return EXIT.done;
    case 'chat':
      return runChat(rest);
    case 'export':
      return runExport(rest);
    case 'import':
      return runImportCommand(rest);
    case 'rank':
      return runRank(rest);
    case 'render':
      return runRender(rest);
    default:
      throw new Problem(EXIT.usage, `there is no command "${word}"; see chatzoo --help`);
  }
}

/** Says what went wrong; with a stack only if it is the program that is wrong. */
function explain(error: unknown): ExitCode {
  const say = (message: string): void => void stderr.write(`chatzoo: ${message}\n`);
  if (!(error instanceof Error)) {
    say(String(error));
    return EXIT.files;
  }
  if (error.name === 'AbortError') {
    say('interrupted');
    return EXIT.interrupted;
  }
  const isUsage = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
  const known = [Problem, StoreError, WriteError, ImportProblem].some(
    kind => error instanceof kind,
  );
  say(isUsage || known ? printable(error.message) : (error.stack ?? error.message));
  if (isUsage) return EXIT.usage;
  return error instanceof Problem ? error.exitCode : EXIT.files;
}

// Whoever reads the output may stop in the middle: `chatzoo export … | head`.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.files);
});
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = explain(error);
  // What nobody reads must not hold an interrupted program.
  if (process.exitCode === EXIT.interrupted) process.exit();
}
