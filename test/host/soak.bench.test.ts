import { writeFile } from 'node:fs/promises';
import { api, configure } from './support/api.ts';
import { modelProcesses } from './support/modelProcesses.ts';
import { soak, soakBots } from './support/soak.ts';
import { hasEnded } from '../../src/core/model.ts';

const LEAVE_MS = 5000;

// Figures, not a test: test/host/soak.test.ts has the short form with assertions.
describe('a long soak of four local bots', () => {
  it('is measured', async function () {
    this.timeout(0);
    const { CHATZOO_SOAK_TURNS = '50', CHATZOO_BENCH_RESULTS: results } = process.env;
    await configure({ bots: await soakBots() });
    const app = await (await api()).app();
    const session = await app.sessions.begin();
    const turns = Number(CHATZOO_SOAK_TURNS);
    const figures = await soak(app, session, { turns, killEveryMs: 10_000, seed: 2 });
    const stored = await app.records.get(session.id);
    const replies = stored?.turns.flatMap(turn => turn.replies) ?? [];
    await configure({ bots: [] });
    await new Promise(resolve => setTimeout(resolve, LEAVE_MS));
    const left = {
      notEnded: replies.filter(reply => !hasEnded(reply)).length,
      processes: modelProcesses().length,
    };
    if (results)
      await writeFile(
        results,
        JSON.stringify({ ...figures, replies: replies.length, left }, null, 2),
      );
    await configure({ bots: undefined });
  });
});
