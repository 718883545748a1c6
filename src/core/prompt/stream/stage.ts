/** Text goes in and comes out changed, at once as far as nothing that follows can change it again. */
export interface Stage {
  push(text: string): string;
  /** What was held back; nothing follows. */
  end(): string;
}

/** Several stages, each fed by the one before. */
export class Chain implements Stage {
  readonly #stages: readonly Stage[];

  constructor(stages: readonly Stage[]) {
    this.#stages = stages;
  }

  push(text: string): string {
    return this.#stages.reduce((passing, stage) => stage.push(passing), text);
  }

  end(): string {
    return this.#stages.reduce((passing, stage) => stage.push(passing) + stage.end(), '');
  }
}
