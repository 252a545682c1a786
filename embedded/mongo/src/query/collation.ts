import { isDoc, toNumber, typeName } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { BINARY, collatedOrder } from './order.ts';
import type { Order } from './order.ts';

/** The version of the collator that MongoDB 8 announces and checks; it is part of every stored collation. */
const VERSION = '57.1';

/** A collation's fields with the kinds of their values (manual, "Collation"). */
const FIELDS: Readonly<Record<string, string>> = {
  locale: 'string',
  caseLevel: 'bool',
  caseFirst: 'string',
  strength: 'number',
  numericOrdering: 'bool',
  alternate: 'string',
  maxVariable: 'string',
  normalization: 'bool',
  backwards: 'bool',
  version: 'string',
};
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  caseFirst: ['upper', 'lower', 'off'],
  alternate: ['non-ignorable', 'shifted'],
  maxVariable: ['punct', 'space'],
};

/** What ICU calls a locale's other alphabets, by the names that BCP 47 has for them. */
const VARIANTS: Readonly<Record<string, string>> = { phonebook: 'phonebk', dictionary: 'dict', traditional: 'trad', gb2312han: 'gb2312' };

const refused = (what: string): ServerError => new ServerError('CommandNotSupported', `collations with ${what} are not supported`);

const orders = new Map<string, Order>();

/** The order that a command's `collation` asks for; undefined where it has none. Two of the same meaning are the same object. */
export const orderOfCollation = (value: Value): Order | undefined => {
  if (value === undefined || value === null) return undefined;
  if (!isDoc(value))
    throw new ServerError('TypeMismatch', `BSON field 'collation' is the wrong type '${typeName(value)}', expected type 'object'`);
  if (Object.keys(value).length === 0) return undefined;
  checkFields(value);
  if (value['locale'] === 'simple') {
    if (Object.keys(value).some((name) => name !== 'locale' && name !== 'version'))
      throw new ServerError('FailedToParse', "If 'locale' is 'simple', no other collation options may be given");
    return BINARY;
  }
  const collator = collatorOf(value);
  const collation = normalized(value, collator);
  const name = JSON.stringify(collation);
  let order = orders.get(name);
  if (!order) orders.set(name, (order = collatedOrder(collation, (a, b) => Math.sign(collator.compare(a, b)))));
  return order;
};

const checkFields = (collation: Doc): void => {
  if (collation['locale'] === undefined) throw new ServerError(40414, "BSON field 'collation.locale' is missing but a required field");
  for (const [name, value] of Object.entries(collation)) {
    const kind = FIELDS[name];
    if (!kind) throw new ServerError('Location40415', `BSON field 'collation.${name}' is an unknown field.`);
    const given = toNumber(value) !== undefined && kind === 'number' ? 'number' : typeName(value);
    if (given !== kind)
      throw new ServerError('TypeMismatch', `BSON field 'collation.${name}' is the wrong type '${given}', expected type '${kind}'`);
    if (CHOICES[name] && !CHOICES[name].includes(String(value)))
      throw new ServerError('BadValue', `Enumeration value '${String(value)}' for field 'collation.${name}' is not a valid value.`);
  }
  const strength = toNumber(collation['strength']) ?? 3;
  if (!Number.isInteger(strength) || strength < 1 || strength > 5)
    throw new ServerError(51024, `BSON field 'strength' value must be between 1 and 5, actual value '${strength}'`);
  if (collation['version'] !== undefined && collation['version'] !== VERSION)
    throw new ServerError(
      'IncompatibleCollationVersion',
      `Requested collation version ${String(collation['version'])}, but the server's is ${VERSION}`,
    );
};

/** The collator of the locale; what cannot be had exactly as MongoDB has it is refused (115). */
const collatorOf = (collation: Doc): Intl.Collator => {
  const locale = String(collation['locale']);
  const [, base = '', variant] = /^([^@]+)(?:@collation=(\w+))?$/.exec(locale) ?? [];
  const co = variant === undefined ? undefined : (VARIANTS[variant] ?? variant);
  const tag = base.replaceAll('_', '-');
  if (!isKnown(tag)) throw new ServerError('BadValue', `Field 'locale' is invalid in: ${JSON.stringify(collation)}`);
  const strength = toNumber(collation['strength']) ?? 3;
  if (strength > 3) throw refused('a strength of 4 or 5');
  if (strength > 1 && collation['caseLevel'] === true) throw refused('caseLevel and a strength above 1');
  const options: Intl.CollatorOptions = {
    sensitivity: strength === 3 ? 'variant' : strength === 2 ? 'accent' : collation['caseLevel'] === true ? 'case' : 'base',
  };
  if (typeof collation['numericOrdering'] === 'boolean') options.numeric = collation['numericOrdering'];
  if (typeof collation['caseFirst'] === 'string')
    options.caseFirst = collation['caseFirst'] === 'off' ? 'false' : (collation['caseFirst'] as 'upper');
  if (collation['alternate'] !== undefined) options.ignorePunctuation = collation['alternate'] === 'shifted';
  const collator = new Intl.Collator(co === undefined ? tag : `${tag}-u-co-${co}`, options);
  const resolved = collator.resolvedOptions();
  if (co !== undefined && resolved.collation !== co)
    throw new ServerError('BadValue', `Field 'locale' is invalid in: ${JSON.stringify(collation)}`);
  if (resolved.ignorePunctuation && collation['maxVariable'] === 'space') throw refused("maxVariable 'space'");
  if (typeof collation['backwards'] === 'boolean' && collation['backwards'] !== isBackwards(collator, strength)) throw refused('backwards');
  return collator;
};

const isKnown = (tag: string): boolean => {
  try {
    return !/posix|-\w(-|$)/i.test(tag) && Intl.Collator.supportedLocalesOf([tag]).length > 0;
  } catch {
    return false;
  }
};

/** Whether accents count from a word's end, as in Canadian French. */
const isBackwards = (collator: Intl.Collator, strength: number): boolean => strength > 1 && collator.compare('côte', 'coté') < 0;

/** All fields of a collation, as the server keeps and lists it. */
const normalized = (given: Doc, collator: Intl.Collator): Doc => {
  const { numeric, caseFirst, ignorePunctuation } = collator.resolvedOptions();
  const strength = toNumber(given['strength']) ?? 3;
  return {
    locale: given['locale'],
    caseLevel: given['caseLevel'] === true,
    caseFirst: String(caseFirst) === 'false' ? 'off' : caseFirst,
    strength,
    numericOrdering: numeric,
    alternate: ignorePunctuation ? 'shifted' : 'non-ignorable',
    maxVariable: given['maxVariable'] ?? 'punct',
    normalization: given['normalization'] === true,
    backwards: isBackwards(collator, strength),
    version: VERSION,
  };
};
