import type { ExportFormat } from './format.ts';

/** Raised when a reader of the old shape would misread the new one. */
export const JSON_VERSION = 2;

/**
 * All that the store holds, in the words of core/model.ts, in one document:
 * `{ format: 'chatzoo-sessions', version, content, exportedAt, sessions: SessionRecord[] }`.
 * The shape is described in docs/chatzoo-sessions.schema.json. Times are milliseconds since 1970-01-01
 * UTC but for `exportedAt`, which is ISO 8601.
 */
export const json: ExportFormat = {
  id: 'json',
  label: 'JSON',
  extension: 'json',
  contents: ['full', 'prompts', 'votes'],
  async *render(records, { content, exportedAt }) {
    const head = {
      format: 'chatzoo-sessions',
      version: JSON_VERSION,
      content,
      exportedAt: new Date(exportedAt).toISOString(),
    };
    yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "sessions": [`;
    let first = true;
    for await (const { session, turns, votes } of records) {
      const written = JSON.stringify({ session, turns, votes }, null, 2);
      // JSON has line feeds between its parts only, never inside a string.
      yield `${first ? '' : ','}\n    ${written.replaceAll('\n', '\n    ')}`;
      first = false;
    }
    yield first ? ']\n}\n' : '\n  ]\n}\n';
  },
};
