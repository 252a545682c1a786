import type { ImportFormat } from '@lyceum/contracts';

/** What a question file is: XML begins with a tag, and only Aiken has lines that say the answer, and no braces. */
export function formatOf(text: string): ImportFormat {
  if (/^\s*(?:\ufeff)?\s*<(?:\?xml|quiz|!--)/i.test(text)) return 'moodle-xml';
  return /^[ \t]*ANSWER:/m.test(text) && !/^[^\n]*\{[^]*\}/m.test(text) ? 'aiken' : 'gift';
}
