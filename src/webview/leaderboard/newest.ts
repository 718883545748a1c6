import { signal } from '@preact/signals';

interface Ways<Question, Answer> {
  readonly ask: (question: Question) => Promise<Answer>;
  readonly take: (answer: Answer, question: Question) => void;
  readonly fail: (error: unknown) => void;
}

/** Asks one question at a time; of those that come meanwhile only the newest is asked. */
export class Newest<Question, Answer> {
  /** Whether an answer is still to come. */
  readonly isAsking = signal(false);
  readonly #ways: Ways<Question, Answer>;
  #next: { readonly question: Question } | undefined;

  constructor(ways: Ways<Question, Answer>) {
    this.#ways = ways;
  }

  ask(question: Question): void {
    this.#next = { question };
    if (!this.isAsking.peek()) void this.#run();
  }

  async #run(): Promise<void> {
    this.isAsking.value = true;
    for (let next = this.#next; next; next = this.#next) {
      this.#next = undefined;
      await this.#once(next.question);
    }
    this.isAsking.value = false;
  }

  async #once(question: Question): Promise<void> {
    try {
      this.#ways.take(await this.#ways.ask(question), question);
    } catch (error) {
      this.#ways.fail(error);
    }
  }
}
