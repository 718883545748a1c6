import type { ExportFormat } from './format.ts';

/** The version of the JSON export; raised when a reader of the old shape would misread the new one. */
const JSON_VERSION = 1;

/** Complete: all that the store holds of the session, in the words of core/model.ts. */
export const json: ExportFormat = {
  id: 'json',
  label: 'JSON',
  extension: 'json',
  render: ({ session, turns, votes }) =>
    JSON.stringify(
      { format: 'chatzoo-session', version: JSON_VERSION, session, turns, votes },
      null,
      2,
    ) + '\n',
};
