export const CHAT_USAGE = `Usage: chatzoo chat --bot NAME [options] PROMPT
       chatzoo chat --bot NAME [options] - < prompt.txt

Asks one or several bots one prompt, one after another, and prints what they answer while they write;
what a custom bot answers once it is whole. Nothing is stored.

Bots:
  -b, --bot WHAT             A bot of the settings by its name; or demo:owl, one of the models that come
                             with ChatZoo; or the path of a GGUF file. May be given several times.
      --settings FILE        The settings with "chatzoo.bots": a settings.json or a .code-workspace file.
                             Unless given, .vscode/settings.json here.
      --key-env NAME         The environment variable that holds the key for the bots' server. Keys are no
                             arguments: other people of this machine could read those.
      --header-env HEADER=NAME
                             The environment variable that holds the value of a secret header of that
                             server. May be given several times.
      --trust                Runs the module of a custom bot: only where you trust its code.

What it is told:
      --system TEXT          The system prompt, instead of the bot's own.
      --temperature N        0 … 5; 0 always takes the likeliest token.
      --top-p N              Above 0 … 1.
      --top-k N              0 or more; 0: all.
      --min-p N              0 … 1.
      --repeat-penalty N     Above 0 … 5; 1: none.
      --frequency-penalty N  -2 … 2; write --frequency-penalty=-1 for a negative one.
      --presence-penalty N   -2 … 2.
      --max-tokens N         1 or more.
      --seed N               0 … 2147483647; the same seed gives the same answer of a local model.
      --stop TEXT            A text that ends the answer; may be given several times.

Output:
      --json                 Prints a line of JSON a bot: bot, model, prompt, text, finish, tokens,
                             timings and sampling; or bot, model, prompt and error.
  -h, --help                 Shows this text.

Exit codes: 0 answered; 1 a bot or its server refused; 2 not understood; 3 a file could not be read;
130 interrupted.
`;
