import { createHash } from 'node:crypto';

export const hash = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('hex');

export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
