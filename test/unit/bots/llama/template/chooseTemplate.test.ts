import { describe, expect, it } from 'vitest';
import {
  chooseTemplate,
  opensThinking,
  type ChosenTemplate,
  type Choosing,
} from '../../../../../src/bots/llama/template/chooseTemplate.ts';
import { ReplyText } from '../../../../../src/core/prompt/stream/replyText.ts';
import type { Message } from '../../../../../src/core/model.ts';
import { familyForFile, findFamily } from '../../../../../src/core/prompt/families.ts';
import { CHATML, OPENS_THINKING } from './templates.ts';

const FILE: Choosing = {
  choice: undefined,
  ggufTemplate: undefined,
  modelPath: '/models/unheard-of.gguf',
  bos: '<s>',
  eos: '</s>',
  specials: ['<s>', '</s>', '<|im_end|>'],
};
const HI: readonly Message[] = [{ role: 'user', text: 'Hi {}' }];

function prompt(chosen: ChosenTemplate): string {
  return chosen
    .render(HI)
    .map(({ text }) => text)
    .join('');
}

const familyPrompt = (name: string): string =>
  prompt(chooseTemplate({ ...FILE, choice: { kind: 'family', name } }));

describe('the template of a local model', () => {
  it("is the settings' family before anything else, with all that belongs to it", () => {
    const choice = { kind: 'family', name: 'baize' } as const;
    const chosen = chooseTemplate({ ...FILE, choice, ggufTemplate: CHATML });
    const family = findFamily('baize');
    expect(family).toBeDefined();
    expect(chosen).toMatchObject({ title: 'baize', stop: family?.stop, cleanUp: family?.cleanUp });
    expect(chosen.render(HI)).toEqual(family?.render(HI));
    expect(chosen.stop).toContain('[|Human|]');
  });

  it("is the settings' Jinja text", () => {
    const choice = {
      kind: 'jinja',
      source: '{{ bos_token }}Q: {{ messages[0].content }}',
    } as const;
    const chosen = chooseTemplate({ ...FILE, choice, ggufTemplate: CHATML });
    expect([chosen.title, prompt(chosen)]).toEqual(['your own', '<s>Q: Hi {}']);
  });

  it("is the settings' triple, in which braces of a message are text", () => {
    const texts = { metaPrompt: 'M ', userPrompt: 'U:{}\n', botPrompt: 'B:{}\n' };
    const chosen = chooseTemplate({ ...FILE, choice: { kind: 'triple', ...texts } });
    expect([chosen.title, prompt(chosen)]).toEqual(['your own', 'M U:Hi {}\nB:']);
  });

  it("is else the model's own, which says nothing of stop strings", () => {
    const modelPath = '/models/vicuna-7b.gguf';
    const chosen = chooseTemplate({ ...FILE, modelPath, ggufTemplate: CHATML });
    expect(chosen).toMatchObject({
      title: "the model's own",
      stop: [],
      stopTokenIds: [],
      cleanUp: [],
    });
    expect(prompt(chosen)).toContain('<|im_start|>user\nHi {}<|im_end|>');
  });

  it('is else the one that the file name tells, and else one for any model', () => {
    const modelPath = '/models/vicuna-7b-v1.5.Q4_0.gguf';
    const vicuna = chooseTemplate({ ...FILE, modelPath, ggufTemplate: ' \n' });
    expect(vicuna.title).toBe(familyForFile(modelPath)?.name);
    expect(prompt(vicuna)).toContain('USER: Hi {}');
    const any = chooseTemplate(FILE);
    expect(any.title).toBe('zero_shot');
    expect(prompt(any)).toBe(familyPrompt('zero_shot'));
  });

  it.each([
    ['Two steps.\n\n### Step 1\nDig.\n### Humans dig\n', 'Two steps.\n\n### Step 1\nDig.'],
    ['Yes.\n### Human: And now?\n### Assistant: No.', 'Yes.'],
    ['# One\n## Two\n### Three\nEnd.', '# One\n## Two\n### Three\nEnd.'],
  ])('for any model lets an answer have headings: of %j it keeps %j', (written, said) => {
    const { stop, cleanUp } = chooseTemplate(FILE);
    const reply = new ReplyText({ stop, cleanUp, startsThinking: false });
    expect(reply.push(written).text + reply.end().text).toBe(said);
  });

  it('cannot be a family that there is not', () => {
    const choice = { kind: 'family', name: 'llama-99' } as const;
    const choosing = () => chooseTemplate({ ...FILE, choice });
    expect(choosing).toThrow(expect.objectContaining({ code: 'templateFailed' }));
    expect(choosing).toThrow('llama-99');
  });

  it('that is faulty Jinja fails when it is used, not when it is chosen', () => {
    const chosen = chooseTemplate({ ...FILE, ggufTemplate: '{% for %}' });
    expect(() => prompt(chosen)).toThrow(expect.objectContaining({ code: 'templateFailed' }));
  });

  it('may open the thinking; what a message says at the end does not', () => {
    const own = chooseTemplate({ ...FILE, ggufTemplate: OPENS_THINKING });
    expect(opensThinking(own.render(HI))).toBe(true);
    expect(opensThinking(chooseTemplate({ ...FILE, ggufTemplate: CHATML }).render(HI))).toBe(false);
    expect(opensThinking([{ text: '<think>', from: 'message' }])).toBe(false);
    expect(opensThinking([])).toBe(false);
  });
});
