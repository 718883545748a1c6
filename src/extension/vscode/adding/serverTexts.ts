import type { listServerModels, testServer } from '../../../bots/serverTest.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import type { Translate } from '../../../core/text.ts';
import type { LocalServer } from '../../discovery/localServers.ts';
import { completeAddress } from '../../discovery/serverAddress.ts';

type ServerTest = Awaited<ReturnType<typeof testServer>>;
type Software = Awaited<ReturnType<typeof listServerModels>>['software'];

/** What is made of an address while it is typed; `isWrong` if nothing can be. */
export function addressHint(
  text: string,
  t: Translate,
): { readonly text: string; readonly isWrong: boolean } | undefined {
  const typed = completeAddress(text);
  switch (typed.kind) {
    case 'empty':
      return undefined;
    case 'unclear':
      return {
        text: t('This is no http or https address, such as http://127.0.0.1:11434/v1'),
        isWrong: true,
      };
    case 'secret':
      return {
        text: t(
          'Without a user, a password, a query or a fragment: an address stands in the settings. A key is asked for next.',
        ),
        isWrong: true,
      };
    case 'address':
      return { text: addressText(typed, t), isWrong: false };
    default:
      return assertNever(typed);
  }
}

function addressText(
  { baseUrl, addedScheme, cut }: Extract<ReturnType<typeof completeAddress>, { kind: 'address' }>,
  t: Translate,
): string {
  const parts = [t('Asks {0}', baseUrl)];
  if (addedScheme === 'http') {
    parts.push(t('by http, as it is on this machine or in a private network'));
  }
  if (addedScheme === 'https') parts.push(t('by https, as nothing else was typed'));
  if (cut !== undefined) parts.push(t('without {0}', cut));
  return parts.join(', ');
}

export function softwareName(software: Software, t: Translate): string {
  const names: Readonly<Record<Software, string>> = {
    ollama: 'Ollama',
    lmstudio: 'LM Studio',
    'llama-server': 'llama-server',
    vllm: 'vLLM',
    fastchat: 'FastChat',
    unknown: t('Server'),
  };
  return names[software];
}

/** Says which servers answer but have no model yet; undefined if all have one. */
export function emptyServersText(
  servers: readonly Pick<LocalServer, 'software' | 'port' | 'models' | 'wantsKey'>[],
  t: Translate,
): string | undefined {
  const empty = servers.filter(({ models, wantsKey }) => models.length === 0 && !wantsKey);
  if (empty.length === 0) return undefined;
  const names = empty.map(
    ({ software, port }) => `${softwareName(software, t)} (127.0.0.1:${port})`,
  );
  return t('Without a model yet: {0}', names.join(', '));
}

/** Longest piece of an answer that is shown, in characters. */
const SHOWN = 80;

/** What a test of the connection found, a line each; the first says that it works. */
export function testLines(
  test: ServerTest,
  model: string,
  { t, language }: { readonly t: Translate; readonly language: string },
): readonly string[] {
  const said = Array.from(test.text.replace(/\s+/g, ' ').trim()).slice(0, SHOWN).join('');
  return [
    t('It works: the first text came after {0}', durationText(test.firstTokenMs, language)),
    said === '' ? t('It answered with an empty text.') : t('It answered: {0}', said),
    ...(test.isListed ? [] : [t('The server does not list the model {0}, but it answers.', model)]),
    ...(test.answeredAs === undefined
      ? []
      : [t('The server says that another model answered: {0}', test.answeredAs)]),
    ...(test.streams ? [] : [t('It answers in one piece, not word by word.')]),
  ];
}

/** `320 ms`, `4.2 s` */
function durationText(milliseconds: number, language: string): string {
  const isShort = milliseconds < 1000;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isShort ? 'millisecond' : 'second',
    maximumFractionDigits: isShort ? 0 : 1,
  }).format(isShort ? milliseconds : milliseconds / 1000);
}
