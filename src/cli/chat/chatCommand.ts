import { parseArgs } from 'node:util';
import type { BotSpec } from '../../bots/botSpec.ts';
import { createBot, type BotEnvironment } from '../../bots/createBot.ts';
import { modelNameOf } from '../../bots/fingerprint.ts';
import type { ReplyErrorCode } from '../../core/model.ts';
import { interruption, jsonLine, printable, terminalText } from '../output.ts';
import { EXIT, Problem, type ExitCode } from '../problem.ts';
import { readText } from '../textFile.ts';
import { CHAT_USAGE } from '../usage/chat.ts';
import { askBot, type Answered } from './askBot.ts';
import { botsNamed } from './botsNamed.ts';
import { environmentFor } from './environment.ts';
import { SAMPLING_OPTIONS, samplingOf, withSampling } from './samplingWords.ts';

/** The model's file is to blame, not what it was asked. */
const OF_FILES: readonly ReplyErrorCode[] = ['modelMissing', 'notGguf', 'modelBroken'];

/** `chatzoo chat`. @throws Problem */
export async function runChat(words: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      bot: { type: 'string', short: 'b', multiple: true, default: [] },
      settings: { type: 'string' },
      'key-env': { type: 'string' },
      'header-env': { type: 'string', multiple: true, default: [] },
      trust: { type: 'boolean', default: false },
      system: { type: 'string' },
      ...SAMPLING_OPTIONS,
      stop: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(CHAT_USAGE);
    return EXIT.done;
  }
  if (values.bot.length === 0) throw new Problem(EXIT.usage, 'say which bot: --bot NAME');
  const given = samplingOf(values, values.stop);
  const named = await botsNamed(values.bot, values.settings, line => {
    process.stderr.write(`chatzoo: ${line}\n`);
  });
  const specs = named.map(spec => ({
    ...withSampling(spec, given),
    systemPrompt: values.system ?? spec.systemPrompt,
  }));
  const environment = environmentFor(specs, {
    keyVariable: values['key-env'],
    headerVariables: values['header-env'],
    mayRun: values.trust,
  });
  const prompt = await promptOf(positionals);
  return askAll(specs, environment, prompt, values.json);
}

/** The one prompt, or that of the standard input, without the line end after it. */
async function promptOf(positionals: readonly string[]): Promise<string> {
  const [word, ...others] = positionals;
  if (word === undefined) {
    throw new Problem(EXIT.usage, 'say what to ask: "PROMPT", or - for the standard input');
  }
  if (others.length > 0) {
    throw new Problem(EXIT.usage, 'one prompt at a time: put it into quotes');
  }
  const prompt = word === '-' ? (await readText('-')).replace(/\r?\n$/, '') : word;
  if (prompt.trim() === '') throw new Problem(EXIT.refused, 'there is nothing in the prompt');
  return prompt;
}

async function askAll(
  specs: readonly BotSpec[],
  environment: BotEnvironment,
  prompt: string,
  asJson: boolean,
): Promise<ExitCode> {
  const { stdout, stderr } = process;
  const signal = interruption();
  const codes = new Set<ExitCode>();
  for (const [index, spec] of specs.entries()) {
    if (signal.aborted) break;
    if (specs.length > 1 && !asJson) {
      stdout.write(`${index === 0 ? '' : '\n'}== ${printable(spec.name)} ==\n`);
    }
    const answered = await askOne(spec, environment, { prompt, signal, asJson });
    const { error, ...said } = answered;
    if (error) codes.add(OF_FILES.includes(error.code) ? EXIT.files : EXIT.refused);
    const about = { bot: spec.name, model: modelNameOf(spec), prompt };
    if (asJson) stdout.write(jsonLine({ ...about, ...(error ? answered : said) }));
    else {
      if (said.text !== '' && !said.text.endsWith('\n')) stdout.write('\n');
      if (error) stderr.write(`chatzoo: ${printable(`${spec.name}: ${error.message}`)}\n`);
    }
  }
  if (signal.aborted) return EXIT.interrupted;
  return ([EXIT.files, EXIT.refused] as const).find(code => codes.has(code)) ?? EXIT.done;
}

/** One bot after another: each has the whole machine, and is gone before the next begins. */
async function askOne(
  spec: BotSpec,
  environment: BotEnvironment,
  asked: { readonly prompt: string; readonly signal: AbortSignal; readonly asJson: boolean },
): Promise<Answered> {
  const { stdout } = process;
  const bot = createBot(spec, environment);
  try {
    return await askBot(bot, spec, {
      ...asked,
      onText: text => {
        if (!asked.asJson) stdout.write(stdout.isTTY ? terminalText(text) : text);
      },
    });
  } finally {
    await bot.dispose();
  }
}
