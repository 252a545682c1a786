import { createHmac } from 'node:crypto';
import { PERSONAL, type Id, type PersonalFields } from '@lyceum/contracts';
import { seal, unseal } from './cipher.ts';
import { changeAt } from './paths.ts';

/** A personal value as it lies in the log: base64 of what `seal` made of its JSON. */
interface Sealed {
  readonly $personal: string;
}

const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && '$personal' in value && typeof value.$personal === 'string';

const PATHS = new Map(
  Object.entries(PERSONAL).map(([type, { paths, ...of }]) => [type, { ...of, paths: paths.map((path) => path.split('.')) }]),
);

/** Where a value stands, authenticated with it, so that no sealed value can be moved elsewhere. */
const place = (type: string, path: string): string => `${type} ${path}`;

function eachPersonal(type: string, data: unknown, change: (value: unknown, path: string) => unknown): unknown {
  return (PATHS.get(type)?.paths ?? []).reduce<unknown>((changed, path) => changeAt(changed, path, change), data);
}

/** The people whose keys the fact's personal values need, all of them; none where it has no such values. */
export function peopleOf(type: string, data: unknown): readonly Id[] {
  const marked = PATHS.get(type);
  if (!marked) return NOBODY;
  let any = false;
  eachPersonal(type, data, (value) => {
    any = true;
    return value;
  });
  return any ? namedIn(marked, data) : NOBODY;
}

function namedIn(marked: Pick<PersonalFields, 'of' | 'also'>, data: unknown): readonly Id[] {
  if (typeof data !== 'object' || data === null) return NOBODY;
  const { [marked.of]: person, [marked.also ?? '']: others } = data as Readonly<Record<string, unknown>>;
  if (typeof person !== 'string') return NOBODY;
  return Array.isArray(others) && others.length > 0 ? [person, ...others.filter((other) => typeof other === 'string')] : [person];
}

/** Whether anything lies at the path, be it null. */
const isAt = (value: unknown, [segment, ...rest]: readonly string[]): boolean => {
  if (segment === undefined) return value !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  return segment === '*' ? Object.values(value).some((one) => isAt(one, rest)) : isAt((value as Record<string, unknown>)[segment], rest);
};

/** The people whose keys sealed something in the fact, whether it can be read still or not. */
export function sealedFor(type: string, data: unknown): readonly Id[] {
  const marked = PATHS.get(type);
  if (!marked?.paths.some((path) => isAt(data, path))) return NOBODY;
  return namedIn(marked, data);
}

const NOBODY: readonly Id[] = [];

/** What values are sealed with that need all these keys: the one, or what can be made only of all. */
export const keyOf = (keys: readonly [Buffer, ...Buffer[]]): Buffer =>
  keys.reduce((made, key) => createHmac('sha256', made).update(key).digest());

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
