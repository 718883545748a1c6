import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inEnglish as t } from '../../../../../src/core/text.ts';
import {
  nameProblem,
  variantName,
} from '../../../../../src/extension/vscode/modelsView/botNames.ts';
import { droppedPaths } from '../../../../../src/extension/vscode/modelsView/dropFiles.ts';
import { withRenamedBot } from '../../../../../src/extension/vscode/modelsView/lineupValues.ts';
import { botNameIn } from '../../../../../src/extension/vscode/modelsView/nodes.ts';
import {
  serverTrialText,
  trialText,
} from '../../../../../src/extension/vscode/modelsView/testTexts.ts';

describe('the name of a bot', () => {
  it.each([
    ['Owl', undefined],
    [' Owl 2 ', undefined],
    ['', 'A bot needs a name.'],
    ['  ', 'A bot needs a name.'],
    ['a\tb', 'A name is one line of at most 80 characters.'],
    ['x'.repeat(81), 'A name is one line of at most 80 characters.'],
    [' Ant ', 'Another bot is called “Ant”.'],
  ])('%j is refused for: %s', (name, problem) => {
    expect(nameProblem(name, ['Ant'], t)).toBe(problem);
  });

  it('tells what a copy has changed', () => {
    expect(variantName('Owl', 'temperature', 0.2, [])).toBe('Owl · temperature 0.2');
    expect(variantName('Owl · temperature 0.2', 'temperature', 0.7, [])).toBe(
      'Owl · temperature 0.7',
    );
    expect(variantName('Owl · temperature 0.2', 'topK', 5, [])).toBe(
      'Owl · temperature 0.2 · topK 5',
    );
    expect(variantName('Owl', 'presencePenalty', -1.5, [])).toBe('Owl · presencePenalty -1.5');
  });

  it('of a copy is free, and never too long', () => {
    const taken = ['Owl · topP 0.5', 'Owl · topP 0.5 2'];
    expect(variantName('Owl', 'topP', 0.5, taken)).toBe('Owl · topP 0.5 3');
    expect(variantName('Owl · topP 0.5 2', 'topP', 0.9, taken)).toBe('Owl · topP 0.9');
    const long = variantName('🦉'.repeat(40), 'frequencyPenalty', -1.25, []);
    expect(nameProblem(long, [], t)).toBeUndefined();
    expect(long).toMatch(/^🦉+ · frequencyPenalty -1.25$/u);
  });
});

describe('what is dropped', () => {
  it('is the files of this machine, each once', () => {
    const file = '/models/a b/猫.gguf';
    const uri = pathToFileURL(file).href;
    const list = [uri, 'https://example.org/a.gguf', '# comment', '', uri, 'untitled:x'];
    expect(droppedPaths(list.join('\r\n'))).toEqual([file]);
  });

  it('is nothing where nothing is a file', () => {
    expect(droppedPaths('')).toEqual([]);
    expect(droppedPaths('file://%zz/\nvscode-remote://x/y')).toEqual([]);
  });
});

describe('a bot that is renamed', () => {
  it('keeps its place in the line-ups, and what nobody can read stays', () => {
    const before = { Two: ['Owl', ' Ant '], One: ['Owl'], Odd: 'Ant', Mixed: [1, 'Ant'] };
    expect(withRenamedBot(before, 'Ant', 'Bee')).toEqual({
      Two: ['Owl', 'Bee'],
      One: ['Owl'],
      Odd: 'Ant',
      Mixed: [1, 'Bee'],
    });
    expect(withRenamedBot({ One: ['Owl'] }, 'Ant', 'Bee')).toBeUndefined();
  });
});

describe('what a test says', () => {
  const timings = { waitMs: 0, firstTokenMs: 420, totalMs: 900, tokensPerSecond: 31.4 };

  it('of a bot: its words and its speed', () => {
    expect(trialText('Owl', { text: ' Hello\n there ', thinking: '', timings }, t)).toBe(
      '“Owl” answers: “Hello there” · first words after 0.4 s · 31 tokens/s',
    );
    const thinking = { text: '', thinking: 'x'.repeat(200), timings: undefined };
    expect(trialText('Owl', thinking, t)).toBe(
      `“Owl” answers. So far it only thought: “${'x'.repeat(80)}…”`,
    );
  });

  it('of a server: also what is odd about it', () => {
    const bot = { name: 'Far', baseUrl: 'http://h/v1', model: 'qwen3' };
    const trial = {
      models: ['qwen3'],
      isListed: true,
      firstTokenMs: 12_300,
      text: 'Hi',
      streams: true,
    };
    expect(serverTrialText(bot, trial, t)).toBe(
      '“Far” answers from http://h/v1: “Hi” · first words after 12 s',
    );
    const odd = {
      ...trial,
      models: ['a', 'b', 'c', 'd'],
      isListed: false,
      answeredAs: 'gpt-2',
      streams: false,
    };
    expect(serverTrialText(bot, odd, t)).toBe(
      [
        '“Far” answers from http://h/v1: “Hi”',
        'first words after 12 s',
        'the server does not list qwen3; it has a, b, c …',
        'the model calls itself gpt-2',
        'the answer came in one piece',
      ].join(' · '),
    );
    expect(serverTrialText(bot, { ...odd, models: [] }, t)).not.toContain('does not list');
  });
});

describe('the bot that a command is about', () => {
  it.each([
    [{ botName: 'Ant' }, 'Ant'],
    [{ kind: 'bot', botName: 'Ant', row: {} }, 'Ant'],
    [{ botName: 3 }, undefined],
    ['Ant', undefined],
    [undefined, undefined],
    [null, undefined],
  ])('of %j is %s', (target, name) => {
    expect(botNameIn(target)).toBe(name);
  });
});
