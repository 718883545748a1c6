import type * as ExchangeCommands from '../../exchangeCommands.ts';
import type * as ManageCommands from '../../manageCommands.ts';
import { lateBundle } from '../lateBundle.ts';
import type { Command } from './command.ts';

/** The commands of each bundle that is loaded when one of them is first run. */
interface LateCommands {
  readonly exchange: typeof ExchangeCommands;
  readonly manage: typeof ManageCommands;
}

/** A command of a late bundle. */
export function lateCommand<B extends keyof LateCommands>(
  bundle: B,
  name: keyof LateCommands[B],
): Command {
  return (context, ...args) => {
    const { extensionPath } = context.extension;
    const commands = lateBundle(extensionPath, bundle) as Readonly<Record<typeof name, Command>>;
    return commands[name](context, ...args);
  };
}
