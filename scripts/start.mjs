// @ts-check
// npm start: builds ChatZoo and opens it in VS Code.
import { parseStartOptions, START_HELP } from './start/options.mjs';
import { build } from './start/build.mjs';
import { demoFolder } from './start/demoFolder.mjs';
import { findDesktopCode, loadsExtension, openDesktop } from './start/desktop.mjs';
import { serve } from './start/serve.mjs';

try {
  const options = parseStartOptions(process.argv.slice(2));
  if (options.help) {
    console.log(START_HELP);
  } else {
    await build();
    const folder = options.folder ?? (await demoFolder());
    const code = options.served ? undefined : findDesktopCode();
    if (code && (await loadsExtension(code, console.log)))
      await openDesktop(code, folder, console.log);
    else await serve({ folder, port: options.port, browser: options.browser, log: console.log });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
