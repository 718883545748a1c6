export const USAGE = `chatzoo: several language models side by side, votes and ratings

Usage: chatzoo [options]
       chatzoo chat --bot NAME [options] PROMPT
       chatzoo export --database FILE [options]
       chatzoo import FILE… --database FILE [options]
       chatzoo rank FILE… [options]
       chatzoo render --template FAMILY --messages FILE [options]

Commands:
  chat           Asks bots one prompt, and prints their answers while they write.
  export         Writes sessions and votes to a file, in one of many formats.
  import         Reads sessions and votes from files of ChatZoo and other programs.
  rank           Rates the bots by the votes in files: ratings, intervals, ranks.
  render         Prints the exact prompt that a model of a family would see.

Options:
  -h, --help     Shows this text; after a command, that command's.
  -v, --version  Shows the version.

Exit codes: 0 done; 1 something was refused, and the report says what; 2 not understood;
3 a file or the database could not be read or written.

The arena itself lives in VS Code: run "ChatZoo: Open Arena" from the command palette.
`;
