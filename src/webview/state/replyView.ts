import { computed, signal } from '@preact/signals';
import type { Reply } from '../../core/model.ts';

/** One reply as the page shows it: text apart from the rest, so that a token touches one pane only. */
export class ReplyView {
  readonly id: Reply['id'];
  /** All but the text. */
  readonly reply;
  readonly text;
  /** Changes once, not with every token. */
  readonly hasText;
  /** 0 … 1 while its model is being loaded. */
  readonly loading = signal<number | undefined>(undefined);
  /** Whether its state changed while the page looked on; what is old is not read aloud. */
  isNews = false;

  constructor(reply: Reply) {
    this.id = reply.id;
    this.reply = signal(reply);
    this.text = signal(reply.text);
    this.hasText = computed(() => this.text.value !== '');
  }

  /** The host's whole picture of it. */
  set(reply: Reply): void {
    this.reply.value = reply;
    this.text.value = reply.text;
    if (reply.state.kind !== 'queued') this.loading.value = undefined;
  }

  append(text: string): void {
    this.loading.value = undefined;
    this.text.value += text;
  }
}
