import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Bot } from '../../../../src/bots/bot.ts';
import type { Message } from '../../../../src/core/model.ts';
import { ModuleRig } from '../custom/rig.ts';
import { FACES, UNICODE_PIECES, type ContractAdapter, type Role } from './adapter.ts';

const asCode = (value: unknown): string => JSON.stringify(value);

/** Modules that behave so; what the speaker was shown is written to a file. */
const MODULES: Readonly<Record<Role, (shownFile: string) => string>> = {
  speaker: shownFile => `
    import { writeFileSync } from 'node:fs';
    import { defineBot } from 'chatzoo';
    const pause = () => new Promise(resolve => setTimeout(resolve, 15));
    export default defineBot({
      getPrompt: messages => messages,
      async *generate(messages) {
        writeFileSync(${asCode(shownFile)}, JSON.stringify(messages));
        for (const piece of ${asCode(UNICODE_PIECES)}) {
          yield piece;
          await pause();
        }
      },
    });`,
  gambler: () => `
    import { setTimeout as pause } from 'node:timers/promises';
    const faces = ${asCode(FACES)};
    const dieOf = seed => {
      let state = seed;
      return () => ((state = (state * 48271) % 2147483647) / 2147483647);
    };
    export default {
      defaultSettings: { temperature: 1, max_tokens: null, seed: null, stop: null },
      async *generate(_prompt, { settings: { temperature, max_tokens, seed, stop } }) {
        const die = dieOf(1 + (seed ?? Math.floor(Math.random() * 1e9)) * 7919);
        let said = '';
        for (let count = 0; count !== max_tokens; count++) {
          const face = faces[temperature === 0 ? 2 : Math.floor(die() * faces.length)];
          if (stop?.some(word => (said + face).includes(word))) return;
          said += face;
          yield face;
          if (max_tokens === null) await pause(5);
        }
        yield { text: '', finish_reason: 'length' };
      },
    };`,
  silent: () => `export default { *generate() {} };`,
};

/** Modules in the real process that runs a user's. */
export const CUSTOM: ContractAdapter = {
  kind: 'custom',
  open: async () => {
    const rig = await ModuleRig.open();
    const shownFile = path.join(rig.folder, 'shown.json');
    const bots = new Map<Role, Promise<Bot>>();
    return {
      bot: role => {
        const bot = bots.get(role) ?? rig.bot(`${role}.mjs`, MODULES[role](shownFile));
        bots.set(role, bot);
        return bot;
      },
      broken: async () => ({
        bot: await rig.bot('broken.mjs', `throw new Error('broken');`),
        code: 'moduleFailed' as const,
      }),
      shown: () => {
        const shown = JSON.parse(readFileSync(shownFile, 'utf8')) as readonly {
          readonly role: Message['role'];
          readonly content: string;
        }[];
        return shown.map(({ role, content }) => ({ role, text: content }));
      },
      close: () => rig.close(),
    };
  },
};
