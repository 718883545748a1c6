/** Text for an element's content or a quoted attribute. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, character => `&#${character.charCodeAt(0)};`);
}

/** Controls, which HTML forbids or drops, as their pictures; marks of direction by their numbers. */
function visible(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, character =>
        String.fromCharCode(0x2400 + character.charCodeAt(0)),
      )
      .replace(
        /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
        character => `⟦U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟧`,
      )
  );
}
