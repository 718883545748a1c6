import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import chinese from '../../l10n/bundle.l10n.zh-cn.json';
import manifestChinese from '../../package.nls.zh-cn.json';

/** Every sentence that the code gives to a function called `t`, with the place where it stands. */
function sentences(): Map<string, string> {
  const found = new Map<string, string>();
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(file =>
    /\.tsx?$/.test(file),
  );
  for (const file of files) {
    const name = path.join('src', file);
    const source = ts.createSourceFile(
      name,
      readFileSync(name, 'utf8'),
      ts.ScriptTarget.Latest,
      true,
      file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isT(node.expression)) {
        const [first] = node.arguments;
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        const place = `${name}:${line + 1}`;
        if (first && ts.isStringLiteralLike(first)) found.set(first.text, place);
        else throw new Error(`${place}: the first argument of t() must be a literal`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** `t(…)`, `l10n.t(…)`, `context.t(…)`, `this.#t(…)`. */
function isT(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 't';
  return ts.isPropertyAccessExpression(callee) && /^#?t$/.test(callee.name.text);
}

const slots = (text: string): string[] =>
  [...text.matchAll(/\{\d+\}/g)].map(match => match[0]).sort();

describe('the translations', () => {
  const inCode = sentences();

  it('find the sentences of the code', () => {
    expect(inCode.size).toBeGreaterThan(50);
  });

  it('have every sentence in Chinese', () => {
    const bundle = chinese as Readonly<Record<string, string>>;
    const missing = [...inCode].filter(([text]) => bundle[text] === undefined);
    expect(missing.map(([text, place]) => `${place}: ${text}`)).toEqual([]);
  });

  it('have no sentence that nobody says any more', () => {
    expect(Object.keys(chinese).filter(text => !inCode.has(text))).toEqual([]);
  });

  it('speak Chinese with one voice: 你, one word for a token, commands as the palette shows them', () => {
    const all = [...Object.values(chinese), ...Object.values(manifestChinese)];
    expect(all.filter(text => /您|词元|ChatZoo：/.test(text))).toEqual([]);
  });

  it('keep every slot', () => {
    for (const [english, translated] of Object.entries(chinese)) {
      expect(slots(translated), english).toEqual(slots(english));
    }
  });
});
