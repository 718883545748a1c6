import { expect, it, vi } from 'vitest';
import manifest from '../../../../../package.json' with { type: 'json' };
import { botPage } from '../../../../../src/protocol/botPage.ts';
import { Client } from '../../../../../src/protocol/rpc.ts';
import { Refusal, type RefusalCode } from '../../../../../src/extension/app/refusal.ts';
import type { FormContext } from '../../../../../src/extension/vscode/bots/botFormHost.ts';
import { rpcPair } from '../../../../support/rpcPair.ts';
import { double } from '../filesDouble.ts';

vi.mock('vscode', () => double);
const { BotFormHost } = await import('../../../../../src/extension/vscode/bots/botFormHost.ts');

const DRAFT = { name: 'New', kind: 'openai', baseUrl: 'http://127.0.0.1:9/v1', model: 'm' };

it.each([
  ['notRead', 'saved'],
  ['notSaved', 'draft'],
] as const)('a form whose entry is %s is then %s', async (code: RefusalCode, state) => {
  const { host: end, page } = rpcPair();
  const panel = {
    visible: true,
    title: '',
    webview: {
      asWebviewUri: (uri: unknown) => uri,
      postMessage: (message: unknown) => {
        end.post(message);
        return Promise.resolve(true);
      },
      onDidReceiveMessage: (listener: (message: unknown) => void) => ({
        dispose: end.listen(listener),
      }),
    },
  };
  const context = {
    entries: { all: () => [], add: () => Promise.reject(new Refusal(code, 'Why.')) },
    settings: { onChange: () => ({ dispose: () => {} }) },
    apiKeys: { get: () => Promise.resolve(undefined), getHeader: () => Promise.resolve(undefined) },
    manifest,
    extensionUri: double.Uri.file('/extension'),
  };
  const host = new BotFormHost(panel as never, { draft: DRAFT }, context as unknown as FormContext);
  const client = new Client(botPage, page, { changed: () => {} }, () => {});
  await expect(client.ask('entry/add', {})).rejects.toThrow('Why.');
  expect((await client.ask('form/get', {})).state).toBe(state);
  host.dispose();
});
