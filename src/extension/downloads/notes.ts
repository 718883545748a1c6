import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { downloadProcess } from '../../protocol/downloadProcess.ts';
import type { DownloadPlan } from '../app/downloads.ts';
import { isDownloadId } from '../app/downloadPlan.ts';

const note = z.object({
  id: z.string().check(z.refine(isDownloadId)),
  name: z.string(),
  address: z.string(),
  look: downloadProcess.calls.look.answer,
  sha256: z.optional(z.string()),
  entry: z.record(z.string(), z.unknown()),
});

const isNote = (name: string): boolean => name.endsWith('.json');

/** Notes a download beside its parts, so that it is known after a restart and to other windows. */
export async function writeNote(file: string, plan: DownloadPlan): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.new`;
  await writeFile(draft, JSON.stringify(plan, undefined, 2));
  await rename(draft, file);
}

export const removeNote = (file: string): Promise<void> => rm(file, { force: true });

/** All downloads that are noted in a folder, by the names of their files; what is no note is passed over. */
export async function readNotes(
  folder: string,
): Promise<readonly { readonly file: string; readonly plan: DownloadPlan }[]> {
  const names = await readdir(folder).catch(() => []);
  const found: { readonly file: string; readonly plan: DownloadPlan }[] = [];
  for (const name of names.filter(isNote).sort()) {
    const file = path.join(folder, name);
    const plan = await readNote(file);
    if (plan) found.push({ file, plan });
  }
  return found;
}

/** Whether anything is noted in a folder; undefined where the folder cannot be read. */
export async function hasNotes(folder: string): Promise<boolean | undefined> {
  const names = await readdir(folder).catch(() => undefined);
  return names?.some(isNote);
}

/** What is noted; undefined where nothing is, or no note. */
export async function readNote(file: string): Promise<DownloadPlan | undefined> {
  try {
    const read = note.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
