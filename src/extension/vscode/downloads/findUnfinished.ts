import type { Disposable } from '../../../core/std/disposable.ts';
import type { Subscribe } from '../../../core/std/emitter.ts';
import type { Downloads } from '../../app/downloads.ts';
import type { Log } from '../../app/ports.ts';
import type { Settings } from '../../app/settings.ts';
import { modelsFolder } from './modelsFolder.ts';

interface Parts {
  readonly downloads: Pick<Downloads, 'refresh'>;
  readonly settings: { readonly onChange: Subscribe<Settings> };
  readonly log: Log;
}

/** Looks for the downloads that were begun before: now, and whenever the models go into another folder. */
export function findUnfinished({ downloads, settings, log }: Parts): Disposable {
  const look = (): void => {
    downloads.refresh().catch((error: unknown) => {
      log.error('The unfinished downloads could not be listed', error);
    });
  };
  let folder = modelsFolder();
  look();
  return settings.onChange(() => {
    const before = folder;
    folder = modelsFolder();
    if (folder !== before) look();
  });
}
