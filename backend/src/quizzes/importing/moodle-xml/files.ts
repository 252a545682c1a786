import { kindOf } from '../../../images/kinds.ts';
import { attribute, children, type Element } from './element.ts';

const MOST_CHARACTERS = 50_000;
const PLACEHOLDER = '@@PLUGINFILE@@/';

/** The image as an address that carries it, or why it stays out. */
function carried(file: Element): { url: string } | { reason: string } {
  const data = String(file['#'] ?? '').replaceAll(/\s+/g, '');
  const type = kindOf(Buffer.from(data.slice(0, 64), 'base64'));
  if (attribute(file, 'encoding') !== 'base64' || !type) return { reason: 'only PNG, JPEG, GIF and WebP images are taken over' };
  if (data.length > MOST_CHARACTERS) return { reason: `it is larger than ${Math.floor((MOST_CHARACTERS * 3) / 4 / 1000)} kB` };
  return { url: `data:${type};base64,${data}` };
}

const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

/** The text with the images that its element brings put in, and the names of files that stay out with the reason. */
export function withFiles(text: string, element: Element | undefined, leftOut: (reason: string) => void): string {
  if (!text.includes(PLACEHOLDER)) return text;
  const files = new Map(children(element, 'file').map((file) => [attribute(file, 'name'), carried(file)]));
  return text.replaceAll(/[ \t](src|href)\s*=\s*("|')@@PLUGINFILE@@\/([^"'<>]*)\2/g, (_, name: string, quote: string, path: string) => {
    const key = decoded(path.replace(/[?#].*$/, '')).replaceAll('&amp;', '&');
    const found = files.get(key) ?? { reason: 'it is not in the file' };
    if ('url' in found) return ` ${name}=${quote}${found.url}${quote}`;
    leftOut(`${key} is left out: ${found.reason}`);
    return '';
  });
}
