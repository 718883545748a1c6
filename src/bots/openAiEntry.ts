import type { Sampling } from '../core/model.ts';
import { isSecretField } from '../core/secretField.ts';
import type { Translate } from '../core/text.ts';
import { normaliseBaseUrl } from './baseUrl.ts';
import type { OpenAiSpec } from './botSpec.ts';
import { isObject, type EntryReader } from './entryReader.ts';
import type { CommonValues } from './llamaEntry.ts';
import { headerProblem, isHeaderValue } from './requestHeaders.ts';
import { parameterOf } from './samplingFields.ts';
import { BOT_LIMITS, MAX_HEADERS, MAX_SERVERS } from './settingLimits.ts';
import { isSecretName } from './settingProblem.ts';

/** Seconds: a local server may load a large model before its first token. */
const DEFAULT_TIMEOUT = 120;

/** The entry of a bot whose model runs behind one or several servers. */
export function readOpenAi(reader: EntryReader, common: CommonValues, t: Translate): OpenAiSpec {
  const [baseUrl = '', ...otherUrls] = readAddresses(reader, t);
  const headers = readHeaders(reader, t);
  return {
    kind: 'openai',
    ...common,
    baseUrl,
    ...(otherUrls.length > 0 ? { otherUrls } : {}),
    model: reader.text('model', t("the server's name for the model")) ?? '',
    timeoutSeconds: reader.number('timeoutSeconds', BOT_LIMITS.timeoutSeconds) ?? DEFAULT_TIMEOUT,
    stream: readStream(reader, t),
    headers,
    secretHeaders: readSecretHeaders(reader, headers ?? {}, t),
    retries: reader.number('retries', BOT_LIMITS.retries),
    extraBody: readExtraBody(reader, common.sampling, t),
  };
}

function readAddresses(reader: EntryReader, t: Translate): readonly string[] {
  const value = reader.take('baseUrl');
  const expected = t(
    'an http or https address such as http://127.0.0.1:11434/v1, without a user, a password or a query',
  );
  if (!Array.isArray(value)) {
    const address = typeof value === 'string' ? normaliseBaseUrl(value) : undefined;
    if (address === undefined) reader.refuse('baseUrl', expected);
    return address === undefined ? [] : [address];
  }
  const addresses = (value as readonly unknown[]).map(each =>
    typeof each === 'string' ? normaliseBaseUrl(each) : undefined,
  );
  const known = addresses.filter(each => each !== undefined);
  const isList = known.length > 0 && known.length <= MAX_SERVERS;
  if (!isList || known.length < addresses.length || new Set(known).size < known.length) {
    reader.refuse(
      'baseUrl',
      t('{0}, or a list of 1 to {1} of them, none of them twice', expected, MAX_SERVERS),
    );
  }
  return known;
}

function readStream(reader: EntryReader, t: Translate): boolean | undefined {
  const value = reader.take('stream');
  if (value === undefined || typeof value === 'boolean') return value;
  reader.refuse('stream', t('true or false'));
  return undefined;
}

function readHeaders(reader: EntryReader, t: Translate): OpenAiSpec['headers'] {
  const value = reader.take('headers');
  const names = isObject(value) ? Object.keys(value) : [];
  if (names.length > MAX_HEADERS || hasTwice(names)) {
    reader.refuse('headers', t('at most {0} headers, none of them twice', MAX_HEADERS));
  }
  return reader.inside('headers', inner =>
    Object.fromEntries(names.map(name => [name, readHeader(inner, name, t)])),
  );
}

function readHeader(reader: EntryReader, name: string, t: Translate): string {
  const value = reader.take(name);
  const problem = headerProblem(name, t);
  if (problem !== undefined) reader.refuse(name, problem);
  else if (isSecretName(name)) {
    reader.refuse(
      name,
      t(
        'no secret here: settings files are shared and synced. Name the header in secretHeaders and run “ChatZoo: Set API Key…”',
      ),
    );
  } else if (typeof value !== 'string' || !isHeaderValue(value)) {
    reader.refuse(name, t('one line of Latin letters, digits and signs'));
  } else return value.trim();
  return '';
}

function readSecretHeaders(
  reader: EntryReader,
  headers: Readonly<Record<string, string>>,
  t: Translate,
): readonly string[] | undefined {
  const value = reader.take('secretHeaders');
  if (value === undefined) return undefined;
  const names = isTextList(value) ? value.map(name => name.trim()) : [];
  const problem = names.map(name => headerProblem(name, t)).find(each => each !== undefined);
  if (problem !== undefined) reader.refuse('secretHeaders', problem);
  else if (names.length < 1 || names.length > MAX_HEADERS) {
    reader.refuse('secretHeaders', t('a list of 1 to {0} names of headers', MAX_HEADERS));
  } else if (hasTwice([...names, ...Object.keys(headers)])) {
    reader.refuse('secretHeaders', t('names that stand neither twice nor in headers'));
  }
  return names;
}

/** What ChatZoo says itself in every request. */
const OWN_FIELDS = ['messages', 'model', 'stream'];

function readExtraBody(
  reader: EntryReader,
  sampling: Sampling,
  t: Translate,
): OpenAiSpec['extraBody'] {
  const value = reader.take('extraBody');
  const names = isObject(value) ? Object.keys(value) : [];
  return reader.inside('extraBody', inner => {
    for (const name of names) {
      const problem = fieldProblem(name, sampling, t);
      if (problem !== undefined) inner.refuse(name, problem);
    }
    return isObject(value) ? value : {};
  });
}

function fieldProblem(name: string, sampling: Sampling, t: Translate): string | undefined {
  if (OWN_FIELDS.includes(name)) {
    return t('no {0} here: ChatZoo says it itself. “stream” is a setting of its own', name);
  }
  if (isSecretField(name)) {
    return t(
      'no key here: settings files are shared and synced. Remove it and run “ChatZoo: Set API Key…”',
    );
  }
  const parameter = parameterOf(name, sampling);
  if (parameter === undefined) return undefined;
  return t('not both here and as sampling.{0}: remove one of them', parameter);
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(each => typeof each === 'string');
}

function hasTwice(names: readonly string[]): boolean {
  return new Set(names.map(name => name.toLowerCase())).size < names.length;
}
