interface Numbered {
  readonly seq: number;
}

interface SequenceOptions<Snapshot extends Numbered, Event extends Numbered> {
  readonly ask: () => Promise<Snapshot>;
  readonly load: (snapshot: Snapshot) => void;
  readonly apply: (event: Event) => void;
  /** The snapshot could not be had; `start` tries again. */
  readonly onError: (error: unknown) => void;
}

/** Applies events in the order of their numbers, starting from a snapshot; a gap asks for a new one. */
export class Sequence<Snapshot extends Numbered, Event extends Numbered> {
  readonly #options: SequenceOptions<Snapshot, Event>;
  /** Undefined while a snapshot is awaited: what comes meanwhile waits too. */
  #seq: number | undefined;
  #isAsking = false;
  #early: Event[] = [];

  constructor(options: SequenceOptions<Snapshot, Event>) {
    this.#options = options;
  }

  start(): void {
    if (this.#isAsking) return;
    this.#seq = undefined;
    this.#isAsking = true;
    void this.#options.ask().then(
      snapshot => this.#begin(snapshot),
      (error: unknown) => {
        this.#isAsking = false;
        this.#options.onError(error);
      },
    );
  }

  hear(event: Event): void {
    if (this.#seq === undefined) {
      this.#early.push(event);
      return;
    }
    // Part of the snapshot already.
    if (event.seq <= this.#seq) return;
    if (event.seq > this.#seq + 1) {
      this.#early = [event];
      this.start();
      return;
    }
    this.#seq = event.seq;
    this.#options.apply(event);
  }

  #begin(snapshot: Snapshot): void {
    this.#isAsking = false;
    this.#seq = snapshot.seq;
    this.#options.load(snapshot);
    const early = this.#early;
    this.#early = [];
    for (const event of early) this.hear(event);
  }
}
