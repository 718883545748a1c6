import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseBots } from '../../../../../src/bots/parseBots.ts';
import { inEnglish } from '../../../../../src/core/text.ts';
import type { PathBase } from '../../../../../src/extension/discovery/typedPath.ts';
import { keysOf } from '../../../../../src/extension/vscode/importing/configKeys.ts';
import { configProblemText } from '../../../../../src/extension/vscode/importing/configProblemText.ts';
import { configReportText } from '../../../../../src/extension/vscode/importing/configReport.ts';
import {
  planConfig,
  plannedEntry,
  refusalOf,
  serverAddress,
  type ReadConfigPlan,
} from '../../../../../src/extension/vscode/importing/planConfig.ts';
import { importProblemText } from '../../../../../src/extension/vscode/importing/problemText.ts';

const FIXTURES = 'test/fixtures/config';
const FILES = [
  'chatzoo_config.py',
  'codefuse_model_config.py',
  'codefuse_server_config.py',
  'codefuse_local_config.json',
  'fastchat_api_endpoint.json',
];
const SECRET = /sk-zoo-of-secrets|hunter2/;
const base: PathBase = { platform: 'linux', home: '/home/ann', folder: '/zoo' };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chatzoo-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function planOf(name: string, there: readonly string[] = []): Promise<ReadConfigPlan> {
  const text = await readFile(path.join(FIXTURES, name), 'utf8');
  return planConfig({ name, folder: '/zoo', text }, names(there), inEnglish);
}

function planText(name: string, text: string, at = folder): Promise<ReadConfigPlan> {
  return planConfig({ name, folder: at, text }, [], inEnglish);
}

const names = (list: readonly string[]) => list.map(name => ({ name }));

/** The entries as they would be written, with a GGUF file for the bots that need one. */
function entriesOf({ bots }: ReadConfigPlan) {
  return bots.map(bot =>
    plannedEntry(
      bot,
      bot.chosen ?? { kind: 'llama', modelPath: `/zoo/models/${bot.name}.gguf` },
      base,
    ),
  );
}

async function problemOf(name: string, text: string): Promise<string | undefined> {
  const error = await planText(name, text).catch((thrown: unknown) => thrown);
  return configProblemText(error, name, inEnglish) ?? importProblemText(error, name, inEnglish);
}

describe.each(FILES)('the configuration %s', name => {
  const golden = path.resolve(FIXTURES, 'goldens', name);

  it('becomes entries that work, the same every time', async () => {
    const entries = entriesOf(await planOf(name));
    const { bots, problems } = parseBots(entries, { t: inEnglish, resolvePath: text => text });
    expect(problems).toEqual([]);
    expect(bots.map(bot => bot.name)).toEqual(entries.map(entry => entry.name));
    await expect(`${JSON.stringify(entries, null, 2)}\n`).toMatchFileSnapshot(
      `${golden}.entries.json`,
    );
  });

  it('is reported on, value by value', async () => {
    const text = configReportText(await planOf(name), undefined, inEnglish);
    await expect(text).toMatchFileSnapshot(`${golden}.report.md`);
  });

  it('tells its keys to nobody but the secret storage', async () => {
    const plan = await planOf(name);
    const { servers, several } = keysOf(plan.bots);
    const outcome = {
      added: new Set<string>(),
      refused: new Map<string, string>(),
      keptKeys: servers,
      severalKeys: several,
    };
    const said = [
      JSON.stringify(entriesOf(plan)),
      configReportText(plan, undefined, inEnglish),
      configReportText(plan, outcome, inEnglish),
    ];
    for (const text of said) expect(text).not.toMatch(SECRET);
  });

  it('says the same as JSON', async () => {
    const { bots } = await planOf(name);
    if (name.endsWith('.json')) return;
    const text = await readFile(path.join(FIXTURES, name), 'utf8');
    const { parsePython } =
      await import('../../../../../src/core/formats/config/python/parsePython.ts');
    const json = JSON.stringify(parsePython(text).values, (_key, value: unknown) =>
      typeof value === 'object' && value?.constructor.name === 'Unread' ? null : value,
    );
    const again = await planText(name.replace('.py', '.json'), json, '/zoo');
    const shown = ({ bots: list }: ReadConfigPlan) => list.map(({ name: each }) => each);
    expect(shown(again)).toEqual(bots.map(({ name: each }) => each));
  });
});

