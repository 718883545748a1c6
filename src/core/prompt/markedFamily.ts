import { fixed, framed, renderShape, type Place, type Shape } from './shape.ts';
import { stopMarks } from './stopMarks.ts';
import type { ChatTemplate, CleanUp } from './template.ts';

/** The text before each message of one side; rounds are counted in some. */
type Mark = string | ((place: Place) => string);

/** A family whose messages stand between two marks each. */
export interface Marks {
  readonly name: string;
  /** The first text of every prompt. */
  readonly start?: string;
  readonly system?: string;
  /** The system prompt's two marks; none unless given. */
  readonly systemMarks?: readonly [before: string, after: string];
  /** The system prompt's marks stand there also around an empty one. */
  readonly showsEmptySystem?: boolean;
  /** Blanks at their ends are left out: of all texts, or of all but the system prompt. */
  readonly trims?: 'all' | 'messages';
  readonly user: readonly [before: Mark, after: string];
  readonly assistant: readonly [before: Mark, after: string];
  /** Where the model begins its reply; the assistant's first mark unless given. */
  readonly tail?: string;
  readonly examples?: Shape['examples'];
  /** Beside the marks that end an assistant's message. */
  readonly stop?: readonly string[];
  readonly stopTokenIds?: readonly number[];
  readonly cleanUp?: readonly CleanUp[];
}

/** The template that the marks describe. */
export function markedFamily(marks: Marks): ChatTemplate {
  const { start = '', system: defaultSystem = '', systemMarks = ['', ''] } = marks;
  const before = (place: Place): string => {
    const [mark] = marks[place.side];
    return typeof mark === 'string' ? mark : mark(place);
  };
  const shape: Shape = {
    head: given => {
      const system = marks.trims === 'all' ? { ...given, text: given.text.trim() } : given;
      return system.text === '' && marks.showsEmptySystem !== true
        ? fixed(start)
        : framed(start + systemMarks[0], system, systemMarks[1]);
    },
    before,
    after: ({ side }) => marks[side][1],
    tail: place => marks.tail ?? before(place),
    reword: marks.trims && (text => text.trim()),
    examples: marks.examples,
  };
  return {
    name: marks.name,
    defaultSystem,
    render: messages => renderShape(shape, messages, defaultSystem),
    stop: [...new Set([...(marks.stop ?? []), ...stopMarks(marks.assistant[1])])],
    stopTokenIds: marks.stopTokenIds ?? [],
    cleanUp: marks.cleanUp ?? [],
  };
}
