import { createRequire } from 'node:module';
import path from 'node:path';
import type * as ExchangeCommands from '../../exchangeCommands.ts';
import type { Command } from './command.ts';

/** A command of the bundle exchange.cjs, which is loaded when one of them is first run. */
export function lateCommand(name: keyof typeof ExchangeCommands): Command {
  return (context, ...args) => {
    const file = path.join(context.extension.extensionPath, 'dist', 'exchange.cjs');
    const commands = createRequire(__filename)(file) as typeof ExchangeCommands;
    return commands[name](context, ...args);
  };
}
