import {
  BattleReader,
  type BattleShape,
  type ReadBattles,
} from '../../core/ranking/read/battleReader.ts';
import { MOST_BOTS, TooManyBots } from '../../core/ranking/read/battleRows.ts';
import { EXIT, Problem } from '../problem.ts';
import { bytesOf } from './bytesOf.ts';
import type { RankFormat } from './rankWords.ts';

const SHAPES: Readonly<Record<RankFormat, BattleShape>> = {
  auto: 'auto',
  chatzoo: 'auto',
  arena: 'json',
  csv: 'csv',
};

/** Reads the battles of all files into one. @throws Problem for a file that cannot be read */
export async function readBattles(
  files: readonly string[],
  format: RankFormat,
): Promise<ReadBattles> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const reader = new BattleReader(bytes => decoder.decode(bytes), SHAPES[format]);
  try {
    for (const file of files) {
      for await (const chunk of bytesOf(file)) reader.push(chunk);
      reader.endFile();
    }
    return reader.end();
  } catch (error) {
    if (!(error instanceof TooManyBots)) throw error;
    throw new Problem(
      EXIT.refused,
      `there are more than ${MOST_BOTS.toLocaleString('en')} different bots: that cannot be ranked`,
    );
  }
}
