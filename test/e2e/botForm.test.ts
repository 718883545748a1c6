import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOpenAiServer, type OpenAiServer } from '../support/openAiServer.ts';
import { answers, streams } from '../support/openAiBehaviours.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';

describe('the form of a bot', () => {
  let server: OpenAiServer;
  let window: VsCodeWindow;
  let file: string;
  let text: string;

  const form = async (): Promise<Frame> => {
    const page = await window.webview('bot');
    await page.getByTestId('field-name').waitFor();
    return page;
  };
  const settings = () => readFile(file, 'utf8');

  beforeAll(async () => {
    server = await startOpenAiServer(streams(['Good ', 'morning.']));
    server.behaveAt('/v1/models', answers(200, { data: [{ id: 'ant' }] }));
    const folder = path.join(await temporaryFolder('form'), 'zoo');
    await mkdir(path.join(folder, '.vscode'), { recursive: true });
    file = path.join(folder, '.vscode', 'settings.json');
    text = [
      '{',
      '  // ours',
      '  "chatzoo.bots": [',
      `    { "name": "Ant", "kind": "openai", "baseUrl": "${server.baseUrl}", "model": "ant" }, // quick`,
      '  ],',
      '}',
      '',
    ].join('\n');
    await writeFile(file, text);
    window = await VsCodeWindow.launch({ folder });
  });
  afterAll(async () => {
    await window.close();
    await server.close();
  });

  it('writes the settings as somebody goes from field to field by keyboard', async () => {
    await window.runCommand('ChatZoo: Edit Bot…');
    await window.page.locator('.quick-input-widget').getByText('Ant').first().waitFor();
    await window.page.keyboard.press('Enter');
    const page = await form();
    await page.getByTestId('sampling.temperature').focus();
    await window.page.keyboard.type('0.5');
    await window.page.keyboard.press('Tab');
    const wanted = text.replace('"ant" }', '"ant", "sampling": { "temperature": 0.5 } }');
    await expect.poll(settings).toBe(wanted);
    await page.getByTestId('sampling.temperature-reset').click();
    await expect.poll(settings).toBe(text.replace('"ant" }', '"ant", "sampling": {} }'));
  });

  it('shows what is written into the file elsewhere', async () => {
    await writeFile(file, text.replace('"ant" }', '"ant", "timeoutSeconds": 33 }'));
    const page = await form();
    await page.getByTestId('advanced').locator('summary').click();
    await expect.poll(() => page.getByTestId('timeoutSeconds').inputValue()).toBe('33');
  });

  it('stores a key, tests the server with it, and has it in no file', async () => {
    const page = await form();
    await page.getByTestId('key-0').fill('sk-form-1234');
    await page.getByTestId('key-0').press('Enter');
    await expect.poll(() => page.getByTestId('key-0-state').textContent()).toBe('stored');
    await page.getByTestId('test').click();
    await expect.poll(() => page.getByTestId('outcome').textContent()).toContain('Good morning.');
    expect(JSON.stringify(server.requests.map(({ headers }) => headers))).toContain('sk-form-1234');
    expect(await settings()).not.toContain('sk-form-1234');
  });

  it('is there again after a reload', async () => {
    await window.reload();
    const page = await form();
    expect(await page.getByTestId('name').inputValue()).toBe('Ant');
    expect(await page.getByTestId('key-0-state').textContent()).toBe('stored');
  });

  it('adds a bot again that is gone, as it was, even after a reload', async () => {
    const before = await settings();
    await writeFile(file, '{ "chatzoo.bots": [] }\n');
    await (await form()).getByTestId('gone').waitFor();
    await window.reload();
    const page = await form();
    await page.getByTestId('gone').waitFor();
    await page.getByRole('button', { name: 'Add It Again' }).click();
    await page.getByTestId('gone').waitFor({ state: 'detached' });
    const entries = (text: string) =>
      /"name": "Ant"[^}]*33/.exec(text.replaceAll(/\s+/g, ' '))?.[0];
    expect(entries(await settings())).toBe(entries(before));
    expect(entries(before)).toContain(server.baseUrl);
  });
});
