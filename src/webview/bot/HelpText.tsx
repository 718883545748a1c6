interface HelpTextProps {
  readonly text: string;
  readonly id?: string;
}

/** A description of the manifest: Markdown, of which such texts use two signs. */
export function HelpText({ text, id }: HelpTextProps) {
  if (text === '') return null;
  return (
    <p class="help" id={id}>
      {text.split(/(`[^`]+`|\*[^*]+\*)/).map(part => {
        if (part.startsWith('`')) return <code>{part.slice(1, -1)}</code>;
        if (part.length > 2 && part.startsWith('*')) return <em>{part.slice(1, -1)}</em>;
        return part;
      })}
    </p>
  );
}
