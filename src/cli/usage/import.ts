export const IMPORT_USAGE = `Usage: chatzoo import FILE… --database FILE [options]

Adds the sessions and votes of files to a database. What is there already is left as it is, so
importing a file twice adds nothing.

Options:
      --database FILE    The database; made if it is missing. Without it, the environment variable
                         CHATZOO_DATABASE says where it is.
      --format ID        The files' format; recognised by their content unless given.
      --list-formats     Lists the formats, and ends.
  -n, --dry-run          Reports what would be added, and writes nothing.
      --exclude-model M  Flags the votes on this model, as FastChat's cleaning does; may be given
                         several times.
      --ban-ip IP        Flags the votes from this address; may be given several times.
      --json             Reports as JSON.
  -h, --help             Shows this text.
`;
