import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  machineMemory,
  type MemoryReaders,
} from '../../../../../src/extension/vscode/models/machineMemory.ts';
import { gateway } from '../../../../support/gateway.ts';

const GB = 1e9;
const noFile = (): never => {
  throw new Error('ENOENT');
};
const texts =
  (files: Readonly<Record<string, string>>) =>
  (path: string): string =>
    files[path] ?? noFile();

function gauge(change: Partial<MemoryReaders>) {
  return machineMemory({
    platform: 'linux',
    total: () => 16 * GB,
    free: () => 9 * GB,
    available: () => 9 * GB,
    limit: () => 0,
    readText: noFile,
    vmStat: () => Promise.reject(new Error('ENOENT')),
    now: () => Date.now(),
    ...change,
  });
}
const available = (change: Partial<MemoryReaders>): number => gauge(change).read().available;

describe('on Linux', () => {
  it('is what the system says, where no limit is below what there is', () => {
    const readText = texts({
      '/sys/fs/cgroup/memory.stat': 'inactive_file 5000000000\nactive_file 1\n',
    });
    for (const limit of [0, 16 * GB, 2 ** 63]) {
      const read = gauge({ limit: () => limit, readText }).read();
      expect(read).toEqual({ available: 9 * GB, countsMapped: true });
    }
  });

  const limited = { limit: () => 4 * GB, available: () => 1 * GB };

  it('counts what a limited program has read from files as there to be had', () => {
    const stat = 'anon 123\nfile 2600000000\ninactive_file 2000000000\nactive_file 500000000\n';
    const readText = texts({ '/sys/fs/cgroup/memory.stat': stat });
    expect(gauge({ ...limited, readText }).read()).toEqual({
      available: 3.5 * GB,
      countsMapped: true,
    });
    const more = texts({ '/sys/fs/cgroup/memory.stat': stat.replace('2000', '9000') });
    expect(available({ ...limited, readText: more }), 'never above the limit').toBe(4 * GB);
    expect(available({ ...limited, readText: more, free: () => 2 * GB })).toBe(2 * GB);
  });

  it('looks in the group of its own first, of either version', () => {
    const root = 'inactive_file 1\nactive_file 2\n';
    const own = 'inactive_file 30\nactive_file 4\n';
    const version2 = texts({
      '/proc/self/cgroup': '0::/user.slice/code.scope\n',
      '/sys/fs/cgroup/memory.stat': root,
      '/sys/fs/cgroup/user.slice/code.scope/memory.stat': own,
    });
    expect(available({ ...limited, readText: version2 })).toBe(GB + 34);
    const total = 'inactive_file 7\nactive_file 7\ntotal_inactive_file 300\ntotal_active_file 50\n';
    const version1 = texts({
      '/proc/self/cgroup': '9:cpu,memory:/box\n0::/\n',
      '/sys/fs/cgroup/memory/box/memory.stat': total,
      '/sys/fs/cgroup/memory/memory.stat': total.replace('300', '1'),
    });
    expect(available({ ...limited, readText: version1 })).toBe(GB + 350);
    const container = texts({
      '/proc/self/cgroup': '4:memory:/docker/abc\n',
      '/sys/fs/cgroup/memory/memory.stat': total,
    });
    expect(available({ ...limited, readText: container })).toBe(GB + 350);
  });

  it('does without the files', () => {
    expect(available(limited)).toBe(GB);
    const odd = texts({ '/sys/fs/cgroup/memory.stat': 'active_file 5\ninactive_file x\n' });
    expect(available({ ...limited, readText: odd })).toBe(GB);
  });

  it.skipIf(process.platform !== 'linux')('is a number between nothing and all, here', () => {
    const total =
      1024 * Number(/MemTotal:\s+(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]);
    const here = machineMemory().read().available;
    expect(here).toBeGreaterThan(0);
    expect(here).toBeLessThan(total);
  });
});

describe('on Windows', () => {
  it('is what is free, without files that are mapped', () => {
    expect(gauge({ platform: 'win32' }).read()).toEqual({
      available: 9 * GB,
      countsMapped: false,
    });
  });
});

describe('on macOS', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const printed = (
    free: number,
  ): string => `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                              ${free}.
Pages active:                            500000.
Pages inactive:                          200000.
Pages speculative:                        30000.
Pages throttled:                              0.
Pages wired down:                        100000.
Pages purgeable:                           4000.
"Translation faults":                 987654321.
Pages copy-on-write:                   12345678.
`;
  const mac = (vmStat: () => Promise<string>) =>
    gauge({ platform: 'darwin', vmStat, free: () => 1000 });

  it('is half of all until the system has told, then what is free or can be dropped', async () => {
    const told = mac(() => Promise.resolve(printed(5000)));
    expect(told.read()).toEqual({ available: 8 * GB, countsMapped: false });
    await told.refresh();
    expect(told.read()).toEqual({
      available: 16_384 * (5000 + 200_000 + 30_000 + 4000),
      countsMapped: false,
    });
  });

  it('asks again in the background, not more often than every two seconds', async () => {
    let free = 0;
    const vmStat = vi.fn(() => Promise.resolve(printed(free)));
    const told = mac(vmStat);
    await told.refresh();
    const first = told.read().available;
    free = 1000;
    await vi.advanceTimersByTimeAsync(1000);
    told.read();
    await told.refresh();
    expect(vmStat).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(told.read().available, 'the last value').toBe(first);
    told.read();
    expect(vmStat).toHaveBeenCalledTimes(2);
    await told.refresh();
    expect(told.read().available).toBe(first + 16_384 * 1000);
  });

  it('waits for one that asks already', async () => {
    const { wait, open } = gateway();
    const vmStat = vi.fn(() => wait.then(() => printed(0)));
    const told = mac(vmStat);
    let known = false;
    const refreshed = told.refresh().then(() => (known = true));
    await vi.advanceTimersByTimeAsync(100);
    expect(known).toBe(false);
    open();
    await refreshed;
    expect(vmStat).toHaveBeenCalledTimes(1);
  });

  it.each(['', 'page size of 0 bytes', 'Pages free: 12.'])(
    'keeps its value over %j',
    async text => {
      const told = mac(() => Promise.resolve(text));
      await told.refresh();
      expect(told.read().available).toBe(8 * GB);
    },
  );

  it('keeps its value where nothing tells', async () => {
    const told = mac(() => Promise.reject(new Error('ENOENT')));
    await told.refresh();
    expect(told.read().available).toBe(8 * GB);
  });

  it('is never more than there is', async () => {
    const told = mac(() => Promise.resolve(printed(9_000_000)));
    await told.refresh();
    expect(told.read().available).toBe(16 * GB);
  });
});
