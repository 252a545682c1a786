/** The smallest value that a JSON schema takes: what is required of it, and nothing more. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: '019523a4-7b1c-7d5e-9f40-3c2a8e6b1d74',
  'date-time': '2027-03-01T09:00:00.000Z',
  date: '2027-03-01',
  email: 'somebody@academy.example',
  uri: 'https://academy.example/',
};

/** Texts of the patterns that schemas have. */
const TEXTS = ['aa', 'a', '0', '10:00', '0'.repeat(32), '12/30', '123', '2027-03-01', `${FORMATS['uuid']}.1`, 'UTC'];

export function sampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): unknown {
  const of = (other: Schema): unknown => sampleOf(other, schemas);
  if (schema.$ref !== undefined) return of(schemas[schema.$ref.split('/').at(-1)!]!);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [either] = schema.anyOf ?? schema.oneOf ?? [];
  if (either) return of(either);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((each) => of(each) as object));
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, of(schema.properties?.[name] ?? {})]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => of(schema.items ?? {}));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1, schema.minimum === 0 ? 1 : 0);
    case 'boolean':
      return true;
    case 'string':
      return textOf(schema);
    default:
      return null;
  }
}

function textOf({ format, pattern, minLength = 1 }: Schema): string {
  const known = format === undefined ? undefined : FORMATS[format];
  if (known !== undefined) return known;
  if (pattern !== undefined) return TEXTS.find((text) => new RegExp(pattern, 'u').test(text)) ?? 'a'.repeat(minLength);
  return 'a'.repeat(Math.max(2, minLength));
}
