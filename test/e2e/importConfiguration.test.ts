import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoModel } from '../../scripts/demo/models.mjs';
import { temporaryFolder } from '../support/vscode/server.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';

const KEY = 'sk-e2e-import-5a6948372615';

const CONFIG = `
model_list = [
    {
        "model_name_or_path": "models/polly",
        "nickname": "Polly",
        "generate_kwargs": {"do_sample": False, "max_new_tokens": 40},
        "dtype": "float16",
    },
    {"model_name_or_path": "fnlp/moss-moon-003-sft", "nickname": "Moss"},
]
user_list = [{"username": "ann", "role": "annotate"}]
port = int("8080")
`;

/** A workspace with the configurations of other programs in it. */
describe('importing configurations', () => {
  let window: VsCodeWindow;
  let folder: string;

  const written = async (): Promise<readonly Record<string, unknown>[]> => {
    const file = path.join(folder, '.vscode', 'settings.json');
    const settings = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as {
      readonly 'chatzoo.bots'?: readonly Record<string, unknown>[];
    };
    return settings['chatzoo.bots'] ?? [];
  };

  beforeAll(async () => {
    folder = await temporaryFolder('configuration');
    await mkdir(path.join(folder, 'models/polly'), { recursive: true });
    await writeFile(path.join(folder, 'models/polly/polly.gguf'), demoModel('parrot'));
    await writeFile(path.join(folder, 'config.py'), CONFIG);
    await writeFile(
      path.join(folder, 'api_endpoint.json'),
      JSON.stringify({
        Remote: {
          model_name: 'far-away-7b',
          api_base: 'http://127.0.0.1:9/v1',
          api_key: KEY,
          recommended_config: { temperature: 0.2 },
        },
      }),
    );
    window = await VsCodeWindow.launch({ folder, viewport: { width: 1280, height: 860 } });
  });
  afterAll(() => window.close());

  it('finds the model of one bot, asks for that of another, and reports', async () => {
    await window.runCommand('ChatZoo: Import Configuration…');
    await window.quickInput.openFile(path.join(folder, 'config.py'));
    await window.quickInput.row('needs a GGUF file or a server').waitFor();
    await window.screenshot('import-configuration-dark');
    await window.quickInput.pickMany(['Moss']);
    await window.quickInput.pick('Leave This Bot Out');
    await window.notification('Bots added: 1');
    expect(await written()).toEqual([
      {
        name: 'Polly',
        kind: 'llama',
        modelPath: '${workspaceFolder}/models/polly/polly.gguf',
        sampling: { temperature: 0, maxTokens: 40 },
      },
    ]);
    const report = window.page.locator('.monaco-editor .view-lines', { hasText: 'left out' });
    await report.first().waitFor();
  });

  it('keeps a key in the secret storage alone', async () => {
    await window.runCommand('ChatZoo: Import Configuration…');
    await window.quickInput.openFile(path.join(folder, 'api_endpoint.json'));
    await window.quickInput.row('far-away-7b').waitFor();
    await window.page.keyboard.press('Enter');
    await window.pressDialogButton('Keep the Keys');
    await window.notification('keys kept: 1');
    expect((await written()).at(-1)).toEqual({
      name: 'Remote',
      kind: 'openai',
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'far-away-7b',
      sampling: { temperature: 0.2 },
    });
    for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile() || file.name === 'api_endpoint.json') continue;
      const content = await readFile(path.join(file.parentPath, file.name));
      expect(content.includes(KEY), file.name).toBe(false);
    }
    expect(await window.page.locator('body').innerText()).not.toContain(KEY);
  });

  it('is a step of the walkthrough, whose buttons work', async () => {
    await window.runCommand('ChatZoo: Get Started');
    const { page } = window;
    // The pictures need room beside the steps.
    await page.setViewportSize({ width: 1800, height: 900 });
    await page.getByText('Get Started with ChatZoo').first().waitFor();
    await page.getByRole('button', { name: 'Open the Arena' }).first().waitFor();
    await waitFor('the picture of the first step', async () => {
      for (const frame of page.frames()) {
        const pictures = frame.locator('svg[viewBox="0 0 520 400"]');
        if ((await pictures.count().catch(() => 0)) > 0) return true;
      }
      return undefined;
    });
    await window.screenshot('walkthrough-dark');
    await page.getByRole('button', { name: 'Open the Arena' }).first().click();
    await waitFor('the arena', async () =>
      (await page.getByRole('tab', { name: /Arena|session/i }).count()) > 0 ? true : undefined,
    );
  });
});
