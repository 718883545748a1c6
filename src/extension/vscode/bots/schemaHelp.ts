import { SETTINGS, SETTINGS_SECTION } from '../ids.ts';

/** What the manifest says of one key of an entry, in the user's language. */
export interface KeyHelp {
  readonly help: string;
  /** Of each choice, in their order. */
  readonly choiceHelp: readonly string[];
}

/** As far as a JSON schema is read here; of the manifest, so of any shape. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly markdownDescription?: string;
  readonly markdownEnumDescriptions?: readonly string[];
}

interface Manifest {
  readonly contributes?: {
    readonly configuration?: { readonly properties?: Readonly<Record<string, Schema>> };
  };
}

/**
 * The form says of a value what the settings editor says of it.
 *
 * @param manifest as the editor has read it: its `%keys%` are sentences.
 */
export function schemaHelp(manifest: unknown, path: readonly string[]): KeyHelp {
  const { contributes } = manifest as Manifest;
  const setting = contributes?.configuration?.properties?.[`${SETTINGS_SECTION}.${SETTINGS.bots}`];
  let schema = setting?.items;
  for (const key of path) schema = schema?.properties?.[key];
  const choices = [schema, ...(schema?.anyOf ?? [])].flatMap(
    each => each?.markdownEnumDescriptions ?? [],
  );
  return { help: schema?.markdownDescription ?? '', choiceHelp: choices };
}
