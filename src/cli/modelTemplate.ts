import { Buffer } from 'node:buffer';
import { open } from 'node:fs/promises';
import { headerOf } from '../bots/llama/gguf/modelHeader.ts';
import { GgufProblem } from '../bots/llama/gguf/problem.ts';
import { readGguf } from '../bots/llama/gguf/readGguf.ts';
import { familyForFile } from '../core/prompt/families.ts';
import { EXIT, Problem } from './problem.ts';

const MAGIC = 'GGUF';

/** Whether a file is, or claims to be, a model for llama.cpp. @throws Problem if it cannot be read */
export async function isModelFile(file: string): Promise<boolean> {
  try {
    const handle = await open(file);
    try {
      const head = Buffer.alloc(MAGIC.length);
      await handle.read(head, 0, head.length, 0);
      return head.toString('latin1') === MAGIC;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The template in Jinja that a model's file holds. @throws Problem if it is damaged or has none */
export async function chatTemplateOfModel(file: string): Promise<string> {
  const header = headerOf(
    await readGguf(file).catch((error: unknown) => {
      throw error instanceof GgufProblem
        ? new Problem(EXIT.files, `${file} ${error.message}`)
        : unreadable(file, error);
    }),
  );
  const { chatTemplate = '' } = header;
  if (chatTemplate.trim() !== '') return chatTemplate;
  const family = familyForFile(file)?.name;
  const hint = family === undefined ? '--list lists the families' : `its name speaks of ${family}`;
  throw new Problem(EXIT.refused, `${file} holds no chat template; ${hint}`);
}

function unreadable(file: string, error: unknown): Problem {
  return new Problem(EXIT.files, `${file} cannot be read: ${(error as Error).message}`);
}
