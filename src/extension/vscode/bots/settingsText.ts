import { getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { changesTo } from './valueChanges.ts';
import { oneLine, spread } from './valueText.ts';

export type SettingsPath = readonly (string | number)[];

/** The text is not what the editor calls JSON with comments. */
export class SettingsTextError extends Error {
  override readonly name = 'SettingsTextError';
  /** The line that the text is wrong in, counted from 1. */
  readonly line: number;

  constructor(line: number) {
    super(`The settings cannot be read from line ${line}`);
    this.line = line;
  }
}

const BOM = '\uFEFF';
/** What may stand between two values: space and comments. */
const TRIVIA = /(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*/y;
const DEFAULT_INDENT = '  ';

/** The value at a path of a settings file, or undefined. @throws SettingsTextError */
export function valueAt(text: string, path: SettingsPath): unknown {
  let node = rootOf(withoutBom(text));
  for (const key of path) node = node && childAt(node, key)?.value;
  return node && (getNodeValue(node) as unknown);
}

/**
 * The text with another value at a path; undefined takes the key away. Every character of what is not changed
 * stays, comments too: also those between the members of a list or an object of which only some change.
 *
 * @throws SettingsTextError
 */
export function withValue(text: string, path: SettingsPath, value: unknown): string {
  let body = withoutBom(text);
  for (const change of changesTo(path, valueAt(body, path), value)) {
    body = withChange(body, change.path, change.value);
  }
  return text.startsWith(BOM) ? BOM + body : body;
}

function withoutBom(text: string): string {
  return text.startsWith(BOM) ? text.slice(1) : text;
}

/** Undefined for a text that says nothing. */
function rootOf(text: string): Node | undefined {
  if (endOfTrivia(text, 0) === text.length) return undefined;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root?.type === 'object' && errors.length === 0) return root;
  const offset = errors[0]?.offset ?? 0;
  throw new SettingsTextError(text.slice(0, offset).split(/\r\n|\r|\n/).length);
}

interface Child {
  /** With its key. */
  readonly whole: Node;
  readonly value: Node;
  readonly index: number;
}

/** Of a key that is there twice, the last one: that is the one which counts. */
function childAt(node: Node, key: string | number): Child | undefined {
  const children = node.children ?? [];
  if (node.type === 'array') {
    const whole = typeof key === 'number' ? children[key] : undefined;
    return whole && { whole, value: whole, index: Number(key) };
  }
  if (node.type !== 'object') return undefined;
  const index = children.findLastIndex(({ children: parts }) => parts?.[0]?.value === key);
  const whole = children[index];
  const value = whole?.children?.[1];
  return whole && value && { whole, value, index };
}

function withChange(text: string, path: SettingsPath, value: unknown): string {
  const root = rootOf(text);
  if (root === undefined) {
    if (value === undefined) return text;
    const eol = eolOf(text);
    const before = text === '' || /[\r\n]$/.test(text) ? text : text + eol;
    return withChange(`${before}{${eol}}${eol}`, path, value);
  }
  let node = root;
  for (const [depth, key] of path.entries()) {
    const rest = path.slice(depth + 1);
    const child = childAt(node, key);
    if (child === undefined) {
      return value === undefined ? text : appended(text, node, key, nested(rest, value));
    }
    if (rest.length === 0) {
      if (value !== undefined) return replaced(text, child, value);
      // The same key may be there once more, and would count now.
      const less = removed(text, node, child.index);
      return node.type === 'object' ? withChange(less, path, value) : less;
    }
    const inner = typeof rest[0] === 'number' ? 'array' : 'object';
    if (child.value.type !== inner) {
      return value === undefined ? text : replaced(text, child, nested(rest, value));
    }
    node = child.value;
  }
  return text;
}

function nested(rest: SettingsPath, value: unknown): unknown {
  return rest.reduceRight<unknown>(
    (inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }),
    value,
  );
}

function replaced(text: string, { whole, value: old }: Child, value: unknown): string {
  const eol = eolOf(text);
  const content = beginsLine(text, whole.offset)
    ? spread(value, { eol, unit: unitOf(text), indent: indentAt(text, whole.offset) })
    : oneLine(value);
  return text.slice(0, old.offset) + content + text.slice(endOf(old));
}

