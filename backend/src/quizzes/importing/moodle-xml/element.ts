import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Unreadable } from '../imported.ts';

/** An element as the parser gives it: its attributes (`@…`) and children by name, each name with all its occurrences. */
export type Element = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  alwaysCreateTextNode: true,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
  htmlEntities: true,
  processEntities: { enabled: true, maxTotalExpansions: Number.MAX_SAFE_INTEGER, maxExpandedLength: 10_000_000 },
  maxNestedTags: 30,
});

/**
 * The element that a text is.
 * @throws Unreadable where it is not well-formed.
 */
export function parsed(text: string, name: string): Element {
  const valid = XMLValidator.validate(text);
  if (valid !== true)
    throw new Unreadable(`it is not well-formed XML: ${valid.err.msg.replace(/\.$/, '')} (line ${valid.err.line} of the question)`);
  try {
    const document = parser.parse(text) as Element;
    const [root] = children(document, name);
    if (root) return root;
  } catch (error) {
    throw new Unreadable(`it cannot be read as XML: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new Unreadable('it cannot be read as XML');
}

/** The children of that name. */
export function children(element: Element | undefined, name: string): Element[] {
  const found = element && Object.hasOwn(element, name) ? element[name] : undefined;
  return Array.isArray(found) ? (found as Element[]) : [];
}

export const child = (element: Element | undefined, name: string): Element | undefined => children(element, name)[0];

const own = (element: Element | undefined, name: string): string => {
  const value = element && Object.hasOwn(element, name) ? element[name] : undefined;
  return typeof value === 'string' ? value : '';
};

export const attribute = (element: Element | undefined, name: string): string => own(element, `@${name}`).trim();

/** What an element says: the text of its `<text>`, or its own where it has none. */
export const says = (element: Element | undefined): string => (own(child(element, 'text'), '#') || own(element, '#')).trim();

/** Whether a flag is set (`1` or `true`). */
export const isSet = (element: Element | undefined): boolean => ['1', 'true'].includes(says(element).toLowerCase());
