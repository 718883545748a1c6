import { expect, it } from 'vitest';
import { Newest } from '../../../../src/webview/leaderboard/newest.ts';

/** Answers come when the test says so. */
function rig() {
  const waiting: ((answer: string | Error) => void)[] = [];
  const asked: string[] = [];
  const taken: (readonly [answer: string, question: string])[] = [];
  const failed: unknown[] = [];
  const newest = new Newest<string, string>({
    ask: question => {
      asked.push(question);
      return new Promise((resolve, reject) => {
        waiting.push(answer => {
          if (answer instanceof Error) reject(answer);
          else resolve(answer);
        });
      });
    },
    take: (answer, question) => taken.push([answer, question]),
    fail: error => failed.push(error),
  });
  const answer = async (text: string | Error): Promise<void> => {
    waiting.shift()?.(text);
    await new Promise(resolve => setTimeout(resolve));
  };
  return { newest, asked, taken, failed, answer };
}

it('asks one at a time, and of those that waited only the newest', async () => {
  const { newest, asked, taken, answer } = rig();
  for (const question of ['a', 'b', 'c', 'd']) newest.ask(question);
  expect(asked).toEqual(['a']);
  expect(newest.isAsking.value).toBe(true);
  await answer('1');
  expect(asked).toEqual(['a', 'd']);
  await answer('2');
  expect(taken).toEqual([
    ['1', 'a'],
    ['2', 'd'],
  ]);
  expect(newest.isAsking.value).toBe(false);
});

it('goes on after a failure', async () => {
  const { newest, taken, failed, answer } = rig();
  newest.ask('a');
  newest.ask('b');
  await answer(new Error('closed'));
  await answer('2');
  newest.ask('c');
  await answer('3');
  expect(failed).toEqual([new Error('closed')]);
  expect(taken.map(([text]) => text)).toEqual(['2', '3']);
});
