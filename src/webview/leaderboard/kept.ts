import * as z from 'zod/mini';
import { BOARD_DEFAULTS, boardOptions, type BoardOptions } from '../../core/ranking/options.ts';
import { cell } from '../../protocol/leaderboardPage.ts';
import type { EditorApi } from '../host.ts';
import { DEFAULT_SORT, sort, type Sort } from './table/sort.ts';

/** The parts of the page that can be folded. */
const FOLDS = ['options', 'advanced', 'filters', 'excluded'] as const;
export type Fold = (typeof FOLDS)[number];

const place = z.object({
  /** Pixels that the page is scrolled down. */
  top: z.number(),
  /** The votes behind it are shown. */
  cell: z.optional(cell),
  /** Pixels that their list is scrolled down. */
  listTop: z.number(),
});
/** Where somebody was on the page: to open a session from it may cover it. */
export type Place = z.infer<typeof place>;

const NO_PLACE: Place = { top: 0, listTop: 0 };

/** What outlives the page itself: the editor ends a page each time another tab covers it. */
interface Kept {
  readonly options: BoardOptions;
  readonly sort: Sort;
  /** Those that are open. */
  readonly open: readonly Fold[];
  readonly place: Place;
}

const part = z.optional(z.unknown());
const shape = z.object({ options: part, sort: part, open: part, place: part });
const folds = z.readonly(z.array(z.enum(FOLDS)));

/** What is broken, or of another version, is as if it had never been set. */
export function readKept(editor: EditorApi): Kept {
  const state = shape.safeParse(editor.getState());
  const { data } = state;
  return {
    options: orElse(boardOptions.safeParse(data?.options), BOARD_DEFAULTS),
    sort: orElse(sort.safeParse(data?.sort), DEFAULT_SORT),
    open: orElse(folds.safeParse(data?.open), []),
    place: orElse(place.safeParse(data?.place), NO_PLACE),
  };
}

export function keep(editor: EditorApi, change: Partial<Kept>): void {
  editor.setState({ ...readKept(editor), ...change });
}

function orElse<T>(parsed: z.core.util.SafeParseResult<T>, fallback: T): T {
  return parsed.success ? parsed.data : fallback;
}
