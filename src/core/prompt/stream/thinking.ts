import { firstMark, openTail } from './marks.ts';
import { Trim } from './trim.ts';

/** What is final of a reply; what was thought comes before what is said. */
export interface Said {
  readonly text: string;
  readonly thinking: string;
}

interface Marks {
  readonly opens: string;
  readonly closes: string;
}

const THINKING: readonly Marks[] = [
  // DeepSeek-R1, Qwen 3, QwQ, GLM and most others.
  { opens: '<think>', closes: '</think>' },
  { opens: '<thinking>', closes: '</thinking>' },
  // EXAONE Deep.
  { opens: '<thought>', closes: '</thought>' },
  // Magistral.
  { opens: '[THINK]', closes: '[/THINK]' },
  // Seed-OSS.
  { opens: '<seed:think>', closes: '</seed:think>' },
];
// EduChat's; special tokens of its own, so they mean it wherever they are.
const INNER_THOUGHTS: Marks = { opens: '<|inner_thoughts|>', closes: '<eot>' };

const ALL_CLOSE = THINKING.map(({ closes }) => closes);
/** Between two parts of thinking. */
const PAUSE = '\n\n';

/** Whether a prompt ends in a mark that opens thinking, so that the reply begins inside it. */
export function endsInThinking(prompt: string): boolean {
  const tail = prompt.slice(-100).trimEnd();
  return THINKING.some(({ opens }) => tail.endsWith(opens));
}

/**
 * Tells what a reasoning model thinks from what it says. Only what opens the reply is thinking, one
 * part or several in a row: a mark later in the answer is the answer's own text.
 */
export class ThinkingSplitter {
  readonly #opening: readonly Marks[];
  readonly #anywhere: readonly Marks[];
  #place: 'opening' | 'thinking' | 'answer' = 'opening';
  /** Inside thinking: what ends it, and where that leads. */
  #closes: readonly string[] = [];
  #next: 'opening' | 'answer' = 'opening';
  /** The prompt opened the thinking: the reply need not. */
  #mustThink: boolean;
  #part = new Trim();
  #partBegun = false;
  #hasThought = false;
  #afterThinking = false;
  /** White space where it is open whether it belongs to the answer. */
  #blank = '';
  /** What may be the beginning of a mark. */
  #held = '';

  constructor(options: { readonly startsThinking: boolean; readonly innerThoughts: boolean }) {
    this.#anywhere = options.innerThoughts ? [INNER_THOUGHTS] : [];
    this.#opening = [...THINKING, ...this.#anywhere];
    this.#mustThink = options.startsThinking;
  }

  push(text: string): Said {
    let rest = this.#held + text;
    this.#held = '';
    let said = '';
    let thinking = '';
    while (rest !== '') {
      switch (this.#place) {
        case 'opening':
          rest = this.#open(rest);
          break;
        case 'thinking': {
          const found = firstMark(rest, this.#closes);
          const end = found?.at ?? rest.length - openTail(rest, this.#closes);
          thinking += this.#think(rest.slice(0, end));
          if (found === undefined) this.#held = rest.slice(end);
          else this.#place = this.#next;
          rest = found === undefined ? '' : rest.slice(end + found.mark.length);
          break;
        }
        case 'answer': {
          const opens = this.#anywhere.map(marks => marks.opens);
          const found = firstMark(rest, opens);
          const end = found?.at ?? rest.length - openTail(rest, opens);
          said += this.#takeBlank() + rest.slice(0, end);
          if (found === undefined) this.#held = rest.slice(end);
          else this.#enter([INNER_THOUGHTS.closes], 'answer');
          rest = found === undefined ? '' : rest.slice(end + found.mark.length);
        }
      }
    }
    return { text: said, thinking };
  }

  /** Thinking that was never closed stays thinking. */
  end(): Said {
    const held = this.#held;
    this.#held = '';
    if (this.#place === 'thinking' || (this.#place === 'opening' && this.#mustThink)) {
      return { text: '', thinking: this.#think(held) };
    }
    // White space alone is no answer to what was thought.
    if (held === '' && this.#afterThinking) return { text: '', thinking: '' };
    return { text: this.#takeBlank() + held, thinking: '' };
  }

  /** At the opening of the reply: decides what it is, as soon as that is clear. */
  #open(text: string): string {
    const rest = text.trimStart();
    this.#blank += text.slice(0, text.length - rest.length);
    if (rest === '') return '';
    const marks = this.#opening.find(({ opens }) => rest.startsWith(opens));
    if (marks !== undefined) {
      this.#enter([marks.closes], 'opening');
      return rest.slice(marks.opens.length);
    }
    if (this.#opening.some(({ opens }) => opens.startsWith(rest))) {
      this.#held = rest;
      return '';
    }
    if (this.#mustThink) this.#enter(ALL_CLOSE, 'opening');
    else this.#place = 'answer';
    return rest;
  }

  #enter(closes: readonly string[], next: 'opening' | 'answer'): void {
    this.#place = 'thinking';
    this.#closes = closes;
    this.#next = next;
    this.#mustThink = false;
    this.#hasThought ||= this.#partBegun;
    this.#partBegun = false;
    this.#part = new Trim();
    this.#blank = '';
    this.#afterThinking = true;
  }

  #think(text: string): string {
    const thought = this.#part.push(text);
    if (thought === '' || this.#partBegun) return thought;
    this.#partBegun = true;
    return this.#hasThought ? PAUSE + thought : thought;
  }

  /** The white space before the answer; after thinking its blank lines are dropped. */
  #takeBlank(): string {
    const blank = this.#blank;
    this.#blank = '';
    return this.#afterThinking ? blank.slice(blank.lastIndexOf('\n') + 1) : blank;
  }
}
