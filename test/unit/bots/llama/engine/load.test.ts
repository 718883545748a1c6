import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoModel } from '../../../../../scripts/demo/models.mjs';
import { Complaints } from '../../../../../src/bots/llama/engine/loadFailure.ts';
import { wildAdapter, wildModel } from './models.ts';
import { ask, Rig } from './rig.ts';

let rig: Rig;
let wild: string;

beforeAll(async () => {
  rig = await Rig.open();
  wild = await rig.write(wildModel());
});

afterAll(() => rig.close());

const greedy = { temperature: 0, maxTokens: 20 };

describe('loading', () => {
  it('tells what came of it', async () => {
    const engine = await rig.engineOn(wild, { contextSize: 512, sequences: 3 });
    expect(engine.about).toEqual({
      contextSize: 512,
      sequences: 3,
      template: "the model's own",
      gpu: false,
      gpuLayers: 0,
    });
  });

  it('works without a GPU when one may be used', async () => {
    const engine = await rig.engineOn(wild, {
      gpuLayers: 'auto',
      backend: 'auto',
      vramShare: 0.25,
    });
    expect((await ask(engine, 'zoo', { sampling: greedy })).text).not.toBe('');
  });

  it('says what is wrong with a file, without its name', async () => {
    const cut = await rig.write(demoModel('parrot').subarray(0, 200_000));
    const loading = rig.engineOn(cut);
    await expect(loading).rejects.toMatchObject({ code: 'modelBroken' });
    await expect(loading).rejects.not.toThrow(/\.gguf|engine-/);
    await expect(loading).rejects.toThrow(/not within the file bounds/);
  });

  it.each([
    ['model', 'ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 9'],
    ['context', 'llama_init_from_model: failed to initialize the context: std::bad_alloc'],
  ] as const)('says that a %s does not fit the memory', async (stage, line) => {
    const complaints = new Complaints();
    complaints.add(line);
    const files = { modelPath: '/x.gguf', lora: [] };
    expect(await complaints.toError(new Error('Failed'), stage, files)).toMatchObject({
      code: 'doesNotFit',
    });
  });

  it('refuses a family that is not known', async () => {
    const template = { kind: 'family', name: 'nobody' } as const;
    await expect(rig.engineOn(wild, { template })).rejects.toMatchObject({
      code: 'templateFailed',
    });
  });
});

describe('a LoRA adapter', () => {
  it('changes what the model says, by its scale', async () => {
    const path = await rig.write(wildAdapter());
    const said: string[] = [];
    for (const lora of [[], [{ path, scale: 0 }], [{ path, scale: 5 }]]) {
      const engine = await rig.engineOn(wild, { lora });
      said.push((await ask(engine, 'the zoo', { sampling: greedy })).text);
    }
    expect(said[1]).toBe(said[0]);
    expect(said[2]).not.toBe(said[0]);
  });

  it.each([
    ['that is cut off', () => wildAdapter().subarray(0, 100)],
    ['for another model', () => wildAdapter(48)],
    ['that is a whole model', () => wildModel()],
    ['that is no GGUF', () => Buffer.from('nothing')],
  ])('%s is told of, without its name', async (_, content) => {
    const path = await rig.write(content());
    const loading = rig.engineOn(wild, { lora: [{ path, scale: 1 }] });
    await expect(loading).rejects.toMatchObject({
      code: 'modelBroken',
      message: expect.stringContaining('LoRA adapter') as string,
    });
    await expect(loading).rejects.not.toThrow(/\.gguf|engine-/);
  });

  it('that is missing is told of', async () => {
    const lora = [{ path: `${rig.folder}/missing.gguf`, scale: 1 }];
    await expect(rig.engineOn(wild, { lora })).rejects.toThrow(/LoRA adapter/);
  });
});
