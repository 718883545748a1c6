/** The parts of a bot in the order in which they run; `defaultSettings` and `extraSettings` may be plain objects. */
export const HOOKS = [
  'load',
  'defaultSettings',
  'extraSettings',
  'getPrompt',
  'getInput',
  'generate',
  'getResponse',
  'processResponse',
] as const;
type Hook = (typeof HOOKS)[number];

type Values = Readonly<Record<string, unknown>>;

/** What a module exports, once it is checked; types/chatzoo.d.ts says what each takes and gives. */
export type Hooks = Readonly<Partial<Record<Hook, unknown>>>;

/** A module that is not what it should be; the message says what to change. */
export class ModuleProblem extends Error {
  override readonly name = 'ModuleProblem';
}

/**
 * The bot that a module exports.
 *
 * @param file names the module in messages.
 * @throws ModuleProblem
 */
export function hooksOf(module: Values, file: string): Hooks {
  const exported = defaultOf(module);
  if (exported === undefined) {
    const named = Object.keys(module).filter(name => name !== 'default');
    const found = named.length === 0 ? 'nothing' : `only ${named.slice(0, 8).join(', ')}`;
    throw new ModuleProblem(
      `${file} has no default export, it exports ${found}. End it with: export default defineBot({ … })`,
    );
  }
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported)) {
    throw new ModuleProblem(
      `The default export of ${file} is ${kindOf(exported)}. It must be an object of hooks: export default defineBot({ … })`,
    );
  }
  const bot = exported as Hooks;
  const present = HOOKS.filter(hook => bot[hook] !== undefined);
  if (present.length === 0) {
    throw new ModuleProblem(
      `The default export of ${file} has none of the hooks ${HOOKS.join(', ')}. Give it at least generate.`,
    );
  }
  for (const hook of present) {
    const isSettings = hook === 'defaultSettings' || hook === 'extraSettings';
    if (typeof bot[hook] === 'function' || (isSettings && isValues(bot[hook]))) continue;
    const expected = isSettings ? 'an object, or a function that gives one' : 'a function';
    throw new ModuleProblem(`${hook} of ${file} is ${kindOf(bot[hook])}. It must be ${expected}.`);
  }
  return bot;
}

/** What is compiled to CommonJS has its default export one level down. */
function defaultOf(module: Values): unknown {
  const { default: exported } = module;
  const isCompiled = typeof exported === 'object' && exported !== null && '__esModule' in exported;
  return isCompiled && 'default' in exported ? exported.default : exported;
}

/** The settings that a hook names. @throws ModuleProblem */
export async function settingsOf(
  bot: Hooks,
  hook: 'defaultSettings' | 'extraSettings',
): Promise<Values> {
  const given = typeof bot[hook] === 'function' ? await callHook(bot, hook) : bot[hook];
  if (given === undefined) return {};
  if (isValues(given)) return given;
  throw new ModuleProblem(`${hook} gave ${kindOf(given)}. It must give an object.`);
}

/** Calls a hook as a method, so that `this` is the bot. */
export function callHook(bot: Hooks, hook: Hook, ...values: readonly unknown[]): unknown {
  return (bot[hook] as (...values: readonly unknown[]) => unknown).apply(bot, [...values]);
}

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value in a few words, for a message. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') {
    const keys = Object.keys(value).slice(0, 5).join(', ');
    return keys === '' ? 'an object without keys' : `an object with ${keys}`;
  }
  return `a ${typeof value}`;
}
