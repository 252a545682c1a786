import { XMLParser } from 'fast-xml-parser';
import { SyncFailure } from '../other-calendar.ts';

/** One resource of an answer: its address, and the properties that it has. */
export interface Resource {
  readonly href: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  parseTagValue: false,
  // The usual entities. How far those of a document's own may be blown up the parser limits itself.
  processEntities: true,
  isArray: (name) => ['response', 'propstat', 'comp'].includes(name),
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const inner = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** The text of an element, which may have attributes beside it. */
export function textOf(value: unknown): string | null {
  const text = isRecord(value) ? value['#text'] : value;
  return typeof text === 'string' && text.trim() !== '' ? text : null;
}

/** The address within a property such as `current-user-principal`. */
export const hrefOf = (value: unknown): string | null => textOf(list(inner(value, 'href'))[0]);

/** Whether an element has another one of the name within. */
export const hasElement = (value: unknown, name: string): boolean => isRecord(value) && name in value;

/** The resources of a 207 answer (RFC 4918, 13) with the properties that were found. @throws SyncFailure */
export function resourcesOf(body: string): readonly Resource[] {
  const document = (() => {
    try {
      return parser.parse(body) as unknown;
    } catch (cause) {
      throw new SyncFailure('unreadable', 'The answer is no XML', { cause });
    }
  })();
  const multistatus = inner(document, 'multistatus');
  if (multistatus === undefined) throw new SyncFailure('unreadable', 'The answer is none of a calendar server');
  return list(inner(multistatus, 'response')).flatMap((response) => {
    const href = textOf(list(inner(response, 'href'))[0]);
    const found = list(inner(response, 'propstat')).filter((each) => / 200 /.test(` ${textOf(inner(each, 'status')) ?? ''} `));
    const properties = Object.assign({}, ...found.map((each) => inner(each, 'prop')).filter(isRecord)) as Record<string, unknown>;
    return href === null ? [] : [{ href, properties }];
  });
}
