import { PERSONAL, type Id } from '@lyceum/contracts';
import { seal, unseal } from './cipher.ts';
import { changeAt } from './paths.ts';

/** A personal value as it lies in the log: base64 of what `seal` made of its JSON. */
interface Sealed {
  readonly $personal: string;
}

const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && '$personal' in value && typeof value.$personal === 'string';

const PATHS = new Map(Object.entries(PERSONAL).map(([type, { of, paths }]) => [type, { of, paths: paths.map((path) => path.split('.')) }]));

/** Where a value stands, authenticated with it, so that no sealed value can be moved elsewhere. */
const place = (type: string, path: string): string => `${type} ${path}`;

function eachPersonal(type: string, data: unknown, change: (value: unknown, path: string) => unknown): unknown {
  return (PATHS.get(type)?.paths ?? []).reduce<unknown>((changed, path) => changeAt(changed, path, change), data);
}

/** The person whose key the fact's personal values need; null where it has none of them. */
export function personOf(type: string, data: unknown): Id | null {
  const marked = PATHS.get(type);
  if (!marked) return null;
  let any = false;
  eachPersonal(type, data, (value) => {
    any = true;
    return value;
  });
  if (!any || typeof data !== 'object' || data === null) return null;
  const person = Object.entries(data).find(([field]) => field === marked.of)?.[1];
  return typeof person === 'string' ? person : null;
}

/** The data with every personal value sealed by the person's key. */
export const sealPersonal = (type: string, data: unknown, key: Buffer): unknown =>
  eachPersonal(type, data, (value, path) => ({
    $personal: seal(key, Buffer.from(JSON.stringify(value)), place(type, path)).toString('base64'),
  }));

/** The data with null in the place of every personal value. */
export const withoutPersonal = (type: string, data: unknown): unknown => eachPersonal(type, data, () => null);

/** The data with every sealed value opened, or null in its place where the key is gone. @throws where a value was tampered with. */
export const openPersonal = (type: string, data: unknown, key: Buffer | null): unknown =>
  eachPersonal(type, data, (value, path) => {
    if (!isSealed(value)) return value;
    return key && JSON.parse(unseal(key, Buffer.from(value.$personal, 'base64'), place(type, path)).toString());
  });

/** What is no text of a person, and nobody's to see all the same: keys, and the marks by which tokens are known again. */
const SECRET = new Set(['wrapped', 'tokenHash', 'bodyHash']);

/** The data with null in the place of every value that is sealed or secret, whatever the type of the fact, and whether there were any. */
export function shutPersonal(data: unknown): { readonly data: unknown; readonly sealed: boolean } {
  let sealed = false;
  const shut = (value: unknown, field?: string): unknown => {
    if (isSealed(value) || (field !== undefined && SECRET.has(field))) {
      sealed = true;
      return null;
    }
    if (Array.isArray(value)) return value.map((one) => shut(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, shut(one, field)]));
  };
  return { data: shut(data), sealed };
}