/** Puts a member at the end: on lines of its own, or in the line where the others stand. */
function appended(text: string, node: Node, key: string | number, value: unknown): string {
  const eol = eolOf(text);
  const unit = unitOf(text);
  const [first] = node.children ?? [];
  const last = node.children?.at(-1);
  const close = endOf(node) - 1;
  const end = last ? endOf(last) : node.offset + 1;
  const between = text.slice(end, close);
  const solid = between.slice(0, between.trimEnd().length);
  const isSpread = beginsLine(text, first?.offset ?? ownerOf(node).offset);
  const indent =
    first && isSpread ? indentAt(text, first.offset) : indentAt(text, node.offset) + unit;
  const name = typeof key === 'string' ? `${JSON.stringify(key)}: ` : '';
  const content = name + (isSpread ? spread(value, { eol, unit, indent }) : oneLine(value));
  const hasComma = last !== undefined && text[endOfTrivia(text, end)] === ',';
  const comma = last && !hasComma ? ',' : '';
  const isBroken = isSpread || solid.includes('//');
  const gap = isBroken ? eol + indent : last || node.type === 'object' ? ' ' : '';
  const rest = between.slice(solid.length);
  const tail =
    isBroken && !/[\r\n]/.test(rest)
      ? eol + indentAt(text, node.offset)
      : last || node.type === 'array'
        ? rest
        : rest || ' ';
  const added = `${comma}${solid}${gap}${content}${hasComma ? ',' : ''}${tail}`;
  return text.slice(0, end) + added + text.slice(close);
}

/** Takes a member and one comma away; comments beside it stay, for nobody knows what they speak of. */
function removed(text: string, node: Node, index: number): string {
  const children = node.children ?? [];
  const child = children[index];
  if (child === undefined) return text;
  const end = endOf(child);
  const next = endOfTrivia(text, end);
  const [open, close] = [node.offset + 1, endOf(node) - 1];
  const others = text.slice(open, child.offset) + text.slice(end, close);
  // Of the last member not even the space is left.
  if (/^\s*,?\s*$/.test(others)) return text.slice(0, open) + text.slice(close);
  if (text[next] === ',') {
    const between = text.slice(end, next).trim();
    // The line must end where its comment does.
    const comments = between.includes('//') ? between + eolOf(text) : between;
    return withoutRange(text, child.offset, next + 1, comments);
  }
  const before = children[index - 1];
  if (before === undefined) return withoutRange(text, child.offset, end, '');
  const comma = endOfTrivia(text, endOf(before));
  const start = beginsLine(text, child.offset)
    ? child.offset
    : text.slice(0, child.offset).trimEnd().length;
  const less = withoutRange(text, start, end, '');
  return less.slice(0, comma) + less.slice(comma + 1);
}

/** With the lines it stands on if nothing else does, or else with the space up to what follows in the line. */
function withoutRange(text: string, from: number, to: number, instead: string): string {
  const [space = '', lineEnd] = /^[ \t]*(\r\n|\r|\n)?/.exec(text.slice(to)) ?? [];
  if (instead === '' && lineEnd !== undefined && beginsLine(text, from)) {
    return text.slice(0, lineStart(text, from)) + text.slice(to + space.length);
  }
  const isFollowed = instead === '' && lineEnd === undefined && text[to - 1] === ',';
  return text.slice(0, from) + instead + text.slice(isFollowed ? to + space.length : to);
}

/** The property that the value belongs to, if any. */
function ownerOf(node: Node): Node {
  return node.parent?.type === 'property' ? node.parent : node;
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function endOfTrivia(text: string, offset: number): number {
  TRIVIA.lastIndex = offset;
  return offset + (TRIVIA.exec(text)?.[0].length ?? 0);
}

function eolOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}

/** What one level is indented by: as the first member is. */
function unitOf(text: string): string {
  return /^([ \t]+)["{[]/m.exec(text)?.[1] ?? DEFAULT_INDENT;
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function beginsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}
