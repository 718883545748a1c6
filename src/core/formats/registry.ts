import type { ExportFormat } from './format.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';

/** Every format a session can be exported to, in the order they are offered. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [markdown, json];
