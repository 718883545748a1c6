import { parseArgs } from 'node:util';
import { ALL_FAMILIES } from '../core/prompt/families.ts';
import type { Message } from '../core/model.ts';
import type { ChatTemplate, PromptPiece } from '../core/prompt/template.ts';
import { RemoteError } from '../protocol/rpc.ts';
import { messagesOf } from './messagesFile.ts';
import { writeJson } from './output.ts';
import { EXIT, Problem, type ExitCode } from './problem.ts';
import { templateNamed } from './templateNamed.ts';
import { parseJson, readText } from './textFile.ts';
import { RENDER_USAGE } from './usage/render.ts';

/** `chatzoo render`. @throws Problem */
export async function runRender(words: readonly string[]): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      template: { type: 'string', short: 't' },
      messages: { type: 'string', short: 'm' },
      bos: { type: 'string' },
      eos: { type: 'string' },
      list: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { stdout } = process;
  if (values.help) {
    stdout.write(RENDER_USAGE);
    return EXIT.done;
  }
  if (values.list) {
    listFamilies(values.json);
    return EXIT.done;
  }
  const { template: word, messages: file } = values;
  if (word === undefined) throw new Problem(EXIT.usage, 'say how: --template FAMILY');
  if (file === undefined) throw new Problem(EXIT.usage, 'say what: --messages FILE');
  const { bos, eos } = values;
  const template = await templateNamed(word, { bos, eos });
  const messages = messagesOf(parseJson(await readText(file), file), file);
  const pieces = rendered(template, messages);
  const prompt = pieces.map(({ text }) => text).join('');
  if (values.json) {
    const told = template.tellsPieces ? { pieces } : {};
    writeJson(stdout, { command: 'render', ...about(template), prompt, ...told });
  } else {
    stdout.write(prompt);
  }
  return EXIT.done;
}

/** @throws Problem in a Jinja template's own words */
function rendered(template: ChatTemplate, messages: readonly Message[]): readonly PromptPiece[] {
  try {
    return template.render(messages);
  } catch (error) {
    if (error instanceof RemoteError) {
      throw new Problem(EXIT.refused, `${template.name}: ${error.message}`);
    }
    throw error;
  }
}

function listFamilies(asJson: boolean): void {
  const { stdout } = process;
  if (!asJson) {
    stdout.write(ALL_FAMILIES.map(({ name }) => `${name}\n`).join(''));
    return;
  }
  writeJson(stdout, ALL_FAMILIES.map(about));
}

function about({ name, defaultSystem, stop, stopTokenIds, cleanUp }: ChatTemplate) {
  return { name, defaultSystem, stop, stopTokenIds, cleanUp };
}
