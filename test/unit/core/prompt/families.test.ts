import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../src/core/model.ts';
import { ALL_FAMILIES, findFamily } from '../../../../src/core/prompt/families.ts';
import { FAMILY_NAMES, nearFamilyNames } from '../../../../src/core/prompt/familyNames.ts';
import { familyOf, promptOf, system, talk, textOf } from './prompts.ts';

describe('the names', () => {
  it('are those of the families', () => {
    expect(FAMILY_NAMES).toEqual(ALL_FAMILIES.map(({ name }) => name));
  });
});

describe('what messages say', () => {
  const ODD = '{} {0} {{name}} {system_message} $& $1 $$ <|im_end|></s>';

  it.each(FAMILY_NAMES)('stands in the prompt as it is, told apart from the template: %s', name => {
    const family = familyOf(name);
    const messages = [system(`S ${ODD}`), ...talk(`a ${ODD}`, `b ${ODD}`, `c ${ODD}`)];
    const said = family.render(messages).filter(({ from }) => from === 'message');
    const texts = said.map(({ text }) => text).join('');
    expect(texts).toContain(`c ${ODD}`);
    expect(messages.reduce((rest, { text }) => rest.split(text).join(''), texts)).toBe('');
    const template = family.render(messages).filter(({ from }) => from === 'template');
    expect(template.map(({ text }) => text).join('')).not.toContain('$&');
  });

  it.each(FAMILY_NAMES)('may be nothing at all: %s', name => {
    const user: Message = { role: 'user', text: '' };
    const assistant: Message = { role: 'assistant', text: '' };
    const cases = [[], [user], [assistant], [user, assistant], [user, user], [system('')]];
    for (const messages of cases) {
      const pieces = familyOf(name).render(messages);
      expect(pieces.every(({ text }) => text !== '')).toBe(true);
      expect(pieces.every((piece, i) => piece.from !== pieces[i - 1]?.from)).toBe(true);
    }
  });

  it('holds no blank line in RWKV, and no blanks around it in Llama 3', () => {
    expect(promptOf('falcon', system(''), ...talk('a\r\n\r\nb\n\nc'))).toBe(
      'User: a\nb\nc\n\nAssistant:',
    );
    expect(promptOf('llama-3', ...talk(' a\n'))).toContain('user<|end_header_id|>\n\na<|eot_id|>');
  });

  it("loses the blanks around it where the maker's own template takes them", () => {
    const padded = [system(' S\n'), ...talk(' a\n', '\tb ', 'c')];
    const bare = [system('S'), ...talk('a', 'b', 'c')];
    expect(promptOf('llama-3.1', ...padded)).toBe(promptOf('llama-3.1', ...bare));
    expect(promptOf('gemma-it', ...padded)).toBe(
      promptOf('gemma-it', ...bare).replace('S\n\na', ' S\n\n\na'),
    );
    expect(promptOf('chatml', ...padded)).toContain('user\n a\n<|im_end|>');
  });

  it('keeps its last letters in YUAN2', () => {
    expect(promptOf('yuan2', ...talk('Explain', 'Fun', 'List<n'))).toBe(
      'Explain<n>Fun<n>List<n<sep>',
    );
  });

  it('is left open where it is an answer that has begun', () => {
    expect(promptOf('vicuna', system(''), ...talk('Hi', 'Well,'))).toBe(
      'USER: Hi ASSISTANT: Well,',
    );
    expect(promptOf('llama-2', ...talk('Hi', 'Well,'))).toBe('[INST] Hi [/INST] Well,');
    expect(promptOf('chatglm3', ...talk('Hi', 'Well,'))).toBe('<|user|>\nHi<|assistant|>\nWell,');
    expect(promptOf('yuan2', ...talk('Hi', 'Well,'))).toBe('Hi<sep>Well,');
    expect(promptOf('chatml', ...talk('Hi', ''))).toBe(promptOf('chatml', ...talk('Hi')));
  });

  it('comes from the template where it is the family’s own', () => {
    expect(
      familyOf('one_shot')
        .render(talk('Hi'))
        .filter(({ from }) => from === 'message'),
    ).toEqual([{ text: 'Hi', from: 'message' }]);
    const [first] = familyOf('qwen2.5').render(talk('Hi'));
    expect(first?.from).toBe('template');
    expect(first?.text).toContain('You are Qwen');
  });

  it('shows several system prompts as one', () => {
    expect(promptOf('vicuna', system('A'), ...talk('Hi'), system('B'))).toBe(
      'A\n\nB USER: Hi ASSISTANT:',
    );
  });
});

describe('the list of families', () => {
  it('has all of the sources, each name once', () => {
    expect(new Set(FAMILY_NAMES.map(name => name.toLowerCase())).size).toBe(FAMILY_NAMES.length);
    expect(FAMILY_NAMES).toEqual(
      expect.arrayContaining(['vicuna_v1.1', 'Robin', 'ReaLM-7b-v1', 'educhat-socratic', 'chatml']),
    );
    const faithful = FAMILY_NAMES.filter(name => name.endsWith('@chatzoo'));
    expect(faithful).toHaveLength(10);
    for (const name of faithful) expect(findFamily(name.replace('@chatzoo', ''))).toBeDefined();
  });

  it('is asked in any case', () => {
    expect(findFamily(' VICUNA_V1.1 ')?.name).toBe('vicuna_v1.1');
    expect(findFamily('robin')?.name).toBe('Robin');
    expect(findFamily('no-such')).toBeUndefined();
    expect(findFamily('')).toBeUndefined();
  });

  it('says where replies end', () => {
    expect(familyOf('moss').stopTokenIds).toEqual([106068]);
    expect(familyOf('moss').stop).toContain('<eoa>');
    expect(familyOf('huozi')).toMatchObject({
      stop: ['<|endofutterance|>'],
      stopTokenIds: [57001],
    });
    expect(familyOf('baize').stop).toEqual(['[|Human|]', '[|AI|]']);
    expect(familyOf('aquila-chat').stop).toEqual(['###', '</s>', '[UNK]']);
    expect(familyOf('mpt-7b-chat').stop).toEqual(['<|im_end|>']);
    expect(familyOf('gemma').stop).toEqual(['<end_of_turn>']);
    for (const name of FAMILY_NAMES) expect(familyOf(name).stop).not.toContain('');
  });

  it('says how replies are cleaned', () => {
    expect(familyOf('chatglm2').cleanUp).toEqual(['chinesePunctuation']);
    expect(familyOf('firefly').cleanUp).toEqual(['endOfSentence']);
    expect(familyOf('godel').cleanUp).toEqual(['padding']);
    expect(familyOf('educhat').cleanUp).toEqual(['innerThoughts']);
    expect(familyOf('llama-3').cleanUp).toEqual([]);
  });

  it('is not changed by what it renders', () => {
    const family = familyOf('baize');
    const messages = talk('Hi', 'Hello', 'Why?');
    expect(textOf(family, messages)).toBe(textOf(family, messages));
  });

  it.each([
    ['vicuna_v1', 'vicuna_v1.1'],
    ['lama-3', 'llama-3'],
    ['qwen', 'qwen2.5'],
    ['HUOZY', 'huozi'],
  ])('knows what %s may mean', (name, meant) => {
    expect(nearFamilyNames(name)).toContain(meant);
  });

  it('finds nothing near nonsense', () => {
    expect(nearFamilyNames('')).toEqual([]);
    expect(nearFamilyNames('xxxxxxxxxxxxxxx')).toEqual([]);
    expect(nearFamilyNames('y'.repeat(1_000_000))).toEqual([]);
  });
});
