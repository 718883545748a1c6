/** Something to wait for that the test lets happen. */
export function gateway(): { readonly wait: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const wait = new Promise<void>(resolve => (open = resolve));
  return { wait, open: () => open() };
}
