import { BotError } from '../../bot.ts';
import { checkHeader } from './modelChecks.ts';
import { headerOf, sum, type ModelHeader, type Parsed } from './modelHeader.ts';
import { cutOff, GgufProblem } from './problem.ts';
import { readGguf } from './readGguf.ts';
import { otherParts } from './splitParts.ts';

/**
 * Reads what a model's file says about itself and looks whether it can be run, before a process is
 * started for it. Reads the header only, never the weights.
 *
 * Messages do not name the bot, nor the file but where it is missing: they are shown in sessions where
 * nobody may know who is who. The error's `cause` names both.
 *
 * @param path of the GGUF file, of a split one its first part.
 * @param botName whose setting to check; for the cause alone.
 * @throws BotError `modelMissing`, `notGguf` or `modelBroken`
 */
export function checkModel(path: string, botName: string): Promise<ModelHeader> {
  const advice = 'Check modelPath of this bot in the setting chatzoo.bots.';
  return judged({ what: 'The model file', path, botName, advice }, async () =>
    judgeModel(path, await readGguf(path)),
  );
}

/**
 * The header of the whole model, its other parts included.
 *
 * @param first what the file at `path` holds.
 * @throws GgufProblem if it cannot be run
 */
export async function judgeModel(path: string, first: Parsed): Promise<ModelHeader> {
  const parts = await readParts(path, first);
  const whole: Parsed = { ...first, tensors: parts.flatMap(({ tensors }) => tensors) };
  const header = headerOf(whole);
  checkHeader(header, whole);
  return { ...header, fileSize: sum(parts.map(({ fileSize }) => fileSize)) };
}

/**
 * As {@link checkModel}, for a LoRA adapter.
 *
 * @throws BotError `modelMissing`, `notGguf` or `modelBroken`
 */
export function checkAdapter(path: string, botName: string): Promise<ModelHeader> {
  const advice = 'Check lora of this bot in the setting chatzoo.bots.';
  return judged({ what: 'The LoRA file', path, botName, advice }, async () => {
    const parsed = await readGguf(path);
    const header = headerOf(parsed);
    if (!header.isAdapter) {
      throw new GgufProblem(
        'is no LoRA adapter in GGUF format: convert it with llama.cpp',
        'notGguf',
      );
    }
    const kind = parsed.metadata.get('adapter.type')?.value;
    if (kind !== 'lora')
      throw new GgufProblem('is an adapter of another kind than LoRA', 'notGguf');
    const pairs = parsed.tensors.filter(({ name }) => name.endsWith('.lora_a'));
    if (pairs.length === 0) throw new GgufProblem('is a LoRA adapter without weights');
    requireWhole(parsed);
    return header;
  });
}

/** All parts of a split model, or the one file. */
async function readParts(path: string, first: Parsed): Promise<readonly Parsed[]> {
  const parts = [first];
  for (const { file, end } of otherParts(path, headerOf(first).split)) {
    try {
      const part = await readGguf(file);
      requireWhole(part);
      parts.push(part);
    } catch (error) {
      if (error instanceof GgufProblem) {
        throw new GgufProblem(`is fine, but another part of the model, ${end}, ${error.message}`);
      }
      throw new GgufProblem(
        `is fine, but another part of the model is missing beside it: ${end} (${codeOf(error)})`,
      );
    }
  }
  requireWhole(first);
  return parts;
}

function requireWhole({ needed, fileSize }: Parsed): void {
  if (needed > fileSize) throw cutOff(needed - fileSize);
}

async function judged<T>(
  file: { what: string; path: string; botName: string; advice: string },
  work: () => Promise<T>,
): Promise<T> {
  const { what, path, botName, advice } = file;
  try {
    return await work();
  } catch (error) {
    const cause = new Error(`${path} of ${botName}`, { cause: error });
    if (error instanceof GgufProblem) {
      throw new BotError(error.kind, `${what} ${error.message}. ${advice}`, { cause });
    }
    const code = codeOf(error);
    // A wrong path cannot be mended by who does not see it.
    const message =
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `${what} ${path} is not there.`
        : `${what} cannot be read (${code}).`;
    throw new BotError('modelMissing', `${message} ${advice}`, { cause });
  }
}

function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code ?? (error instanceof Error ? error.name : 'unknown');
}
