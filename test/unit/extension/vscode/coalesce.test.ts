import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { coalesce } from '../../../../src/extension/vscode/coalesce.ts';

describe('an action that is asked for often', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs once for all requests of a pause', async () => {
    let runs = 0;
    const often = coalesce(() => {
      runs++;
      return Promise.resolve();
    }, 100);
    for (let i = 0; i < 50; i++) often.request();
    await vi.advanceTimersByTimeAsync(99);
    expect(runs).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs).toBe(1);
  });

  it('never runs twice at the same time, and once more for what came meanwhile', async () => {
    let [running, most, runs] = [0, 0, 0];
    const slow = coalesce(async () => {
      most = Math.max(most, ++running);
      await new Promise(resolve => setTimeout(resolve, 500));
      running--;
      runs++;
    }, 100);
    slow.request();
    await vi.advanceTimersByTimeAsync(150);
    slow.request();
    slow.request();
    await vi.advanceTimersByTimeAsync(5000);
    expect({ most, runs }).toEqual({ most: 1, runs: 2 });
  });

  it('does nothing any more once it is disposed', async () => {
    let runs = 0;
    const often = coalesce(() => {
      runs++;
      return Promise.resolve();
    }, 100);
    often.request();
    often.dispose();
    often.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs).toBe(0);
  });
});
