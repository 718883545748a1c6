const ROOT = '/sys/fs/cgroup';

/**
 * Bytes read from files that lie in memory at the expense of this program's control group: Linux
 * drops them when memory is short.
 *
 * @param readText throws if there is no such file.
 * @returns 0 if nothing tells.
 * @see https://docs.kernel.org/admin-guide/cgroup-v2.html "memory.stat"
 */
export function cgroupCache(readText: (path: string) => string): number {
  const [own, ownMemory] = placesOf(tryText('/proc/self/cgroup') ?? '');
  // In a container the group that is its own lies at the root.
  const version2 = [`${ROOT}${own}/memory.stat`, `${ROOT}/memory.stat`];
  const version1 = [`${ROOT}/memory${ownMemory}/memory.stat`, `${ROOT}/memory/memory.stat`];
  for (const path of version2) {
    const bytes = sumOf(tryText(path), ['inactive_file', 'active_file']);
    if (bytes !== undefined) return bytes;
  }
  for (const path of version1) {
    const bytes = sumOf(tryText(path), ['total_inactive_file', 'total_active_file']);
    if (bytes !== undefined) return bytes;
  }
  return 0;

  function tryText(path: string): string | undefined {
    try {
      return readText(path);
    } catch {
      return undefined;
    }
  }
}

/** Where this program stands: among the groups of version 2, and among those for memory of version 1. */
function placesOf(text: string): readonly [string, string] {
  const place = (line: RegExp): string => (line.exec(text)?.[1] ?? '').replace(/\/$/, '');
  return [place(/^0::(.*)$/m), place(/^\d+:(?:\w+,)*memory(?:,\w+)*:(.*)$/m)];
}

function sumOf(text: string | undefined, names: readonly string[]): number | undefined {
  if (text === undefined) return undefined;
  const numbers = names.map(name => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]));
  const sum = numbers.reduce((all, number) => all + number, 0);
  return Number.isNaN(sum) ? undefined : sum;
}
