import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import english from '../../package.nls.json';
import chinese from '../../package.nls.zh-cn.json';
import {
  ASKED_CONTEXT,
  COMMANDS,
  SETTINGS,
  SETTINGS_SECTION,
  VOTED_CONTEXT,
  WALKTHROUGH,
} from '../../src/extension/vscode/ids.ts';

const { walkthroughs } = manifest.contributes;
const steps = walkthroughs.flatMap(walkthrough => walkthrough.steps);
const languages = [english, chinese] as readonly Readonly<Record<string, string>>[];

/** The texts of a `%key%` in each language. */
function textsOf(reference: string): readonly string[] {
  const [, key = ''] = /^%([\w.]+)%$/.exec(reference) ?? [];
  return languages.map(texts => {
    const text = texts[key];
    expect(text, reference).toBeTruthy();
    return text ?? '';
  });
}

const linksIn = (text: string): string[] =>
  [...text.matchAll(/^\[[^\]]+\]\(command:([\w.]+)\)$/gm)].map(match => match[1] ?? '');

describe('the walkthrough', () => {
  it('is the one that the command opens', () => {
    const { publisher, name } = manifest;
    expect(walkthroughs.map(({ id }) => `${publisher}.${name}#${id}`)).toEqual([WALKTHROUGH]);
    for (const { title, description } of walkthroughs) {
      textsOf(title);
      textsOf(description);
    }
  });

  it('leads from the zoo to the export', () => {
    expect(steps.map(({ id }) => id)).toEqual([
      'meet',
      'ask',
      'vote',
      'leaderboard',
      'addModel',
      'export',
    ]);
  });

  it.each(steps)('has a button for each step, to a command that is there: $id', step => {
    const known = new Set<string>(Object.values(COMMANDS));
    textsOf(step.title);
    const [inEnglish = [], ...others] = textsOf(step.description).map(linksIn);
    expect(inEnglish.length).toBeGreaterThan(0);
    for (const command of inEnglish) expect(known, command).toContain(command);
    for (const links of others) expect(links).toEqual(inEnglish);
  });

  it.each(steps)('knows when a step is done: $id', step => {
    const known = [
      ...Object.values(COMMANDS).map(command => `onCommand:${command}`),
      ...Object.values(SETTINGS).map(key => `onSettingChanged:${SETTINGS_SECTION}.${key}`),
      `onContext:${ASKED_CONTEXT}`,
      `onContext:${VOTED_CONTEXT}`,
    ];
    expect(step.completionEvents.length).toBeGreaterThan(0);
    for (const event of step.completionEvents) expect(known, event).toContain(event);
  });

  it.each(steps)('has a small picture that follows the theme: $id', ({ media }) => {
    textsOf(media.altText);
    expect(existsSync(media.svg), media.svg).toBe(true);
    expect(statSync(media.svg).size).toBeLessThan(10_000);
    const svg = readFileSync(media.svg, 'utf8');
    const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(match => match[1] ?? '');
    expect(colours.length).toBeGreaterThan(0);
    for (const colour of colours) expect(colour).toMatch(/^(?:none|var\(--vscode-.*\))$/);
    // The editor shows it under a policy that takes neither styles nor scripts nor addresses.
    expect(svg.replace(/ xmlns="[^"]*"/, '')).not.toMatch(
      /<style|style=|<script|\bon\w+=|href|https?:/,
    );
  });
});
