/**
 * Whether a server that was asked for one model answered with another one. Servers add an owner, a
 * path, a date or a variant to a name, or leave them out: that is the same model.
 */
export function isAnotherModel(asked: string, answered: string): boolean {
  const one = bareName(asked);
  const other = bareName(answered);
  if (one === '' || other === '') return false;
  return !isVersionOf(one, other) && !isVersionOf(other, one);
}

/** Without folders, case, `.gguf` and Ollama's tag for the newest. */
function bareName(name: string): string {
  const last = name.trim().toLowerCase().split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\.gguf$/, '').replace(/:latest$/, '');
}

/** Such as gpt-4o-2024-08-06 of gpt-4o; gpt-4o-mini is another model. */
function isVersionOf(name: string, longer: string): boolean {
  if (!longer.startsWith(name)) return false;
  return /^(?:@.+|[-_@](?:\d{4,}(?:-\d+)*|latest))?$/.test(longer.slice(name.length));
}
