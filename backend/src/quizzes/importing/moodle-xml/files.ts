import { kindOf } from '../../../images/kinds.ts';
import { placeOf } from '../images.ts';
import { attribute, children, type Element } from './element.ts';

const PLACEHOLDER = '@@PLUGINFILE@@/';

/** The bytes of an image, or why it stays out. */
function carried(file: Element): Buffer | string {
  const bytes = Buffer.from(String(file['#'] ?? ''), 'base64');
  const taken = attribute(file, 'encoding') === 'base64' && kindOf(bytes) !== null;
  return taken ? bytes : 'only PNG, JPEG, GIF and WebP images are taken over';
}

const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

/** The text with places for the images that its element brings, which `keep` is given; files that stay out are named with the reason. */
export function withFiles(
  text: string,
  element: Element | undefined,
  leftOut: (reason: string) => void,
  keep: (image: Buffer) => void,
): string {
  if (!text.includes(PLACEHOLDER)) return text;
  const files = new Map(children(element, 'file').map((file) => [attribute(file, 'name'), carried(file)]));
  return text.replaceAll(/[ \t](src|href)\s*=\s*("|')@@PLUGINFILE@@\/([^"'<>]*)\2/g, (_, name: string, quote: string, path: string) => {
    const key = decoded(path.split(/[?#]/, 1)[0] ?? '').replaceAll('&amp;', '&');
    const found = files.get(key) ?? 'it is not in the file';
    if (typeof found === 'string') {
      leftOut(`${key} is left out: ${found}`);
      return '';
    }
    keep(found);
    return ` ${name}=${quote}${placeOf(found)}${quote}`;
  });
}
