import type { FormField } from '../../protocol/botPage.ts';
import type { BotEditor } from './botEditor.ts';
import { AdaptersControl } from './controls/AdaptersControl.tsx';
import { CheckboxControl } from './controls/CheckboxControl.tsx';
import { ChoiceControl } from './controls/ChoiceControl.tsx';
import { JsonControl } from './controls/JsonControl.tsx';
import { NumberControl } from './controls/NumberControl.tsx';
import { NumbersControl } from './controls/NumbersControl.tsx';
import { PairsControl } from './controls/PairsControl.tsx';
import { TemplateControl } from './controls/TemplateControl.tsx';
import { TextControl } from './controls/TextControl.tsx';
import { TextsControl } from './controls/TextsControl.tsx';

interface FieldControlProps {
  readonly editor: BotEditor;
  readonly field: FormField;
  readonly value: unknown;
  readonly id: string;
  readonly describedBy: string;
  readonly isInvalid: boolean;
}

/** What sets the value. */
export function FieldControlOf(props: FieldControlProps) {
  const { control } = props.field;
  switch (control.kind) {
    case 'text':
    case 'multiline':
    case 'file':
      return <TextControl {...props} control={control} />;
    case 'number':
    case 'numberOr':
      return <NumberControl {...props} control={control} />;
    case 'numbers':
      return <NumbersControl {...props} control={control} />;
    case 'choice':
      return <ChoiceControl {...props} control={control} />;
    case 'checkbox':
      return <CheckboxControl {...props} control={control} />;
    case 'texts':
      return <TextsControl {...props} control={control} />;
    case 'pairs':
      return <PairsControl {...props} control={control} />;
    case 'json':
      return <JsonControl {...props} control={control} />;
    case 'adapters':
      return <AdaptersControl {...props} control={control} />;
    case 'template':
      return <TemplateControl {...props} control={control} />;
  }
}
