import type { TestServerOptions } from './server.ts';

export interface WindowOptions extends Omit<TestServerOptions, 'settings'> {
  /** Absolute. Without it, a fresh empty folder, which is removed at the end. */
  readonly folder?: string | undefined;
  /** Absolute; a `.code-workspace` file that is opened instead of the folder. `null` opens neither. */
  readonly workspaceFile?: string | null | undefined;
  /** Default: this repository. `null` loads none, for tests of an installed VSIX. */
  readonly extensionDevelopmentPath?: string | null | undefined;
  readonly theme?: Theme | undefined;
  readonly locale?: 'en' | 'zh-cn' | undefined;
  readonly viewport?: { readonly width: number; readonly height: number } | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

export type Theme = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

export const THEMES: Readonly<Record<Theme, string>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  highContrast: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
};

export const BROWSER_LOCALES = { en: 'en-US', 'zh-cn': 'zh-CN' } as const;
