import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { HOOKS } from '../../../../src/bots/custom/hooks.ts';

// customBot.test.ts runs both files in the real process.
describe('docs/custom-bots.md', () => {
  it.each(['types/customBot.mjs', 'test/fixtures/customBots/doChat.mjs'])(
    'shows %s, which the tests run',
    async file => {
      const docs = await readFile('docs/custom-bots.md', 'utf8');
      const blocks = [...docs.matchAll(/^```js\n(.*?)^```$/gms)].map(match => match[1]);
      expect(blocks).toContain(await readFile(file, 'utf8'));
    },
  );

  it('tells of every part', async () => {
    const docs = await readFile('docs/custom-bots.md', 'utf8');
    for (const hook of HOOKS) expect(docs).toMatch(new RegExp(`^\\| \`${hook}[\`(]`, 'm'));
  });
});

// The types of the sample itself are checked with those of all folders, by types/tsconfig.json.
describe('types/chatzoo.d.ts', () => {
  it('knows the parts that the process runs, in their order', async () => {
    const types = await readFile('types/chatzoo.d.ts', 'utf8');
    const source = ts.createSourceFile('chatzoo.d.ts', types, ts.ScriptTarget.ES2022, true);
    const parts: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isInterfaceDeclaration(node) && node.name.text === 'Bot') {
        for (const { name } of node.members) if (name) parts.push(name.getText());
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    expect(parts).toEqual([...HOOKS]);
  });
});
