import type { CleanUp } from './template.ts';

/** FastChat's separator styles, by the names they have there. */
export type StyleName =
  | 'ADD_COLON_SINGLE'
  | 'ADD_COLON_TWO'
  | 'ADD_COLON_SPACE_SINGLE'
  | 'ADD_NEW_LINE_SINGLE'
  | 'NO_COLON_SINGLE'
  | 'NO_COLON_TWO'
  | 'RWKV'
  | 'LLAMA2'
  | 'LLAMA3'
  | 'CHATGLM'
  | 'CHATGLM3'
  | 'CHATML'
  | 'CHATINTERN'
  | 'DOLLY'
  | 'PHOENIX'
  | 'ROBIN'
  | 'FALCON_CHAT'
  | 'METAMATH'
  | 'DEEPSEEK_CHAT'
  | 'YUAN2'
  | 'GEMMA'
  | 'CLLM'
  | 'DEFAULT';

/** A row of FastChat's table of conversation templates. */
export interface TableRow {
  readonly name: string;
  readonly style: StyleName;
  /** With `{system_message}` where the system prompt goes; without it, there is no place for one. */
  readonly systemTemplate?: string;
  readonly system?: string;
  /** What users and assistants are called. */
  readonly roles: readonly [user: string, assistant: string];
  readonly sep?: string;
  /** Ends assistants' messages in the styles that end them in another way. */
  readonly sep2?: string;
  readonly stop?: readonly string[];
  readonly stopTokenIds?: readonly number[];
  readonly examples?: readonly (readonly [question: string, answer: string])[];
  readonly cleanUp?: readonly CleanUp[];
}
