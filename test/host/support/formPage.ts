import * as vscode from 'vscode';
import { botPage } from '../../../src/protocol/botPage.ts';
import { Client } from '../../../src/protocol/rpc.ts';
import type { BotSubject } from '../../../src/extension/app/botForms.ts';
import type { App } from '../../../src/extension/vscode/app.ts';
import { ApiKeys } from '../../../src/extension/vscode/apiKeys.ts';
import { BotFormHost } from '../../../src/extension/vscode/bots/botFormHost.ts';
import { rpcPair } from '../../support/rpcPair.ts';
import { api, EXTENSION } from './api.ts';

/** A form whose page is the test: what it asks, the real host answers with the real settings. */
export interface FormPage {
  readonly client: Client<typeof botPage>;
  readonly apiKeys: ApiKeys;
  readonly host: BotFormHost;
  /** What the host reported as an error. */
  readonly errors: readonly string[];
  /** The bots of which it was told how they answer. */
  readonly judged: readonly string[];
}

interface Stand {
  /** On every bot. */
  readonly votes?: number;
  /** Throws where nothing may be tested. */
  readonly refuseSecret?: () => void;
}

export async function openForm(subject: BotSubject, stand: Stand = {}): Promise<FormPage> {
  const { entries, settings } = await api();
  const extension = vscode.extensions.getExtension(EXTENSION);
  if (!extension) throw new Error(`${EXTENSION} is not installed in this window`);
  const secrets = new Map<string, string>();
  const apiKeys = new ApiKeys({
    get: name => Promise.resolve(secrets.get(name)),
    store: (name, value) => Promise.resolve(void secrets.set(name, value)),
    delete: name => Promise.resolve(void secrets.delete(name)),
  });
  const errors: string[] = [];
  const judged: string[] = [];
  const quiet = (): void => undefined;
  const { votes = 0, refuseSecret = quiet } = stand;
  const models = {
    votesOn: () => Promise.resolve(votes),
    refuseSecret,
    judge: (name: string, ask: () => Promise<unknown>) => {
      judged.push(name);
      return ask();
    },
  };
  const { host: end, page } = rpcPair();
  const host = new BotFormHost(panelOver(end), subject, {
    entries,
    app: () => Promise.resolve({ models } as unknown as App),
    settings,
    apiKeys,
    manifest: extension.packageJSON as unknown,
    extensionUri: extension.extensionUri,
    log: { debug: quiet, info: quiet, warn: quiet, error: text => void errors.push(text) },
  });
  const client = new Client(botPage, page, { changed: quiet }, error => {
    errors.push(String(error));
  });
  return { client, apiKeys, host, errors, judged };
}

/** As much of a panel as the host of a form uses. */
function panelOver(port: ReturnType<typeof rpcPair>['host']): vscode.WebviewPanel {
  const webview = {
    html: '',
    cspSource: '',
    asWebviewUri: (uri: vscode.Uri) => uri,
    postMessage: (message: unknown) => {
      port.post(message);
      return Promise.resolve(true);
    },
    onDidReceiveMessage: (listener: (message: unknown) => void) => ({
      dispose: port.listen(listener),
    }),
  };
  return { webview, visible: true, title: '' } as unknown as vscode.WebviewPanel;
}
