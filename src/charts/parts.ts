import type { ChartCell, ChartSpace } from './chart.ts';

/** A part of a drawing that stands for votes. */
export interface Part {
  /** None for what no votes are behind. */
  readonly cell?: ChartCell | undefined;
  /** What it says, aloud and under the pointer. Asked for when somebody gets there: there may be 2,500. */
  readonly label: () => string;
  /** Where the arrow keys find it. */
  readonly row: number;
  readonly column: number;
}

interface DrawnPart extends Part {
  readonly cell: ChartCell;
  readonly element: SVGElement;
}

const SVG = 'http://www.w3.org/2000/svg';

/** What tells parts apart in the drawing. */
const ATTRIBUTES: Readonly<Record<keyof ChartCell, string>> = {
  a: 'data-a',
  b: 'data-b',
  outcome: 'data-outcome',
  voter: 'data-voter',
  otherVoter: 'data-other-voter',
  day: 'data-day',
};
const NAMES = Object.keys(ATTRIBUTES) as (keyof ChartCell)[];

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * The parts of one drawing. In a page each becomes a button when the pointer or the focus first comes to
 * it: 900 buttons with names and titles take longer to make and to lay out than all the rest.
 */
export class Parts {
  readonly #drawn = new Map<EventTarget, DrawnPart>();
  readonly #onCell: ChartSpace['onCell'];
  /** The one that Tab leads to. */
  #stop: DrawnPart | undefined;

  /** @param onCell none for a drawing that is only looked at. */
  constructor(onCell: ChartSpace['onCell']) {
    this.#onCell = onCell;
  }

  /** Whether anything is to be pressed. */
  get haveButtons(): boolean {
    return this.#stop !== undefined;
  }

  /** Writes on the element what it stands for. */
  add(element: SVGElement, part: Part): void {
    const { cell } = part;
    for (const name of NAMES) {
      const value = cell?.[name];
      if (value !== undefined) element.setAttribute(ATTRIBUTES[name], value);
    }
    if (!cell || !this.#onCell) {
      entitle(element, part);
      return;
    }
    // Not by Tab, but so that it can be given the focus.
    element.setAttribute('tabindex', '-1');
    const drawn = { ...part, cell, element };
    this.#drawn.set(element, drawn);
    if (!this.#stop || comesBefore(drawn, this.#stop)) this.#stop = drawn;
  }

  /** Lets the parts be pressed by pointer, Enter and Space; the arrow keys go from one to the next. */
  listen(root: SVGElement): void {
    if (!this.#stop) return;
    this.#stopAt(this.#stop);
    const partAt = ({ target }: Event) => (target ? this.#drawn.get(target) : undefined);
    root.addEventListener('pointerover', event => {
      const part = partAt(event);
      if (part) makeButton(part);
    });
    root.addEventListener('focusin', event => {
      const part = partAt(event);
      if (part) this.#stopAt(part);
    });
    root.addEventListener('click', event => {
      const part = partAt(event);
      if (part) this.#onCell?.(part.cell);
    });
    root.addEventListener('keydown', event => {
      const part = partAt(event);
      if (!part) return;
      const step = STEPS[event.key];
      if (step) neighbour([...this.#drawn.values()], part, step)?.element.focus();
      else if (event.key === 'Enter' || event.key === ' ') this.#onCell?.(part.cell);
      else return;
      event.preventDefault();
    });
  }

  /** Only the part that had the focus last can be reached by Tab: 900 stops would be a trap. */
  #stopAt(part: DrawnPart): void {
    this.#stop?.element.setAttribute('tabindex', '-1');
    this.#stop = part;
    makeButton(part);
    part.element.setAttribute('tabindex', '0');
  }
}

function makeButton(part: DrawnPart): void {
  const { element } = part;
  if (element.hasAttribute('role')) return;
  element.setAttribute('role', 'button');
  element.setAttribute('aria-label', part.label());
  element.classList.add('chart-cell');
  entitle(element, part);
}

function entitle(element: SVGElement, { label }: Part): void {
  const title = element.ownerDocument.createElementNS(SVG, 'title');
  title.textContent = label();
  element.appendChild(title);
}

function comesBefore(part: Part, other: Part): boolean {
  return part.row < other.row || (part.row === other.row && part.column < other.column);
}

/** The nearest part in this direction; one straight ahead is nearer than any beside it. */
function neighbour(
  parts: readonly DrawnPart[],
  from: DrawnPart,
  [down, right]: readonly [number, number],
): DrawnPart | undefined {
  let best: DrawnPart | undefined;
  let least = Infinity;
  for (const part of parts) {
    const rows = part.row - from.row;
    const columns = part.column - from.column;
    const ahead = rows * down + columns * right;
    const aside = Math.abs(rows * right) + Math.abs(columns * down);
    const distance = aside * parts.length + ahead;
    if (ahead > 0 && distance < least) [best, least] = [part, distance];
  }
  return best;
}
