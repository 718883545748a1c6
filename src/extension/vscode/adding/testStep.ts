import * as vscode from 'vscode';
import { testServer } from '../../../bots/serverTest.ts';
import { errorText } from '../errorText.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { testLines } from './serverTexts.ts';
import { BACK, type StepAnswer, type StepPlace } from './steps.ts';
import { wrapped } from './wrapped.ts';

/** A server may load the model first. */
const TEST_SECONDS = 120;

export interface Tested {
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey?: string;
  /** The bot's. */
  readonly name: string;
}

interface Row extends vscode.QuickPickItem {
  readonly does?: 'add' | 'test';
}

/** Asks the model for a few words and says what came of it; the bot can be added in either case. */
export function askTest(place: StepPlace, tested: Tested): Promise<StepAnswer<'add'>> {
  const { t } = vscode.l10n;
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = place.title;
  pick.step = place.step;
  pick.totalSteps = place.totalSteps;
  pick.ignoreFocusOut = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  let work = new AbortController();
  const test = async (): Promise<void> => {
    work.abort();
    work = new AbortController();
    const { signal } = work;
    pick.busy = true;
    pick.placeholder = t('Testing the connection…');
    pick.items = [addRow(t('Add {0} without waiting', withoutIcons(tested.name)))];
    const { isWell, lines } = await outcomeOf(tested, signal);
    if (signal.aborted) return;
    pick.busy = false;
    pick.placeholder = isWell ? lines[0] : t('The test failed.');
    pick.items = isWell
      ? [addRow(t('Add {0}', withoutIcons(tested.name))), ...sayRows(lines, 'pass'), againRow()]
      : [
          ...sayRows(lines, 'error'),
          againRow(),
          addRow(t('Add {0} all the same', withoutIcons(tested.name))),
        ];
    // A failure must not be added by an Enter that was meant for something else.
    pick.activeItems = pick.items.filter(({ does }) => does === (isWell ? 'add' : 'test'));
  };
  return new Promise(resolve => {
    let answer: StepAnswer<'add'>;
    pick.onDidAccept(() => {
      const does = pick.activeItems[0]?.does;
      if (does === 'test') void test();
      if (does !== 'add') return;
      answer = 'add';
      pick.hide();
    });
    pick.onDidTriggerButton(() => {
      answer = BACK;
      pick.hide();
    });
    pick.onDidHide(() => {
      work.abort();
      pick.dispose();
      resolve(answer);
    });
    pick.show();
    void test();
  });
}

async function outcomeOf(
  { baseUrl, model, apiKey }: Tested,
  signal: AbortSignal,
): Promise<{ readonly isWell: boolean; readonly lines: readonly string[] }> {
  try {
    const test = await testServer(
      {
        baseUrl,
        model,
        timeoutSeconds: TEST_SECONDS,
        ...(apiKey === undefined ? {} : { apiKey }),
      },
      signal,
    );
    const reader = { t: vscode.l10n.t, language: vscode.env.language };
    return { isWell: true, lines: testLines(test, model, reader) };
  } catch (error) {
    return { isWell: false, lines: [errorText(error)] };
  }
}

function addRow(label: string): Row {
  return { label, iconPath: new vscode.ThemeIcon('add'), alwaysShow: true, does: 'add' };
}

function againRow(): Row {
  const label = vscode.l10n.t('Test Again');
  return { label, iconPath: new vscode.ThemeIcon('refresh'), alwaysShow: true, does: 'test' };
}

/** A line that is too long for a row goes on in the next one. */
function sayRows(lines: readonly string[], icon: string): readonly Row[] {
  return lines.flatMap(line =>
    wrapped(line).map((label, index) => ({
      label: withoutIcons(label),
      iconPath: new vscode.ThemeIcon(index === 0 ? icon : 'blank'),
      alwaysShow: true,
    })),
  );
}
