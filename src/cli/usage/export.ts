export const EXPORT_USAGE = `Usage: chatzoo export --database FILE [options]

Writes sessions and votes to a file. The database is only read, also while an editor has it open.

Options:
      --database FILE    The database; "ChatZoo: Show Storage" in the editor says where it is.
                         Without it, the environment variable CHATZOO_DATABASE says so.
      --format ID        The format; json unless given.
      --list-formats     Lists the formats with what each can hold, and ends.
  -o, --out FILE         Where to write; - or nothing for the standard output.
      --force            Replaces FILE if it is there.
      --content WHAT     full: everything. prompts: all but the replies' texts. votes: no text at all.
                         The format's first unless given.
      --session ID       This session only; may be given several times.
      --group GROUP      Only sessions that are todo, annotated or debug.
      --search TEXT      Only sessions in which all these words are found in one text.
      --tag TAG          Only sessions with this tag.
      --pseudonyms SALT  Gives people other names; the same salt gives the same names.
      --json             Reports as JSON: on the standard output, or on the standard error
                         if the export itself goes to the standard output.
  -h, --help             Shows this text.
`;