describe('a configuration', () => {
  it('gives its keys by server, the first of several', async () => {
    const { bots } = await planOf('codefuse_model_config.py');
    expect(Object.fromEntries(keysOf(bots).byServer)).toEqual({
      'https://models.example/v1': 'sk-zoo-of-secrets-123',
      'https://api.example/v1': 'sk-zoo-of-secrets-456',
    });
    const twice = await planText(
      'api_endpoint.json',
      JSON.stringify({
        a: { api_base: 'https://x.example/v1/', api_key: 'one' },
        b: { api_base: 'https://x.example', api_key: 'two' },
        c: { api_base: 'https://y.example/v1', api_key: ' EMPTY ' },
        d: { api_base: 'https://z.example/v1', api_key: 'None' },
      }),
    );
    const keys = keysOf(twice.bots);
    expect(Object.fromEntries(keys.byServer)).toEqual({ 'https://x.example/v1': 'one' });
    expect(keys.several).toEqual(['https://x.example/v1']);
  });

  it('finds names that no other bot has', async () => {
    const plan = await planOf('chatzoo_config.py', ['moss_01', 'baize']);
    expect(plan.bots.map(({ name }) => name)).toEqual(['moss_01 2', 'vicuna 贪心', 'baize 2']);
    const text = 'model_list = [{"model_name_or_path": "a/b"}, {"nickname": "b\\n"}, {}, 7]';
    const odd = await planText('config.py', text);
    expect(odd.bots.map(({ name }) => name)).toEqual(['b', 'b 2', 'model_list[2]']);
    expect(odd.general).toEqual([{ key: 'model_list[3]', why: 'not an object' }]);
  });

  it('finds GGUF files where it points to, or beside', async () => {
    const at = path.join(folder, 'found');
    await mkdir(path.join(at, 'models/moss'), { recursive: true });
    await mkdir(path.join(at, 'models/two'));
    const files = [
      'models/moss/moss-q4.gguf',
      'models/moss/mmproj-moss.gguf',
      'models/two/a-00001-of-00002.gguf',
      'models/two/a-00002-of-00002.gguf',
      'models/two/b.GGUF',
      'models/owl-7b-Q8_0.gguf',
      'Finch.gguf',
    ];
    for (const file of files) await writeFile(path.join(at, file), '');
    const models = ['models/moss', 'models/two', 'models/owl-7b', 'zoo/finch', './Finch.gguf'];
    const list = [...models, 'models/owl', 'none.gguf', '\0'].map(model_name_or_path => ({
      model_name_or_path,
    }));
    const plan = await planText('config.json', JSON.stringify({ model_list: list }), at);
    const found = plan.bots.map(({ files: some }) => some.map(file => path.relative(at, file)));
    expect(found).toEqual([
      ['models/moss/moss-q4.gguf'],
      ['models/two/a-00001-of-00002.gguf', 'models/two/b.GGUF'],
      ['models/owl-7b-Q8_0.gguf'],
      ['Finch.gguf'],
      ['Finch.gguf'],
      ['models/owl-7b-Q8_0.gguf'],
      [],
      [],
    ]);
    const [moss, two] = plan.bots;
    expect(moss?.chosen).toEqual({
      kind: 'llama',
      modelPath: path.join(at, 'models/moss/moss-q4.gguf'),
    });
    expect(two?.chosen).toBeUndefined();
    expect(two?.why).toContain('choose one');
  });

  it('keeps what is for one kind of bot to that kind', async () => {
    const text = `model_list = [{
  "nickname": "x", "model_name_or_path": "a/b", "devices": "0",
  "prompts": {"meta_prompt": "", "user_prompt": "Q: {}", "bot_prompt": "A: {}"},
  "generate_kwargs": {"max_length": 2048, "extra_body": {"stop_token_ids": [2], "model": "y"}},
}]`;
    const { bots } = await planText('config.py', text);
    const [bot] = bots;
    expect(bot && plannedEntry(bot, { kind: 'llama', modelPath: '/zoo/b.gguf' }, base)).toEqual({
      name: 'x',
      kind: 'llama',
      modelPath: '${workspaceFolder}/b.gguf',
      devices: [0],
      contextSize: 2048,
      template: { meta_prompt: '', user_prompt: 'Q: {}', bot_prompt: 'A: {}' },
    });
    const server = { kind: 'openai', baseUrl: 'http://127.0.0.1:8000/v1', model: 'a/b' } as const;
    expect(bot && plannedEntry(bot, server, base)).toEqual({
      name: 'x',
      kind: 'openai',
      baseUrl: 'http://127.0.0.1:8000/v1',
      model: 'a/b',
      extraBody: { stop_token_ids: [2] },
    });
  });

  it('says no parameter twice, whichever key comes first', async () => {
    const body = '"extra_body": {"temperature": 0.7, "max_tokens": 9, "top_k": 4, "best_of": 2}';
    const own = '"temperature": 0.5, "max_new_tokens": 20, "do_sample": True';
    const server = { kind: 'openai', baseUrl: 'http://127.0.0.1:8000/v1', model: 'a/b' } as const;
    for (const pairs of [`${body}, ${own}`, `${own}, ${body}`]) {
      const plan = await planText('config.py', `model_list = [{"generate_kwargs": {${pairs}}}]`);
      const [bot] = plan.bots;
      if (!bot) throw new Error('There is no bot');
      const entry = plannedEntry(bot, server, base);
      expect(entry).toMatchObject({
        sampling: { temperature: 0.5, maxTokens: 20 },
        extraBody: { top_k: 4, best_of: 2 },
      });
      expect(entry['extraBody']).toEqual({ top_k: 4, best_of: 2 });
      expect(refusalOf(entry, inEnglish)).toBeUndefined();
      const report = configReportText(plan, undefined, inEnglish);
      expect(report).toMatch(/extra\\?_body\.temperature → left out \(another key has set/);
    }
  });

  it('whose entry the settings would refuse is left out, with the reason', async () => {
    const plan = await planText('config.py', 'model_list = [{"nickname": "x"}]');
    const refusal = refusalOf(
      { name: 'x', kind: 'openai', model: 'm', baseUrl: 'nowhere' },
      inEnglish,
    );
    expect(refusal).toMatch(/^baseUrl: expected an http/);
    const refused = new Map([['x', refusal ?? '']]);
    const outcome = { added: new Set<string>(), refused, keptKeys: [], severalKeys: [] };
    const report = configReportText(plan, outcome, inEnglish);
    expect(report).toMatch(/## x \(left out\)[^#]*the settings do not take it: baseUrl: expected/);
  });

  it('may have an address without a scheme, and none that tells a secret', () => {
    expect(serverAddress(' localhost:8000/v1/chat/completions ')).toBe('http://localhost:8000/v1');
    expect(serverAddress('https://x.example')).toBe('https://x.example/v1');
    for (const text of ['', 'ftp://x', 'http://', 'https://a:b@x/v1', 'https://x/v1?key=1']) {
      expect(serverAddress(text), text).toBeUndefined();
    }
  });

  it.each([
    ['empty.py', '  \n', 'empty.py is empty'],
    ['config.json', '{"model_list": [}', 'line 1, column 17'],
    ['config.json', '[1, 2]', 'describes no models'],
    ['config.py', 'import os\nx = 1\n', 'describes no models'],
    ['deep.json', `{"model_list": ${'['.repeat(300)}`, 'nested too deeply'],
    ['big.py', '#'.repeat(2_000_001), 'too big'],
    ['notes.txt', 'Dear diary', 'describes no models'],
  ])('that cannot be used says why: %s', async (name, text, expected) => {
    expect(await problemOf(name, text)).toContain(expected);
  });

  it('whose values are of other kinds than they should be gives remarks, not errors', async () => {
    const odd = [null, 7, 'x', [], {}, true, [[]], { a: { b: 1 } }];
    const keys = {
      model: ['model_name_or_path', 'nickname', 'generate_kwargs', 'devices', 'prompts'],
      endpoint: ['model_name', 'api_base', 'api_key', 'api_type', 'recommended_config'],
      dictionary: ['llm_model_dict', 'VLLM_MODEL_DICT', 'ONLINE_LLM_MODEL', 'FSCHAT_MODEL_WORKERS'],
    };
    for (const value of odd) {
      const files: unknown[] = [
        ...keys.model.map(key => ({ model_list: [{ [key]: value }], user_list: value })),
        ...keys.endpoint.map(key => ({ x: { anony_only: false, [key]: value } })),
        ...keys.dictionary.flatMap(key => [{ [key]: value }, { [key]: { x: value } }]),
        { model_list: value, FSCHAT_OPENAI_API: value, API_BASE_URL: value },
        { llm_model_dict: { x: { api_base_url: value, local_model_path: value } } },
        { ONLINE_LLM_MODEL: { x: { provider: value, version: value, api_key: value } } },
        {
          model_list: [{ generate_kwargs: { temperature: value, stop: value, max_length: value } }],
        },
        {
          model_list: [{ generate_kwargs: { extra_body: value, do_sample: value, top_k: value } }],
        },
      ];
      for (const file of files) {
        const text = JSON.stringify(file);
        const plan = await planText('config.json', text).catch((error: unknown) => {
          expect(error, text).toMatchObject({ code: 'nothingInside' });
          return undefined;
        });
        if (plan === undefined) continue;
        expect(configReportText(plan, undefined, inEnglish)).toContain('# Configuration');
        const { problems } = parseBots(entriesOf(plan), { t: inEnglish, resolvePath: p => p });
        expect(problems, text).toEqual([]);
      }
    }
  });
});
