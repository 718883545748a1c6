import type * as ExchangeCommands from '../../exchangeCommands.ts';
import { lateBundle } from '../lateBundle.ts';
import type { Command } from './command.ts';

/** A command of the bundle exchange.cjs, which is loaded when one of them is first run. */
export function lateCommand(name: keyof typeof ExchangeCommands): Command {
  return (context, ...args) => {
    const { extensionPath } = context.extension;
    const commands = lateBundle(extensionPath, 'exchange') as typeof ExchangeCommands;
    return commands[name](context, ...args);
  };
}
