const TITLE_LENGTH = 60;

/** A title from the first line of a prompt that has anything in it. */
export function titleFrom(prompt: string): string {
  const line =
    prompt
      .split(/\r\n|\r|\n/)
      .map(text => text.trim())
      .find(text => text !== '') ?? '';
  const characters = Array.from(line.replace(/\s+/g, ' '));
  return characters.length <= TITLE_LENGTH
    ? characters.join('')
    : characters.slice(0, TITLE_LENGTH - 1).join('') + '…';
}
