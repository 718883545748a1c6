import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TextSaver } from '../../../../src/extension/app/textSaver.ts';
import { gateway } from '../../../support/gateway.ts';

const log = { debug() {}, info() {}, warn: vi.fn(), error() {} };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('stores streamed text in its order although a slow save failed', async () => {
  const stored = { text: '', thinking: '' };
  const disk = gateway();
  let saves = 0;
  const saver = new TextSaver(async (text, thinking) => {
    if (++saves === 1) {
      await disk.wait;
      throw new Error('The disk is full');
    }
    stored.text += text;
    stored.thinking += thinking;
  }, log);
  saver.add('', 'hm');
  saver.add('a', '');
  await vi.advanceTimersByTimeAsync(1000);
  saver.add('b', 'm');
  await vi.advanceTimersByTimeAsync(1000);
  disk.open();
  await vi.advanceTimersByTimeAsync(1000);
  saver.add('c', '');
  await vi.advanceTimersByTimeAsync(1000);
  expect(stored).toEqual({ text: 'abc', thinking: 'hmm' });
  expect(log.warn).toHaveBeenCalledOnce();
});

it('stores the whole text anew once what was said is withdrawn, also after a failed save', async () => {
  let stored = 'Hello wrl';
  const fails = [true, false, true, false];
  const saver = new TextSaver((text, _thinking, isWhole) => {
    if (fails.shift() === true) return Promise.reject(new Error('The disk is full'));
    stored = isWhole ? text : stored + text;
    return Promise.resolve();
  }, log);
  const pass = () => vi.advanceTimersByTimeAsync(1000);
  saver.add('d', '');
  saver.replace('Hello world');
  saver.add('!', '');
  await pass();
  saver.add('?', '');
  await pass();
  expect(stored).toBe('Hello world!?');
  saver.add(' lost', '');
  await pass();
  saver.replace('');
  await pass();
  expect(stored).toBe('');
  saver.add('more', '');
  await pass();
  expect(stored).toBe('more');
});

it('drops at the end what the whole reply brings anyway', async () => {
  const saved: string[] = [];
  const saver = new TextSaver(text => Promise.resolve(void saved.push(text)), log);
  saver.add('a', '');
  await vi.advanceTimersByTimeAsync(1000);
  saver.add('b', '');
  await saver.end();
  await vi.advanceTimersByTimeAsync(1000);
  expect(saved).toEqual(['a']);
});
