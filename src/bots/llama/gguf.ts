import { open, stat } from 'node:fs/promises';
import { BotError } from '../bot.ts';

/** Enough for the header and to tell other kinds of files. */
const HEAD_BYTES = 512;
const HEADER_BYTES = 24;
const VERSIONS: readonly number[] = [2, 3];

/**
 * Looks whether this can be a GGUF file, before a process is started for it. Cheap: reads the first
 * half kilobyte. A file that passes may still be broken further on.
 *
 * @param bot whose setting to check; part of the message.
 * @throws BotError `modelMissing` or `notGguf`
 */
export async function checkGguf(path: string, bot: string): Promise<void> {
  const advice = `Check modelPath of ${bot} in the setting chatzoo.bots.`;
  const { head, size } = await readHead(path, advice);
  const problem = problemOf(head, size);
  if (problem !== undefined) throw new BotError('notGguf', `${path} ${problem}. ${advice}`);
}

async function readHead(path: string, advice: string): Promise<{ head: Buffer; size: number }> {
  try {
    const { size } = await fileStats(path, advice);
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return { head: buffer.subarray(0, bytesRead), size };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof BotError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const what =
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `There is no file ${path}.`
        : `${path} cannot be read (${code ?? String(error)}).`;
    throw new BotError('modelMissing', `${what} ${advice}`, { cause: error });
  }
}

/** Opening a pipe or a device could wait for ever, so only files are opened. */
async function fileStats(path: string, advice: string): Promise<{ size: number }> {
  const found = await stat(path);
  if (found.isFile()) return found;
  const what = found.isDirectory() ? 'a folder' : 'no regular file';
  throw new BotError('notGguf', `${path} is ${what}. ${advice}`);
}

function problemOf(head: Buffer, size: number): string | undefined {
  if (size === 0) return 'is empty: a download may have failed';
  if (head.toString('latin1', 0, 4) !== 'GGUF')
    return `is no GGUF file: it looks like ${kind(head)}`;
  if (head.length < HEADER_BYTES) return 'ends within its header: a download may have been cut off';
  const version = head.readUInt32LE(4);
  if (VERSIONS.includes(version)) {
    const tensors = head.readBigUInt64LE(8);
    return tensors === 0n ? 'holds a vocabulary but no weights' : undefined;
  }
  return VERSIONS.includes(head.readUInt32BE(4))
    ? 'is a big-endian GGUF file, which this machine cannot run'
    : `has GGUF version ${version}; this version of llama.cpp reads ${VERSIONS.join(' and ')}`;
}

/** What people have in place of a model, by its first bytes. */
function kind(head: Buffer): string {
  const text = head.toString('latin1');
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) return 'a web page: save the file itself';
  if (text.startsWith('version https://git-lfs')) {
    return 'a Git LFS pointer: run "git lfs pull" to get the model';
  }
  if (text.startsWith('PK\x03\x04')) return 'a zip archive or a PyTorch file';
  if (text.startsWith('\x1f\x8b')) return 'a gzip archive: unpack it';
  if (text.slice(8, 9) === '{' && text.includes('"dtype"')) {
    return 'a safetensors file: convert it to GGUF';
  }
  if (/^(tjgg|fmgg|lmgg)/.test(text)) return 'an old GGML file: convert it to GGUF';
  if (/^[\s{[]*"/.test(text)) return 'JSON';
  if (/^\0+$/.test(text)) return 'zeros: a download may be unfinished';
  // eslint-disable-next-line no-control-regex -- telling text from binary is about those
  return /^[^\x00-\x08\x0e-\x1f]+$/.test(text) ? 'plain text' : 'some other binary file';
}
