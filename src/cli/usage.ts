export const USAGE = `chatzoo: several language models side by side, votes and ratings

Usage: chatzoo [options]

Options:
  -h, --help     Shows this text.
  -v, --version  Shows the version.

The arena itself lives in VS Code: run "ChatZoo: Open Arena" from the command palette.
`;
