import type { FieldError } from '@lyceum/contracts';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { Refused } from '../deciding/refused.ts';

const MOST_ERRORS = 50;

/** Checks bodies, queries and path parameters by the zod schema of their decorator; what comes out is what the schema made of it. */
export class Validation implements PipeTransform {
  transform(value: unknown, { schema, type, data }: ArgumentMetadata): unknown {
    if (!(schema instanceof z.ZodType) || type === 'custom') return value;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new Refused({ code: 'invalid-input', errors: fieldErrors(parsed.error.issues, value, data ? [data] : []) });
  }
}

/** The issues of a schema as errors by field, in plain sentences; the values themselves are never repeated. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], value: unknown, above: readonly PropertyKey[] = []): FieldError[] {
  return issues.slice(0, MOST_ERRORS).flatMap((issue) => errorsOf(issue, value, above));
}

function errorsOf(issue: z.core.$ZodIssue, value: unknown, above: readonly PropertyKey[]): FieldError[] {
  const path = [...above, ...issue.path].map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MOST_ERRORS).map((key) => ({
      path: path === '' ? key : `${path}.${key}`,
      rule: 'unknown',
      message: 'There is no such field here.',
    }));
  }
  if (issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined)
    return [{ path, rule: 'required', message: 'This is missing.' }];
  return [{ path, rule: ruleOf(issue), message: sentence(issue) }];
}

const RULES: Partial<Record<z.core.$ZodIssue['code'], string>> = {
  invalid_type: 'type',
  too_small: 'minimum',
  too_big: 'maximum',
  not_multiple_of: 'multiple',
  invalid_union: 'one-of',
  invalid_value: 'one-of',
  invalid_key: 'key',
  invalid_element: 'element',
};

function ruleOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_format' ? issue.format.replaceAll('_', '-') : (RULES[issue.code] ?? 'rule');
}

function sentence(issue: z.core.$ZodIssue): string {
  const plain = plainWords(issue);
  return `${plain[0]!.toUpperCase()}${plain.slice(1)}${/[.!?]$/.test(plain) ? '' : '.'}`;
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const FORMATS: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  url: 'a web address',
  uuid: 'an id (UUID)',
  datetime: 'an instant in UTC (ISO 8601 with Z)',
};

/** The plain words of an issue, where the schema has not given its own. */
function plainWords(issue: z.core.$ZodIssue): string {
  if (!/^(?:Invalid|Too|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `This must be ${ARTICLES[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return `This must ${sizeOf(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `This must ${sizeOf(issue.origin, 'at most', issue.maximum)}`;
    case 'invalid_value':
      return `This must be one of: ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'regex'
        ? 'This is not in the right form'
        : `This must be ${FORMATS[issue.format] ?? `a valid ${issue.format}`}`;
    case 'invalid_union':
      return 'This is none of the forms that are possible here';
    default:
      return issue.message;
  }
}

function sizeOf(origin: string, bound: string, size: number | bigint): string {
  const many = size === 1 || size === 1n ? '' : 's';
  if (origin === 'string') return `have ${bound} ${size} character${many}`;
  if (origin === 'array' || origin === 'set' || origin === 'map') return `have ${bound} ${size} element${many}`;
  return `be ${bound} ${size}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value);
}
