export interface Disposable {
  dispose(): void;
}

/** Ends its members together, newest first; a member added too late ends at once. */
export class DisposableStore implements Disposable {
  readonly #members = new Set<Disposable>();
  #ended = false;

  add<T extends Disposable>(member: T): T {
    if (this.#ended) member.dispose();
    else this.#members.add(member);
    return member;
  }

  /** @throws AggregateError after all members have ended, if any of them threw. */
  dispose(): void {
    this.#ended = true;
    const errors: unknown[] = [];
    for (const member of [...this.#members].reverse()) {
      try {
        member.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    this.#members.clear();
    if (errors.length > 0) throw new AggregateError(errors, 'Some members did not end cleanly');
  }
}
