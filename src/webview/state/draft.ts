import * as z from 'zod/mini';
import type { EditorApi } from '../host.ts';

/** What outlives the page itself. The host reads `sessionId` when the editor restores the page. */
const kept = z.object({
  sessionId: z.optional(z.string()),
  draft: z.string(),
  /** The reason for the vote that is not cast yet. */
  comment: z.optional(z.string()),
  /** Corrections that are being written, by reply. */
  corrections: z.optional(z.record(z.string(), z.string())),
});
type Kept = z.infer<typeof kept>;

export function readKept(editor: EditorApi): Kept {
  const read = kept.safeParse(editor.getState());
  return read.success ? read.data : { draft: '' };
}

export function keep(editor: EditorApi, change: Partial<Kept>): void {
  editor.setState({ ...readKept(editor), ...change });
}
