import { expect, it } from 'vitest';
import { isSecretField } from '../../../src/core/secretField.ts';

it.each(['api_key', 'apiKey', 'key', 'token', 'access_token', 'hf-token', 'headers', 'Cookie'])(
  'takes %s for a secret',
  name => {
    expect(isSecretField(name)).toBe(true);
  },
);

it.each(['eos_token', 'stop_token_ids', 'skip_special_tokens', 'keyword', 'max_tokens', 'top_k'])(
  'takes %s for a parameter',
  name => {
    expect(isSecretField(name)).toBe(false);
  },
);
