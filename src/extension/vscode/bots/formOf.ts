import { entryFields, type EntryField } from '../../../bots/entryFields.ts';
import { parseBots } from '../../../bots/parseBots.ts';
import { isSecretName, type SettingProblem } from '../../../bots/settingProblem.ts';
import { BOT_KINDS, type BotKind } from '../../../core/model.ts';
import type { Translate } from '../../../core/text.ts';
import type { BotForm, FormField } from '../../../protocol/botPage.ts';
import type { BotEntry } from '../../app/botEntries.ts';
import { nameOf } from './entryChanges.ts';
import { schemaHelp } from './schemaHelp.ts';
import { withoutSecrets } from './secretMask.ts';

/** What a form is made of. */
export interface FormParts {
  readonly entry: BotEntry;
  readonly state: BotForm['state'];
  /** The other entries, whatever they are: a name may be theirs. */
  readonly others: readonly unknown[];
  readonly servers: BotForm['servers'];
  readonly place: string;
  readonly manifest: unknown;
  readonly t: Translate;
}

/** The form of one entry, with what is wrong in it at the value that is. */
export function formOf(parts: FormParts): BotForm {
  const { entry, state, servers, place, t } = parts;
  const kind = kindOf(entry);
  const fields = kind === undefined ? [] : entryFields(kind, t);
  const known = new Set(['kind', ...fields.map(({ path }) => path[0])]);
  const problems = problemsOf(parts);
  const unknown = Object.keys(entry).filter(key => !known.has(key));
  return {
    state,
    name: nameOf(entry) ?? '',
    kind: kind ?? '',
    kindText: kind === undefined ? t('Unknown kind') : kindText(kind, t),
    entry: withoutSecrets(entry),
    fields: fields.map(field => formField(field, kind, parts)),
    problems: problems.filter(({ path }) => known.has(path[0])),
    unknown: unknown.map(key => ({
      key,
      // Of a key that is merely unknown, all others would be named.
      problem: isSecretName(key) ? problems.find(({ path }) => path[0] === key)?.text : undefined,
    })),
    servers,
    place,
    canTest: kind === 'openai' || kind === 'llama',
  };
}

function kindOf({ kind }: BotEntry): BotKind | undefined {
  return BOT_KINDS.find(known => known === kind);
}

export function kindText(kind: BotKind, t: Translate): string {
  const texts: Readonly<Record<BotKind, string>> = {
    llama: t('Model on this machine (GGUF file)'),
    openai: t('Model behind a server'),
    vscode: t('Model of the editor'),
    custom: t('Bot of your own making'),
  };
  return texts[kind];
}

function formField(
  { isRequired = false, unset, ...field }: EntryField,
  kind: BotKind | undefined,
  { manifest, t }: FormParts,
): FormField {
  const { help, choiceHelp } = schemaHelp(manifest, field.path);
  // All values of the form are of this kind.
  const ofKind = t('For `{0}`.', kind ?? '');
  return { ...field, unset, isRequired, choiceHelp, help: help.replace(ofKind, '').trim() };
}

/** What the settings say of this entry, and of no other. */
function problemsOf({ entry, others, t }: FormParts): BotForm['problems'] {
  const { problems } = parseBots([...others, entry], { t, resolvePath: path => path });
  const prefix = `chatzoo.bots[${others.length}]`;
  return problems
    .filter(({ path }) => path.startsWith(prefix))
    .map(problem => ({
      path: keysOf(problem, prefix),
      text: t('Expected: {0}', problem.expected),
    }));
}

/** `.lora[1].scale` are the keys `lora`, `1` and `scale`. */
function keysOf({ path }: SettingProblem, prefix: string): readonly string[] {
  return path
    .slice(prefix.length)
    .split(/[.[\]]+/)
    .filter(key => key !== '');
}
