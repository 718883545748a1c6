import type { CleanUp } from '../template.ts';
import { firstMark, openTail } from './marks.ts';
import { Chain, type Stage } from './stage.ts';
import { Trim } from './trim.ts';

/** As `innerThoughts` is thinking and no text, it is not cleaned but told apart. */
type TextCleanUp = Exclude<CleanUp, 'innerThoughts'>;

const STAGES: Readonly<Record<TextCleanUp, () => readonly Stage[]>> = {
  endOfSentence: () => [new Replacer({ '</s>': '' })],
  padding: () => [new Replacer({ '<pad>': '', '</s>': '' }), new Trim()],
  chinesePunctuation: () => [
    new Trim(),
    new Replacer({ '[[训练时间]]': '2023年' }),
    new ChinesePunctuation(),
  ],
};
/** The same whatever the order in which they are named. */
const ORDER = ['endOfSentence', 'padding', 'chinesePunctuation'] as const;

/** Cleans a reply while it comes, as the sources' `process_response` cleans what has come so far. */
export function cleaner(kinds: readonly CleanUp[]): Stage {
  return new Chain(ORDER.filter(kind => kinds.includes(kind)).flatMap(kind => STAGES[kind]()));
}

/** Cleans a whole text. */
export function cleanUp(text: string, kinds: readonly CleanUp[]): string {
  const stage = cleaner(kinds);
  return stage.push(text) + stage.end();
}

/** Replaces some marks, in one pass from left to right. */
class Replacer implements Stage {
  readonly #marks: readonly string[];
  readonly #texts: ReadonlyMap<string, string>;
  #held = '';

  constructor(texts: Readonly<Record<string, string>>) {
    this.#texts = new Map(Object.entries(texts));
    this.#marks = [...this.#texts.keys()];
  }

  push(text: string): string {
    let said = '';
    let rest = this.#held + text;
    for (;;) {
      const found = firstMark(rest, this.#marks);
      if (found === undefined) break;
      said += rest.slice(0, found.at) + (this.#texts.get(found.mark) ?? '');
      rest = rest.slice(found.at + found.mark.length);
    }
    const open = rest.length - openTail(rest, this.#marks);
    this.#held = rest.slice(open);
    return said + rest.slice(0, open);
  }

  end(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}

const FULL_WIDTH: Readonly<Record<string, string>> = {
  ',': '，',
  '!': '！',
  ':': '：',
  ';': '；',
  '?': '？',
};
// The range is the sources' own: the common Chinese characters, without kana and the rare ones.
const BESIDE_CHINESE = /(?<=[\u4e00-\u9fff])[,!:;?]|[,!:;?](?=[\u4e00-\u9fff])/g;
const UNDECIDED = /(?<![\u4e00-\u9fff])[,!:;?]$/;

/** Makes ASCII punctuation beside Chinese full-width. */
class ChinesePunctuation implements Stage {
  /** The last character that was said: it decides about the next. */
  #before = '';
  #held = '';

  push(text: string): string {
    const all = this.#before + this.#held + text;
    const known = this.#before.length;
    const open = UNDECIDED.test(all) && all.length > known ? all.length - 1 : all.length;
    this.#held = all.slice(open);
    this.#before = all.slice(0, open).slice(-1);
    // Each is replaced by one character: places stay the same.
    const clean = all.replace(BESIDE_CHINESE, mark => FULL_WIDTH[mark] ?? mark);
    return clean.slice(known, open);
  }

  end(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}
