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
