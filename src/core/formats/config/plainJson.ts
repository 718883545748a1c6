import { isSecretField } from '../../secretField.ts';
import { isConfigList, isConfigObject, Unread, type ConfigValue } from './configValue.ts';

/** A value for a settings file, and the paths of what it lost: what is not read, and secrets, which settings refuse. */
export function plainJson(value: ConfigValue): {
  readonly json: unknown;
  readonly leftOut: readonly string[];
} {
  const leftOut: string[] = [];
  const copy = (each: ConfigValue, path: string): unknown => {
    if (isConfigList(each)) {
      return each.filter(item => isKept(item, path)).map((item, i) => copy(item, `${path}[${i}]`));
    }
    if (!isConfigObject(each)) return each instanceof Unread ? undefined : each;
    const kept = Object.entries(each).filter(([key, member]) => {
      const inner = path === '' ? key : `${path}.${key}`;
      if (!isSecretField(key)) return isKept(member, inner);
      leftOut.push(inner);
      return false;
    });
    return Object.fromEntries(
      kept.map(([key, member]) => [key, copy(member, path === '' ? key : `${path}.${key}`)]),
    );
  };
  const isKept = (each: ConfigValue, path: string): boolean => {
    if (!(each instanceof Unread)) return true;
    leftOut.push(path);
    return false;
  };
  return { json: copy(value, ''), leftOut };
}
