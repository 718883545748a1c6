import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import schema from '../../../../../docs/chatzoo-sessions.schema.json' with { type: 'json' };
import { REPLY_ERROR_CODES, SEAT_KINDS, VOTE_FLAGS } from '../../../../../src/core/model.ts';

const validate = new Ajv({ allErrors: true }).compile(schema);
const golden = (name: string): string =>
  readFileSync(new URL(`../../../../fixtures/exports/${name}`, import.meta.url), 'utf8');

interface Document {
  sessions: { session: Record<string, unknown>; votes: { verdict: unknown }[] }[];
}
const document = (): Document => JSON.parse(golden('json.golden.json')) as Document;

describe('docs/chatzoo-sessions.schema.json', () => {
  it('describes the JSON export', () => {
    validate(document());
    expect(validate.errors).toBeNull();
  });

  it('describes each line of the JSON Lines export', () => {
    for (const line of golden('jsonl.golden.jsonl').trimEnd().split('\n')) {
      validate(JSON.parse(line));
      expect(validate.errors).toBeNull();
    }
  });

  it('refuses what is not one', () => {
    const extra = document();
    extra.sessions[0]!.session['colour'] = 'red';
    const missing = document();
    delete missing.sessions[0]!.session['tags'];
    const wrong = document();
    wrong.sessions[0]!.votes[0]!.verdict = { kind: 'best' };
    for (const value of [extra, missing, wrong, {}, []]) expect(validate(value)).toBe(false);
  });

  it('knows the words of the model', () => {
    const { definitions } = schema;
    expect(definitions.bot.properties.kind.enum).toEqual(SEAT_KINDS);
    expect(definitions.vote.properties.flags.items.enum).toEqual(VOTE_FLAGS);
    const failed = definitions.state.oneOf.at(-1)!.properties as { code?: { enum: string[] } };
    expect(failed.code?.enum).toEqual(REPLY_ERROR_CODES);
  });
});
