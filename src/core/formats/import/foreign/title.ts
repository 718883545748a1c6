const FROM_PROMPT = 60;
const GIVEN = 200;

/** A title from the first line of a prompt that has anything in it, as long as those made here. */
export function titleFromPrompt(prompt: string): string {
  return shortened(prompt, FROM_PROMPT);
}

/** The title that a file gives, in one line; '' if there is nothing in it. */
export function givenTitle(title: string): string {
  return shortened(title, GIVEN);
}

function shortened(text: string, length: number): string {
  // Enough of it for any title, however long the text is; a character takes two units at most.
  const line = /\S[^\r\n]*/.exec(text)?.[0].slice(0, 4 * length) ?? '';
  const characters = Array.from(line.replace(/\s+/g, ' ').trim());
  return characters.length <= length
    ? characters.join('')
    : characters.slice(0, length - 1).join('') + '…';
}
