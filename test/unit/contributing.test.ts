import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';

const documents = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'];

describe('the documents', () => {
  it.each(documents)('%s links only to files that are there', document => {
    const text = readFileSync(document, 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(match => match[1] ?? '');
    for (const link of links) {
      expect(existsSync(path.join(path.dirname(document), link)), link).toBe(true);
    }
  });

  it.each(documents)('%s names only scripts that are there', document => {
    const text = readFileSync(document, 'utf8');
    const scripts = [...text.matchAll(/npm run ([\w:]+)/g)].map(match => match[1] ?? '');
    for (const script of scripts) expect(Object.keys(manifest.scripts)).toContain(script);
  });
});
