import { renderShape } from './shape.ts';
import { stopMarks } from './stopMarks.ts';
import type { TableRow } from './tableRow.ts';
import { styleShape } from './tableStyles.ts';
import type { ChatTemplate } from './template.ts';

/** The template that a row describes. */
export function tableFamily(row: TableRow): ChatTemplate {
  const shape = styleShape(row);
  const defaultSystem = row.system ?? '';
  const afterReply = shape.after({
    side: 'assistant',
    index: 1,
    round: 1,
    isLast: false,
    hasSystem: false,
  });
  return {
    name: row.name,
    defaultSystem,
    render: messages => renderShape(shape, messages, defaultSystem),
    stop: [...new Set([...(row.stop ?? []), ...stopMarks(afterReply)])],
    stopTokenIds: row.stopTokenIds ?? [],
    cleanUp: row.cleanUp ?? [],
  };
}
