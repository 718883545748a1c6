import type { ReplyErrorCode } from '../../../../src/core/model.ts';
import {
  answers,
  delta,
  failsAfter,
  hangs,
  refuses,
  resets,
  sendsRaw,
  streams,
} from '../../../support/openAiBehaviours.ts';
import type { Behaviour } from '../../../support/openAiServer.ts';
import { KEY } from './ask.ts';

export interface Case {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly code: ReplyErrorCode;
  /** What the message must say. */
  readonly says: readonly string[];
  /** What the bot had yielded before. */
  readonly text?: string;
}

const HTML = '<html><title>Bad Gateway</title></html>';
const EVENT = `data: ${delta('so far')}\n\n`;

/** What a server may do wrong, one by one. */
export const CASES: readonly Case[] = [
  {
    name: '401',
    behaviour: refuses(401, `bad key ${KEY}`),
    code: 'unauthorized',
    says: ['Set API Key'],
  },
  { name: '403', behaviour: answers(403, HTML), code: 'unauthorized', says: ['403'] },
  {
    name: '404 with a message',
    behaviour: refuses(404, 'no model “tiny”'),
    code: 'rejected',
    says: ['404: no model “tiny”', 'one of the names that the server lists'],
  },
  {
    name: '404 of another kind of server',
    behaviour: answers(404, HTML),
    code: 'rejected',
    says: ['an HTML page', '/v1'],
  },
  {
    name: '400 for the context',
    behaviour: refuses(400, 'maximum context length is 2048'),
    code: 'rejected',
    says: ['maximum context length is 2048'],
  },
  {
    name: '400 that repeats the key',
    behaviour: refuses(400, `header Bearer ${KEY} / sk-proj-ABCDEF12`),
    code: 'rejected',
    says: ['…'],
  },
  {
    name: '422 of FastAPI',
    behaviour: answers(422, { detail: [{ loc: ['body', 'stop'], msg: 'too long' }] }),
    code: 'rejected',
    says: ['body.stop: too long'],
  },
  {
    name: '429',
    behaviour: answers(429, { error: 'slow down' }, { 'retry-after': '20' }),
    code: 'rejected',
    says: ['slow down', 'Try again in 20 s'],
  },
  {
    name: '429 for ages',
    behaviour: answers(429, '', { 'retry-after': '999999999' }),
    code: 'rejected',
    says: ['429: no text'],
  },
  {
    name: '500 with HTML',
    behaviour: answers(500, HTML),
    code: 'serverError',
    says: ['500: an HTML page'],
  },
  {
    name: '503 with much text',
    behaviour: answers(503, 'x'.repeat(1000)),
    code: 'serverError',
    says: ['x'.repeat(299) + '…'],
  },
  {
    name: '200 with HTML',
    behaviour: answers(200, HTML),
    code: 'badAnswer',
    says: ['an HTML page'],
  },
  {
    name: '200 with HTML called a stream',
    behaviour: sendsRaw(HTML),
    code: 'badAnswer',
    says: ['an HTML page'],
  },
  { name: '200 with other text', behaviour: sendsRaw('pong'), code: 'badAnswer', says: ['pong'] },
  {
    name: '200 with other JSON',
    behaviour: answers(200, { status: 'ok' }),
    code: 'badAnswer',
    says: ['{"status":"ok"}'],
  },
  {
    name: '200 with an error in JSON',
    behaviour: answers(200, { error: { message: 'no GPU' } }),
    code: 'serverError',
    says: ['no GPU'],
  },
  { name: '200 with nothing', behaviour: answers(200), code: 'badAnswer', says: ['no text'] },
  { name: '204', behaviour: answers(204), code: 'badAnswer', says: ['no text'] },
  {
    name: 'an event that is not JSON',
    behaviour: sendsRaw(`${EVENT}data: {not json\n\n`),
    code: 'badAnswer',
    says: ['{not json'],
    text: 'so far',
  },
  {
    name: 'an error event',
    behaviour: failsAfter(['so far'], 'out of memory'),
    code: 'serverError',
    says: ['out of memory'],
    text: 'so far',
  },
  {
    name: 'a plain error event',
    behaviour: sendsRaw(`${EVENT}event: error\ndata: overloaded\n\n`),
    code: 'serverError',
    says: ['overloaded'],
    text: 'so far',
  },
  {
    name: 'an error field of llama-server',
    behaviour: sendsRaw(`${EVENT}error: {"message":"slot lost"}\n\n`),
    code: 'serverError',
    says: ['slot lost'],
    text: 'so far',
  },
  {
    name: 'a reset before the headers',
    behaviour: resets(),
    code: 'unreachable',
    says: ['Check that the server runs'],
  },
  {
    name: 'a reset in mid-stream',
    behaviour: resets(['so far']),
    code: 'cutOff',
    says: [],
    text: 'so far',
  },
  {
    name: 'an end without [DONE] or finish_reason',
    behaviour: streams(['so far'], { finish: null, done: false }),
    code: 'cutOff',
    says: [],
    text: 'so far',
  },
  {
    name: 'an end inside an event',
    behaviour: sendsRaw(`${EVENT}data: {"choices":[{"del`),
    code: 'cutOff',
    says: [],
    text: 'so far',
  },
  { name: 'an event stream without events', behaviour: sendsRaw(''), code: 'cutOff', says: [] },
  {
    name: 'a line over 16 MB',
    behaviour: sendsRaw(`${EVENT}data: ${'x'.repeat(17 * 2 ** 20)}`),
    code: 'badAnswer',
    says: ['16 MB'],
    text: 'so far',
  },
  {
    name: 'silence before the headers',
    behaviour: hangs(),
    code: 'timeout',
    says: ['1.0 s', 'timeoutSeconds'],
  },
  {
    name: 'silence in mid-stream',
    behaviour: hangs(['so far']),
    code: 'timeout',
    says: ['1.0 s'],
    text: 'so far',
  },
];
