import { computed, signal } from '@preact/signals';
import { hasEnded, type Reply } from '../../core/model.ts';
import type { Progress } from '../../protocol/arenaPage.ts';

/** Milliseconds; a prompt that is read sooner than that is not worth a word. */
const READ_SOON = 500;

/** One reply as the page shows it: text apart from the rest, so that a token touches one pane only. */
export class ReplyView {
  readonly id: Reply['id'];
  /** All but the texts. */
  readonly reply;
  readonly text;
  readonly thinking;
  /** Changes once, not with every token; so does the next. */
  readonly hasText;
  readonly hasThinking;
  /** What it waits for, until its text begins. */
  readonly progress = signal<Progress | undefined>(undefined);
  /** Whether its state changed while the page looked on; what is old is not read aloud. */
  isNews = false;
  /** How far the prompt is read, not shown yet. */
  #soonRead: Progress | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(reply: Reply) {
    this.id = reply.id;
    this.reply = signal(reply);
    this.text = signal(reply.text);
    this.thinking = signal(reply.thinking ?? '');
    this.hasText = computed(() => this.text.value !== '');
    this.hasThinking = computed(() => this.thinking.value !== '');
  }

  /** The host's whole picture of it. */
  set(reply: Reply): void {
    this.reply.value = reply;
    this.text.value = reply.text;
    this.thinking.value = reply.thinking ?? '';
    if (reply.state.kind !== 'queued') this.#show(undefined);
  }

  tell(progress: Progress): void {
    if (progress.kind !== 'evaluating' || this.progress.peek()?.kind === 'evaluating') {
      this.#show(progress);
      return;
    }
    this.#soonRead = progress;
    this.#timer ??= setTimeout(() => this.#show(this.#soonRead), READ_SOON);
  }

  /** The host's picture of what it waits for; it did so before the page looked. */
  restore(progress: Progress | undefined): void {
    this.#show(hasEnded(this.reply.peek()) ? undefined : progress);
  }

  append(text: string, thinking = ''): void {
    this.#show(undefined);
    this.text.value += text;
    this.thinking.value += thinking;
  }

  #show(progress: Progress | undefined): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.progress.value = progress;
  }
}
