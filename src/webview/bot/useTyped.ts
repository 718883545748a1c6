import { useEffect, useRef, useState } from 'preact/hooks';
import type { BotEditor } from './botEditor.ts';

/** Either what a text means, or what is wrong with it. */
export type Read = { readonly value: unknown } | { readonly wrong: string };

export interface Typing {
  readonly text: string;
  /** What is wrong with what was typed. */
  readonly wrong: string | undefined;
  /** The value changed elsewhere while somebody was typing. */
  readonly hasConflict: boolean;
  readonly onInput: (text: string) => void;
  /** Takes over what was typed, unless the value changed elsewhere meanwhile. */
  readonly onChange: () => void;
  /** Takes over what was typed in any case. */
  readonly onInsist: () => void;
  /** Gives up what was typed for what the settings say. */
  readonly forget: () => void;
}

/**
 * A text that is typed here and may change elsewhere meanwhile: what was typed stays until it is taken over,
 * and what cannot be taken over stays too, with the reason.
 *
 * @param shown the value as text.
 * @param write takes the value over. @returns why that is not possible
 */
export function useTyped(
  editor: BotEditor,
  field: string,
  shown: string,
  read: (text: string) => Read,
  write: (value: unknown) => Promise<string | undefined>,
): Typing {
  const [typed, setTyped] = useState(() => editor.typedBefore(field));
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  /** Newer than `typed` until the next paint. */
  const latest = useRef(typed);
  /** What the settings said when the typing began; unknown of what was typed before the page went away. */
  const base = useRef(typed === undefined ? shown : undefined);
  const taking = useRef<string | undefined>(undefined);
  const set = (text: string | undefined): void => {
    latest.current = text;
    setTyped(text);
    editor.keepTyped(field, text);
    if (text === undefined) setWrong(undefined);
  };
  useEffect(() => {
    // What was typed is what the settings say now: nothing is left to be taken over.
    if (latest.current === shown) set(undefined);
  }, [shown]);
  const take = async (): Promise<void> => {
    const text = latest.current;
    // Enter takes it over, and so does leaving the field.
    if (text === undefined || taking.current === text) return;
    if (text === shown) {
      set(undefined);
      return;
    }
    const result = read(text);
    if ('wrong' in result) {
      setWrong(result.wrong);
      return;
    }
    taking.current = text;
    const why = await write(result.value);
    taking.current = undefined;
    // More may have been typed meanwhile.
    if (latest.current !== text) return;
    if (why === undefined) set(undefined);
    else setWrong(why);
  };
  const isInConflict = (text: string | undefined): boolean =>
    text !== undefined && text !== shown && base.current !== shown;
  return {
    text: typed ?? shown,
    wrong,
    hasConflict: isInConflict(typed),
    onInput: text => {
      if (latest.current === undefined) base.current = shown;
      set(text);
    },
    onChange: () => {
      // Whoever goes to a button that answers the conflict leaves the field first.
      if (!isInConflict(latest.current)) void take();
    },
    onInsist: () => void take(),
    forget: () => set(undefined),
  };
}
