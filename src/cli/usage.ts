export const USAGE = `chatzoo: several language models side by side, votes and ratings

Usage: chatzoo [options]
       chatzoo export --database FILE [options]
       chatzoo import FILE… --database FILE [options]
       chatzoo render --template FAMILY --messages FILE [options]

Commands:
  export         Writes sessions and votes to a file, in one of many formats.
  import         Reads sessions and votes from files of ChatZoo and other programs.
  render         Prints the exact prompt that a model of a family would see.

Options:
  -h, --help     Shows this text; after a command, that command's.
  -v, --version  Shows the version.

Exit codes: 0 done; 1 something was refused, and the report says what; 2 not understood;
3 a file or the database could not be read or written.

The arena itself lives in VS Code: run "ChatZoo: Open Arena" from the command palette.
`;

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

export const RENDER_USAGE = `Usage: chatzoo render --template FAMILY --messages FILE [options]
       chatzoo render --list [--json]

Prints the exact prompt that a chat template makes of messages, open at its end where the model
would go on. Nothing is added, not even a newline at the end.

Options:
  -t, --template WHAT   A family's name, as --list has it; or a file with a template in Jinja; or a
                        GGUF file or a tokenizer_config.json, for the template in it; or a JSON file
                        with ChatZoo's own three texts: "meta_prompt", "user_prompt" and
                        "bot_prompt"; in the last two the first {} is the message's place.
  -m, --messages FILE   The messages in JSON, - for the standard input: a list of {"role", "content"}
                        with the roles system, user and assistant, or an object with such a list in
                        "messages". FastChat's, ShareGPT's and ChatZoo's forms are taken as well.
                        Without a message of the system, the family's own system prompt is shown.
      --bos TEXT        The token that begins a prompt, for Jinja's bos_token; unless given, that of
                        the tokenizer_config.json, else empty, also for a GGUF file.
      --eos TEXT        The token that ends a turn, for Jinja's eos_token; likewise.
      --list            Lists the families, one a line, and ends; with --json, all about them.
      --json            Prints JSON: the prompt, its pieces and where each comes from (not for
                        Jinja, whose text cannot be told apart), and what ends a reply.
  -h, --help            Shows this text.
`;
