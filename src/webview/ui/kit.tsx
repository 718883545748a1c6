import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { h, type ComponentChildren, type VNode } from 'preact';

// The one door to the toolkit: its elements have no types for JSX and its maintenance has ended, so
// no other file knows their names.

export function registerKit(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextField());
}

/** For a page without text fields, which it need not carry then. */
export function registerButtons(): void {
  provideVSCodeDesignSystem().register(vsCodeButton());
}

interface ButtonProps {
  readonly children: ComponentChildren;
  /** `icon` is a button without a face until the pointer is on it. */
  readonly look?: 'primary' | 'secondary' | 'icon';
  readonly onClick: () => void;
  readonly disabled?: boolean;
  /** Tooltip. */
  readonly title?: string | undefined;
  readonly label?: string | undefined;
  /** For a button that stays pressed. */
  readonly pressed?: boolean | undefined;
  readonly testId?: string | undefined;
}

export function Button({ children, look = 'secondary', ...rest }: ButtonProps): VNode {
  return h(
    'vscode-button',
    {
      // Properties, as the toolkit hands no attribute on to its inner button; the label comes
      // before the look, which else brings a label of its own.
      ariaLabel: rest.label,
      ariaPressed: rest.pressed === undefined ? undefined : String(rest.pressed),
      appearance: look,
      disabled: rest.disabled === true,
      title: rest.title,
      'data-testid': rest.testId,
      class: rest.pressed === true ? 'pressed' : undefined,
      // A disabled element of the toolkit still hears clicks on itself.
      onClick: () => {
        if (rest.disabled !== true) rest.onClick();
      },
    } as Record<string, unknown>,
    children,
  );
}

interface BadgeProps {
  readonly children: ComponentChildren;
  readonly title?: string | undefined;
  readonly testId?: string | undefined;
}

/** Plain: the toolkit's badge writes a style attribute, which the page's policy forbids. */
export function Badge({ children, title, testId }: BadgeProps): VNode {
  return (
    <span class="badge" title={title} data-testid={testId}>
      {children}
    </span>
  );
}

/**
 * Decoration only: what is under way is said in words beside it. Plain, as the toolkit's ring makes an
 * alert of itself that interrupts a screen reader.
 */
export function Spinner(): VNode {
  return <span class="spinner" aria-hidden="true" />;
}

interface TextFieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly label: string;
  readonly disabled?: boolean;
  readonly testId?: string;
}

export function TextField({ value, onInput, label, disabled, testId }: TextFieldProps): VNode {
  return h('vscode-text-field', {
    value,
    placeholder: label,
    // The toolkit puts a label of its own over one that is there before it is.
    ref: (field: HTMLElement | null) => field?.setAttribute('aria-label', label),
    disabled: disabled === true,
    'data-testid': testId,
    onInput: (event: Event) => onInput((event.currentTarget as HTMLInputElement).value),
  } as Record<string, unknown>);
}
