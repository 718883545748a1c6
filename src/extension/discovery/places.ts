import { pathsOf, type Machine } from './machine.ts';

/** How a program lays its models out in its folder. */
type Layout = 'folders' | 'ollama' | 'huggingFace';

/** A folder where a program keeps models; it need not be there. */
export interface Place {
  readonly program: string;
  readonly layout: Layout;
  readonly folder: string;
}

/** What is known of the user's own choices. */
export interface OwnFolders {
  /** Where LM Studio was told to download to, by its settings. */
  readonly lmStudio?: readonly string[];
  /** Where this program downloads to. */
  readonly chatZoo?: string | undefined;
}

/**
 * Where known programs keep their models on this platform, by default and by their own variables; an
 * empty variable is as good as none.
 *
 * source: https://lmstudio.ai/docs/app/advanced/import-model
 * source: https://github.com/ollama/ollama/blob/main/docs/faq.md
 * source: https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 * source: https://jan.ai/docs/data-folder
 * source: https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function knownPlaces(machine: Machine, own: OwnFolders = {}): readonly Place[] {
  const places: readonly (readonly [string, Layout, readonly (string | undefined)[]])[] = [
    ['ChatZoo', 'folders', [own.chatZoo]],
    ['LM Studio', 'folders', [...(own.lmStudio ?? []), ...lmStudioFolders(machine)]],
    ['Ollama', 'ollama', ollamaFolders(machine)],
    ['Hugging Face', 'huggingFace', huggingFaceFolders(machine)],
    ['Jan', 'folders', janFolders(machine)],
    ['llama.cpp', 'folders', llamaCppFolders(machine)],
    ['GPT4All', 'folders', gpt4AllFolders(machine)],
  ];
  const seen = new Set<string>();
  return places.flatMap(([program, layout, folders]) =>
    folders.flatMap(folder => {
      if (folder === undefined || folder.trim() === '' || seen.has(folder)) return [];
      seen.add(folder);
      return [{ program, layout, folder }];
    }),
  );
}

/** Where LM Studio's settings may lie; they name the folder that it downloads to. */
export function lmStudioSettings(machine: Machine): readonly string[] {
  const join = joinOn(machine);
  return lmStudioHomes(machine).map(folder => join(folder, 'settings.json'));
}

function lmStudioFolders(machine: Machine): readonly string[] {
  const join = joinOn(machine);
  return lmStudioHomes(machine).map(folder => join(folder, 'models'));
}

function lmStudioHomes(machine: Machine): readonly string[] {
  const join = joinOn(machine);
  return [join(machine.home, '.lmstudio'), join(machine.home, '.cache', 'lm-studio')];
}

function ollamaFolders(machine: Machine): readonly (string | undefined)[] {
  const join = joinOn(machine);
  const { env, home, platform } = machine;
  // As a service on Linux it has a user and a home of its own.
  const services = platform === 'linux' ? ['/usr/share/ollama/.ollama', '/var/lib/ollama'] : [];
  return [
    env['OLLAMA_MODELS'],
    join(home, '.ollama', 'models'),
    ...services.map(folder => join(folder, 'models')),
  ];
}

function huggingFaceFolders(machine: Machine): readonly (string | undefined)[] {
  const join = joinOn(machine);
  const { env, home } = machine;
  const cache = env['XDG_CACHE_HOME'] || join(home, '.cache');
  return [
    env['HF_HUB_CACHE'],
    env['HUGGINGFACE_HUB_CACHE'],
    env['HF_HOME'] && join(env['HF_HOME'], 'hub'),
    join(cache, 'huggingface', 'hub'),
  ];
}

function janFolders(machine: Machine): readonly (string | undefined)[] {
  const join = joinOn(machine);
  const { env, home } = machine;
  const data = {
    win32: [env['APPDATA'] || join(home, 'AppData', 'Roaming')],
    darwin: [join(home, 'Library', 'Application Support')],
    other: [
      env['XDG_DATA_HOME'] || join(home, '.local', 'share'),
      env['XDG_CONFIG_HOME'] || join(home, '.config'),
    ],
  }[keyOf(machine)];
  return [
    join(home, 'jan', 'models'),
    ...data.flatMap(folder => [
      join(folder, 'Jan', 'data', 'llamacpp', 'models'),
      join(folder, 'Jan', 'data', 'models'),
    ]),
  ];
}

function llamaCppFolders(machine: Machine): readonly (string | undefined)[] {
  const join = joinOn(machine);
  const { env, home } = machine;
  const cache = {
    win32: env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'),
    darwin: join(home, 'Library', 'Caches'),
    other: env['XDG_CACHE_HOME'] || join(home, '.cache'),
  }[keyOf(machine)];
  return [env['LLAMA_CACHE'], join(cache, 'llama.cpp')];
}

function gpt4AllFolders(machine: Machine): readonly (string | undefined)[] {
  const join = joinOn(machine);
  const { env, home } = machine;
  const data = {
    win32: env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'),
    darwin: join(home, 'Library', 'Application Support'),
    other: env['XDG_DATA_HOME'] || join(home, '.local', 'share'),
  }[keyOf(machine)];
  // The second is that of its library for Python.
  return [join(data, 'nomic.ai', 'GPT4All'), join(home, '.cache', 'gpt4all')];
}

function keyOf({ platform }: Machine): 'win32' | 'darwin' | 'other' {
  return platform === 'win32' || platform === 'darwin' ? platform : 'other';
}

function joinOn(machine: Machine): (...parts: readonly string[]) => string {
  return (...parts) => pathsOf(machine).join(...parts);
}
