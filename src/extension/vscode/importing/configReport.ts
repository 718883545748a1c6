import type { Note } from '../../../core/formats/config/configValue.ts';
import {
  remarksFor,
  type Chosen,
  type FoundBot,
  type GeneralRemark,
  type Remark,
} from '../../../core/formats/config/foundBot.ts';
import { reasonText } from '../../../core/formats/config/reasonText.ts';
import type { Translate } from '../../../core/text.ts';
import { list, plain, section } from './reportParts.ts';

/** A bot of a configuration file, and what is to become of it. */
export interface PlannedBot {
  readonly found: FoundBot;
  /** A name that no other bot has. */
  readonly name: string;
  /** Undefined as long as its model is not known. */
  readonly chosen: Chosen | undefined;
  /** Why its model is not known. */
  readonly why: string | undefined;
}

export interface ConfigPlan {
  readonly fileName: string;
  readonly programs: readonly string[];
  readonly bots: readonly PlannedBot[];
  readonly general: readonly GeneralRemark[];
  readonly notes: readonly Note[];
}

/** What was done: the names of the bots that came, and of the servers whose keys are kept. */
export interface ConfigOutcome {
  readonly added: ReadonlySet<string>;
  /** Bots that the settings would not take, by name with the reason. */
  readonly refused: ReadonlyMap<string, string>;
  readonly keptKeys: readonly string[];
  /** Servers for which the file has several keys: the first is meant for all. */
  readonly severalKeys: readonly string[];
}

/** Bots and notes that are listed; a file may have any number. */
const LISTED = 100;

/** What an import of a configuration would bring, or has brought, as Markdown. No key is in it. */
export function configReportText(
  plan: ConfigPlan,
  outcome: ConfigOutcome | undefined,
  t: Translate,
): string {
  const { bots } = plan;
  const ready = bots.filter(({ chosen }) => chosen !== undefined).length;
  const heading = t('Configuration of {0}', plain(plan.fileName));
  const stage = outcome ? t('This has been imported.') : t('Nothing is written yet.');
  return [
    `# ${heading}`,
    `${t('Written for {0}', plain(plan.programs.join(', ')))}. ${stage}`,
    list(
      outcome
        ? [
            t('Bots added: {0}', outcome.added.size),
            t('Bots left out: {0}', bots.length - outcome.added.size),
          ]
        : [
            t('Bots that can be added: {0}', ready),
            t('Bots that need a model first: {0}', bots.length - ready),
          ],
    ),
    ...bots.slice(0, LISTED).flatMap(bot => botSection(bot, outcome, t)),
    ...(bots.length > LISTED ? [t('… and {0} more', bots.length - LISTED)] : []),
    ...keySection(outcome, t),
    ...section(
      t('About no bot'),
      undefined,
      plan.general.slice(0, LISTED).map(({ key, why }) => `${plain(key)}: ${plain(why)}`),
      plan.general.length,
      t,
    ),
    ...section(
      t('Not read'),
      t('The file is read as text; nothing of it is run.'),
      plan.notes
        .slice(0, LISTED)
        .map(({ line, column, reason }) =>
          t('line {0}, column {1}: {2}', line, column, plain(reasonText(reason, t))),
        ),
      plan.notes.length,
      t,
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function botSection(
  { found, name, chosen, why }: PlannedBot,
  outcome: ConfigOutcome | undefined,
  t: Translate,
): string[] {
  const isLeftOut = outcome !== undefined && !outcome.added.has(name);
  const refusal = outcome?.refused.get(name);
  const heading = isLeftOut ? t('{0} (left out)', plain(name)) : plain(name);
  return [
    `## ${heading}`,
    list([
      t('in the file: {0}', plain(found.at)),
      ...(chosen ? [plain(chosenText(chosen, t))] : []),
      ...(chosen === undefined && why !== undefined
        ? [`${t('needs a GGUF file or a server')}: ${plain(why)}`]
        : []),
      ...(refusal === undefined ? [] : [t('the settings do not take it: {0}', plain(refusal))]),
      ...remarksFor(found, chosen?.kind, t).map(remark => remarkText(remark, t)),
    ]),
  ];
}

/** Which model a bot gets. */
export function chosenText(chosen: Chosen, t: Translate): string {
  return chosen.kind === 'llama'
    ? t('local model {0}', chosen.modelPath)
    : t('model {0} on the server {1}', chosen.model, chosen.baseUrl);
}

function remarkText({ key, to, why }: Remark, t: Translate): string {
  const became = to === undefined ? t('left out') : plain(to);
  return `${plain(key)} → ${became}${why === undefined ? '' : ` (${plain(why)})`}`;
}

function keySection(outcome: ConfigOutcome | undefined, t: Translate): string[] {
  if (outcome === undefined) return [];
  const several = outcome.severalKeys.map(server =>
    t('{0}: the file has several keys; the first of them is kept', plain(server)),
  );
  const lines = [...outcome.keptKeys.map(server => plain(server)), ...several];
  return section(
    t('Keys'),
    t('The keys of these servers are kept in the secret storage of the editor.'),
    lines,
    lines.length,
    t,
  );
}
