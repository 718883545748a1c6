import { describe, expect, it } from 'vitest';
import { readTriple, tripleTemplate } from '../../../../src/core/prompt/triple.ts';
import { promptOf, system, talk, textOf } from './prompts.ts';

const MOSS = {
  metaPrompt: 'You are MOSS {really}.\n',
  userPrompt: '<|Human|>: {}<eoh>\n',
  botPrompt: '<|MOSS|>: {}<eoa>\n',
};

describe('a template in three texts', () => {
  it('stands around the messages, and opens the reply with what is before its place', () => {
    expect(textOf(tripleTemplate(MOSS), talk('a', 'b', 'c'))).toBe(
      'You are MOSS {really}.\n<|Human|>: a<eoh>\n<|MOSS|>: b<eoa>\n<|Human|>: c<eoh>\n<|MOSS|>: ',
    );
  });

  it('says the same as the family it describes', () => {
    const triple = tripleTemplate({
      metaPrompt: '',
      userPrompt: 'Human: {}\n',
      botPrompt: '\nAssistant: {}\n',
    });
    expect(textOf(triple, talk('a', 'b', 'c'))).toBe(
      `${promptOf('belle', ...talk('a', 'b', 'c'))} `,
    );
  });

  it('takes only the first {} for the message, and no other brace for anything', () => {
    const odd = tripleTemplate({ metaPrompt: '{}', userPrompt: '{0}{}{}{{}}', botPrompt: '}{' });
    expect(textOf(odd, talk('{}$&', '{x}', 'q'))).toBe('{}{0}{}$&{}{{}}}{{x}{0}q{}{{}}}{');
  });

  it('puts a message behind a text without a place for it', () => {
    const bare = tripleTemplate({ metaPrompt: '', userPrompt: 'Q: ', botPrompt: 'A: ' });
    expect(textOf(bare, talk('a', 'b', 'c'))).toBe('Q: aA: bQ: cA: ');
  });

  it('shows a system prompt instead of the meta prompt, also an empty one', () => {
    const triple = tripleTemplate(MOSS);
    expect(triple.defaultSystem).toBe(MOSS.metaPrompt);
    expect(textOf(triple, [system('S{}'), ...talk('a')])).toBe('S{}<|Human|>: a<eoh>\n<|MOSS|>: ');
    expect(textOf(triple, [system(''), ...talk('a')])).toBe('<|Human|>: a<eoh>\n<|MOSS|>: ');
  });

  it('tells messages apart from itself', () => {
    expect(tripleTemplate(MOSS).render(talk('<eoh>'))).toEqual([
      { from: 'template', text: 'You are MOSS {really}.\n<|Human|>: ' },
      { from: 'message', text: '<eoh>' },
      { from: 'template', text: '<eoh>\n<|MOSS|>: ' },
    ]);
  });

  it('ends a reply at the mark that ends an answer', () => {
    expect(tripleTemplate(MOSS).stop).toEqual(['<eoa>']);
    expect(tripleTemplate({ ...MOSS, botPrompt: 'A: {}</s>\n' }).stop).toEqual([]);
  });
});

describe('the three texts of a file', () => {
  const texts = { meta_prompt: 'M', user_prompt: 'U {}', bot_prompt: '{}' };

  it('are read as they are, also without a meta prompt', () => {
    const read = { metaPrompt: 'M', userPrompt: 'U {}', botPrompt: '{}' };
    expect(readTriple({ ...texts, more: 1 })).toEqual(read);
    expect(readTriple({ ...texts, meta_prompt: undefined })).toEqual({ ...read, metaPrompt: '' });
  });

  it.each([
    [{ ...texts, meta_prompt: 7 }, ['meta_prompt']],
    [{ ...texts, user_prompt: 'U' }, ['user_prompt']],
    [{ ...texts, bot_prompt: '{0}' }, ['bot_prompt']],
    [{}, ['user_prompt', 'bot_prompt']],
    [null, ['user_prompt', 'bot_prompt']],
    ['{}', ['user_prompt', 'bot_prompt']],
  ])('are refused as %j', (value, wrong) => {
    expect(readTriple(value)).toEqual({ wrong });
  });
});
