import type { Letter, Reader } from './letter.ts';
import type { Words } from './words.ts';

/** The message for those who read plain text. */
export function asText(letter: Letter, reader: Reader, words: Words, address: URL): string {
  const { headline, paragraphs, particulars, action } = letter;
  const facts = particulars.map(([name, value]) => `${name}: ${value}`).join('\n');
  const way = action && `${action.text}:\n${new URL(action.path, address).href}`;
  const parts = [words.hello(reader.name), headline, facts, ...paragraphs, way, `-- \n${words.foot(address.host)}`];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
