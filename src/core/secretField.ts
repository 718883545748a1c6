const SECRET =
  /api[-_ ]?key|^key$|^token$|(?:access|api|auth|bearer|hf|id|refresh)[-_ ]?token$|secret|passw|authorization|cookie|^headers$/i;

/**
 * Whether a field of a request, by its name, is a secret and no parameter: settings, which are shared and
 * synced, must not have it. `eos_token` and its like are parameters.
 */
export function isSecretField(name: string): boolean {
  return SECRET.test(name);
}
