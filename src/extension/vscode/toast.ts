/**
 * A text as it may stand in a notification. The editor turns `[label](command:…)` there into a link
 * that runs the command, so what comes from files, servers or settings must not form one.
 */
export function inToast(text: string): string {
  return text.replaceAll('](', '] (');
}
