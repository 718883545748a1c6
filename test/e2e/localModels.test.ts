import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoModel } from '../../scripts/demo/models.mjs';
import { checkModel } from '../../src/bots/llama/gguf/checkModel.ts';
import { memoryNeed, planContext } from '../../src/bots/llama/gguf/memory.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import type { Theme } from '../support/vscode/options.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';
import { processesOf } from './support/modelProcesses.ts';

/** So long that no reply ends by itself. */
const CONTEXT = 100_000;
const MEGABYTE = 1e6;
const SEATS = ['One', 'Two', 'Three', 'Four'];

const looks: readonly { theme: Theme; locale: 'en' | 'zh-cn'; open: string }[] = [
  { theme: 'dark', locale: 'en', open: 'ChatZoo: Open Arena' },
  { theme: 'light', locale: 'zh-cn', open: 'ChatZoo: 打开竞技场' },
  { theme: 'highContrast', locale: 'en', open: 'ChatZoo: Open Arena' },
];

describe.each(looks)(
  'four local models where two fit in memory, in $theme, $locale',
  ({ theme, locale, open }) => {
    let window: VsCodeWindow;
    let folder: string;
    /** Such small models write faster than anybody reads: a paused one is as slow as a large one. */
    const signal = async (name: NodeJS.Signals, ...models: readonly string[]) => {
      for (const model of models) {
        const pids = await processesOf(path.join(folder, `${model}.gguf`));
        for (const pid of pids) process.kill(pid, name);
      }
    };
    const plan = (arena: ArenaPage, seat: string) => arena.pane(seat).getByTestId('plan');

    beforeAll(async () => {
      folder = path.join(await temporaryFolder('local'), 'zoo');
      await mkdir(path.join(folder, '.vscode'), { recursive: true });
      const model = demoModel('parrot', { endless: true, contextLength: CONTEXT });
      // A file each: of one file the weights would be in memory once.
      const bots = SEATS.map(name => ({
        name,
        kind: 'llama',
        modelPath: `${name}.gguf`,
        contextSize: CONTEXT,
        sampling: { maxTokens: CONTEXT },
        contextOverflow: 'dropOldest',
      }));
      for (const { modelPath } of bots) await writeFile(path.join(folder, modelPath), model);
      const file = path.join(folder, 'One.gguf');
      const header = await checkModel(file, 'One');
      const { own, weights } = memoryNeed(header, file, planContext(header, CONTEXT));
      const settings = {
        'chatzoo.bots': bots,
        'chatzoo.generation.memoryLimit': Math.round(((own + weights) * 2.5) / MEGABYTE),
      };
      await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
      window = await VsCodeWindow.launch({
        folder,
        theme,
        locale,
        viewport: { width: 1400, height: 860 },
      });
    });
    afterAll(async () => {
      // One that stands still would outlive its window.
      await signal('SIGCONT', ...SEATS);
      await window.close();
      await rm(path.dirname(folder), { recursive: true, force: true, maxRetries: 3 });
    });

    it('shows in the panes who runs first, and why the others wait', async () => {
      await window.runCommand(open);
      const arena = await ArenaPage.empty(window, 'Four');
      await arena.ask('What is for dinner?');
      await arena.settled(['A', 'B'], 'streaming');
      await signal('SIGSTOP', 'One', 'Two');
      for (const seat of ['C', 'D']) {
        await plan(arena, seat).waitFor();
        expect(await plan(arena, seat).innerText()).toMatch(/A \+ B\s*→\s*C \+ D/);
        const kind = await arena.pane(seat).getByTestId('progress').getAttribute('data-kind');
        expect(kind).toBe('waiting');
      }
      await window.screenshot(`local-models-plan-${theme}-${locale}`);
    });

    // Once is enough: what follows is the same in every look.
    if (theme !== 'dark') return;

    it('takes a model out of memory once its reply has ended, and the next one begins', async () => {
      const arena = await ArenaPage.in(window);
      await arena.pane('A').getByTestId('stop').click();
      await arena.settled(['A'], 'stopped');
      await arena.settled(['B', 'C'], 'streaming');
      await signal('SIGSTOP', 'Three');
      expect(await plan(arena, 'D').innerText()).toMatch(/B \+ C\s*→\s*D/);
      await arena.pane('B').getByTestId('stop').click();
      await arena.settled(['C', 'D'], 'streaming');
      // What does not hear of its stop is ended; these are to stay in memory.
      await signal('SIGCONT', 'Three');
      await arena.byId('stop-all').click();
      await arena.settled(['C', 'D'], 'stopped');
      await window.screenshot(`local-models-stopped-${theme}-${locale}`);
    });

    it('lists the models: who did what only after the vote', async () => {
      const states = /ready|answering|not loaded|failed/;
      const rows = async () => {
        await window.runCommand('ChatZoo: Show Models…');
        const shown = await waitFor('the models in the list', async () => {
          const all = await window.quickInput.rows();
          const found = SEATS.map(name => all.find(row => row.startsWith(name)));
          return found.every(row => row !== undefined) ? found : undefined;
        });
        return shown;
      };
      for (const row of await rows()) expect(row).not.toMatch(states);
      await window.page.keyboard.press('Escape');
      const arena = await ArenaPage.in(window);
      await arena.byId('vote-allBad').click();
      await arena.gate('annotated');
      const voted = await rows();
      expect(voted.map(row => states.exec(row)?.[0])).toEqual([
        'not loaded',
        'not loaded',
        'ready',
        'ready',
      ]);
      await window.screenshot('local-models-list-dark');
      await window.page.keyboard.press('Escape');
    });
  },
);
