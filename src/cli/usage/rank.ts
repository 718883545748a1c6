export const RANK_USAGE = `Usage: chatzoo rank FILE… [options]

Rates the bots by all votes of the files together: ratings, 95 % intervals and the ranks that these
allow. The same votes and options give the same bytes, in whatever order and files the votes come.

A FILE holds battles as FastChat's cleaning writes them, in JSON, JSON Lines or CSV ("model_a",
"model_b", "winner": model_a, model_b, tie or tie (bothbad), and perhaps "tstamp"); or sessions, as
"chatzoo export" writes them or "chatzoo import" reads them; or it is a database. - is the standard
input, with battles. Without a FILE, the environment variable CHATZOO_DATABASE says which database.

Options:
      --database FILE     A database too; may be given several times.
      --format FORMAT     arena: battles in JSON. csv: battles in CSV. chatzoo: sessions.
                          auto, or nothing: what each file looks like.
      --method METHOD     bt: Bradley and Terry's model, unless given. elo: online Elo, by time.
      --ties HOW          half: a tie is half a win for each, unless given.
                          davidson: ties have a strength of their own in the model.
      --bootstrap N       Intervals from N rounds of drawing the votes again; else by formula.
      --seed S            Of what is drawn; 42 unless given.
      --anchor NAME=R     Gives this bot the rating R; all others move along.
      --by WHAT           What a rating belongs to, in sessions: fingerprint, unless given, name,
                          model, family, kind, systemPrompt, or a parameter such as temperature.
      --include-flagged   Counts flagged votes too.
      --exclude-ties      Counts no votes that prefer no bot.
      --split             Each battle of a vote among n bots counts 1/(n - 1).
      --k K               Most points that a battle moves in online Elo; 4 unless given.
      --order given       Online Elo takes battles as they stand in the files, not by time.
      --json              Prints JSON, with all digits.
      --csv               Prints CSV, with all digits.
  -o, --out FILE          Where to write that, or the table; replaced if it is there.
      --html FILE         Writes a report with all charts too; replaced if it is there.
  -h, --help              Shows this text.
`;
