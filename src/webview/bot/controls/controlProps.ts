import type { FieldControl, FormField } from '../../../protocol/botPage.ts';
import type { BotEditor } from '../botEditor.ts';

/** What every control gets. */
export interface ControlProps<Kind extends FieldControl['kind']> {
  readonly editor: BotEditor;
  readonly field: FormField;
  readonly control: Extract<FieldControl, { readonly kind: Kind }>;
  /** As it is written, so of any shape. */
  readonly value: unknown;
  /** Of the element that the label is of. */
  readonly id: string;
  /** Of the help, and of what is wrong. */
  readonly describedBy: string;
  readonly isInvalid: boolean;
}
