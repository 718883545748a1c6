import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inEnglish } from '../../../../src/core/text.ts';
import type { BotEntry } from '../../../../src/extension/app/botEntries.ts';
import {
  Downloads,
  type DownloadPlan,
  type DownloadPort,
} from '../../../../src/extension/app/downloads.ts';
import { DownloadError } from '../../../../src/extension/downloads/downloadError.ts';
import { ApiKeys } from '../../../../src/extension/vscode/apiKeys.ts';
import type { CommandContext } from '../../../../src/extension/vscode/commands/command.ts';

/** What the user was shown, with the buttons. */
let shown: string[][] = [];
/** What the user presses, types or picks next. */
let replies: unknown[] = [];
const show = (text: string, ...rest: readonly unknown[]): Promise<unknown> => {
  shown.push([text, ...rest.filter(each => typeof each === 'string')]);
  return Promise.resolve(replies.shift());
};
const workspace = {
  isTrusted: true,
  workspaceFolders: [{ uri: { scheme: 'file', fsPath: path.resolve('/zoo') } }],
  getConfiguration: () => ({ inspect: () => ({}) }),
};
/** The entries that were added. */
let added: BotEntry[] = [];

vi.mock('vscode', () => ({
  l10n: { t: inEnglish },
  env: { language: 'en' },
  workspace,
  Uri: { joinPath: () => ({}) },
  ConfigurationTarget: { Global: 1, Workspace: 2 },
  ProgressLocation: { Notification: 15 },
  commands: { executeCommand: () => Promise.resolve() },
  window: {
    showInformationMessage: show,
    showWarningMessage: show,
    showErrorMessage: show,
    showInputBox: ({ prompt }: { readonly prompt: string }) => show(prompt),
    showQuickPick: (items: readonly { readonly label: string }[]) => {
      shown.push(items.map(({ label }) => label));
      return Promise.resolve(
        items.find(({ label }) => label === replies[0]) && replies.shift(),
      ).then(label => items.find(item => item.label === label));
    },
    withProgress: (_: unknown, work: (...args: unknown[]) => unknown) =>
      work({ report: () => {} }, { onCancellationRequested: () => {} }),
  },
}));
const { setApiKey } = await import('../../../../src/extension/vscode/commands/setApiKey.ts');
const { resumeDownload } =
  await import('../../../../src/extension/vscode/commands/resumeDownload.ts');
const { cancelDownload } =
  await import('../../../../src/extension/vscode/commands/cancelDownload.ts');
const { askForToken } = await import('../../../../src/extension/vscode/downloads/accessToken.ts');
const { followDownload } =
  await import('../../../../src/extension/vscode/downloads/followDownload.ts');

const HUB = 'https://huggingface.co';
const plan: DownloadPlan = {
  id: 'h/m.gguf',
  name: 'Big',
  address: 'https://h/m.gguf',
  look: { url: 'https://h/m.gguf', host: 'h', bytes: 9, resumable: true },
  entry: {},
};
const never = (): Promise<never> => new Promise(() => {});

let begun = 0;
let downloads: Downloads;
let context: CommandContext;

beforeEach(() => {
  [shown, replies, begun, added, workspace.isTrusted] = [[], [], 0, [], true];
  const secrets = new Map<string, string>();
  const memory = new Map<string, unknown>();
  const port: DownloadPort = {
    look: () => Promise.resolve(plan.look),
    unfinished: () => Promise.resolve([{ plan, bytesDone: 5 }]),
    begin: () => {
      begun++;
      return { done: Promise.reject(new DownloadError('busy')), stop: () => Promise.resolve() };
    },
    discard: () => Promise.reject(new DownloadError('busy')),
  };
  downloads = new Downloads({ port, words: () => 'Another window is at it.', onBug: () => {} });
  context = {
    app: () => Promise.resolve({ downloads }),
    settings: { current: { bots: [] } },
    apiKeys: new ApiKeys({
      get: name => Promise.resolve(secrets.get(name)),
      store: (name, value) => Promise.resolve(void secrets.set(name, value)),
      delete: name => Promise.resolve(void secrets.delete(name)),
    }),
    entries: {
      all: () => [],
      add: (entries: readonly BotEntry[]) => Promise.resolve(void added.push(...entries)),
    },
    extension: {
      globalState: {
        get: (name: string, other: unknown) => memory.get(name) ?? other,
        update: (name: string, value: unknown) => Promise.resolve(void memory.set(name, value)),
      },
    },
  } as unknown as CommandContext;
});

describe('a download that another window is at', () => {
  it('is told, without an offer to remove it', async () => {
    await followDownload(context, downloads, plan.id, () => downloads.start(plan));
    expect(shown).toEqual([['Big was not downloaded. Another window is at it.']]);
  });

  it('is told in words when it was to be removed', async () => {
    await downloads.refresh();
    replies = ['Remove'];
    await expect(cancelDownload(context, undefined)).rejects.toThrow(
      'Another window is downloading this file.',
    );
    expect(downloads.rows()).toEqual([]);
  });
});

describe('a download that runs', () => {
  it('is said to run when it is begun once more', async () => {
    downloads.start(plan).catch(() => {});
    void followDownload(context, downloads, 'other', never);
    await followDownload(context, downloads, 'other', never);
    expect(shown).toEqual([['other is being downloaded already.']]);
  });
});

describe('a download that is done', () => {
  it('adds a bot whose file is named as the workspace has it', async () => {
    await downloads.refresh();
    const file = path.resolve('/zoo/models/h/m.gguf');
    const end = { kind: 'done', plan, path: file, isChecked: true } as const;
    await followDownload(context, downloads, plan.id, () => Promise.resolve(end));
    expect(added).toEqual([{ name: 'Big', modelPath: '${workspaceFolder}/models/h/m.gguf' }]);
  });
});

describe('an untrusted workspace', () => {
  it('fetches nothing when a download is resumed', async () => {
    await downloads.refresh();
    workspace.isTrusted = false;
    await expect(resumeDownload(context, { downloadId: plan.id })).rejects.toThrow('Trust this');
    expect(begun).toBe(0);
  });
});

describe('access tokens', () => {
  it('are listed with the keys, and forgotten when the field is left empty', async () => {
    for (const address of ['hf:o/r:Q4', 'https://example.org/d/m.gguf']) {
      replies = ['Enter Token…', 'hf_token'];
      expect(await askForToken(context, address, 'No access')).toBe(true);
    }
    expect(await context.apiKeys.get(HUB)).toBe('hf_token');
    shown = [];
    replies = [HUB, ' '];
    await setApiKey(context);
    expect(shown[0]).toEqual([HUB, 'https://example.org']);
    expect(shown.at(-1)).toEqual([`The access token for ${HUB} is forgotten.`]);
    expect(await context.apiKeys.get(HUB)).toBeUndefined();
  });

  it('are forgotten where a server asks for one, too, and then it is asked again', async () => {
    await context.apiKeys.set(HUB, 'expired');
    replies = ['Enter Token…', ''];
    expect(await askForToken(context, 'hf:o/r:Q4', 'No access')).toBe(true);
    expect(await context.apiKeys.get(HUB)).toBeUndefined();
    replies = ['Enter Token…', ''];
    expect(await askForToken(context, 'hf:o/r:Q4', 'No access')).toBe(false);
  });
});
