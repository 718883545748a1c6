import type { Readable, Transform } from 'node:stream';
import { ImportProblem, toImportProblem } from './importProblem.ts';

/** A bomb is refused by what really comes out of it: what its header says can be a lie. */
const MOST_BYTES = 2 * 1024 ** 3;
const MOST_RATIO = 200;
/** Below this, any ratio is harmless. */
const FREE_BYTES = 1024 ** 2;

/**
 * Inflates as far as somebody reads.
 *
 * @throws ImportProblem `tooBig` or `damaged`.
 */
export async function* inflated(
  compressed: Readable,
  inflater: Transform & { readonly bytesWritten: number },
): AsyncIterable<Buffer> {
  compressed.once('error', (error: Error) => inflater.destroy(error));
  compressed.pipe(inflater);
  let size = 0;
  try {
    for await (const chunk of inflater as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST_BYTES) throw new ImportProblem('tooBig', 'It inflates to more than 2 GiB.');
      if (size > FREE_BYTES && size > MOST_RATIO * inflater.bytesWritten) {
        throw new ImportProblem(
          'tooBig',
          `It inflates to more than ${MOST_RATIO} times its size: this is made to fill the memory.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw toImportProblem(error, 'damaged');
  } finally {
    compressed.destroy();
  }
}
