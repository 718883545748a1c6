import { describe, expect, it } from 'vitest';
import { parseBots } from '../../../../../src/bots/parseBots.ts';
import { parameterOf } from '../../../../../src/bots/samplingFields.ts';
import type { ConfigObject } from '../../../../../src/core/formats/config/configValue.ts';
import { readGeneration } from '../../../../../src/core/formats/config/generation.ts';
import { inEnglish } from '../../../../../src/core/text.ts';

const read = (values: ConfigObject) =>
  readGeneration(values, 'kwargs', { t: inEnglish, takes: () => true, parameterOf });

/** Where the settings find something wrong in a server's further fields. */
function problemsOf(extraBody: unknown): readonly string[] {
  const entry = { name: 'x', kind: 'openai', baseUrl: 'http://127.0.0.1:1/v1', model: 'm' };
  const context = { t: inEnglish, resolvePath: (text: string) => text };
  return parseBots([{ ...entry, extraBody }], context).problems.map(({ path }) => path);
}

describe('what a configuration says of how a model answers', () => {
  it('has its stop texts from one key, and says that it left the others', () => {
    const { sampling, remarks } = read({ stop: ['</s>'], stop_str: '###' });
    expect(sampling.stop).toEqual(['</s>']);
    expect(remarks).toEqual([
      { key: 'kwargs.stop', to: 'sampling.stop', why: undefined },
      { key: 'kwargs.stop_str', why: 'another key has set this already' },
    ]);
  });

  it('loses of a request what the settings refuse as a secret, and nothing else', () => {
    const body = { eos_token: '</s>', bos_token_id: 1, api_key: 'k', client_secret: 's' };
    const { openai, remarks } = read({ extra_body: body });
    expect(openai['extraBody']).toEqual({ eos_token: '</s>', bos_token_id: 1 });
    expect(problemsOf(openai['extraBody'])).toEqual([]);
    const lost = remarks.filter(({ to }) => to === undefined).map(({ key }) => key);
    expect(lost).toEqual(['kwargs.extra_body.api_key', 'kwargs.extra_body.client_secret']);
    expect(problemsOf(body)).toEqual([
      'chatzoo.bots[0].extraBody.api_key',
      'chatzoo.bots[0].extraBody.client_secret',
    ]);
  });
});
