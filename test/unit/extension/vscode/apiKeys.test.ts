import { beforeEach, describe, expect, it } from 'vitest';
import { ApiKeys } from '../../../../src/extension/vscode/apiKeys.ts';

const A = 'http://a/v1';
const B = 'http://b/v1';

describe('keys in the secret storage', () => {
  let stored: Map<string, string>;
  let keys: ApiKeys;
  beforeEach(() => {
    stored = new Map();
    keys = new ApiKeys({
      get: name => Promise.resolve(stored.get(name)),
      store: (name, value) => Promise.resolve(void stored.set(name, value)),
      delete: name => Promise.resolve(void stored.delete(name)),
    });
  });

  it('belong to one server', async () => {
    await keys.set(A, 'sk-a');
    await keys.setHeader(A, 'X-Api-Key', 'value a');
    expect([await keys.get(A), await keys.get(B)]).toEqual(['sk-a', undefined]);
    expect(await keys.getHeader(A, 'x-api-key')).toBe('value a');
    expect(await keys.getHeader(B, 'X-Api-Key')).toBeUndefined();
    expect(await keys.getHeader(A, 'X-Other')).toBeUndefined();
  });

  it('are kept without what was pasted with them', async () => {
    await keys.set(A, ' Bearer sk-a\r\n');
    await keys.setHeader(A, 'X-Api-Key', ' Token a \n');
    expect([...stored.values()]).toEqual(['sk-a', 'Token a']);
  });

  it('are forgotten when they are empty', async () => {
    await keys.set(A, 'sk-a');
    await keys.setHeader(A, 'X-Api-Key', 'value');
    await keys.set(A, ' ');
    await keys.setHeader(A, 'X-API-KEY', '');
    expect(stored.size).toBe(0);
  });
});
