import { attribute, children, type Element } from './element.ts';

const MOST_CHARACTERS = 50_000;
const PLACEHOLDER = '@@PLUGINFILE@@/';

/** Image types by their first bytes; an SVG may run scripts and is none of them. */
const TYPES: readonly (readonly [type: string, test: (bytes: Buffer) => boolean])[] = [
  ['image/png', (bytes) => bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/gif', (bytes) => bytes.subarray(0, 4).toString('latin1') === 'GIF8'],
  ['image/webp', (bytes) => bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP'],
];

/** The image as an address that carries it, or why it stays out. */
function carried(file: Element): { url: string } | { reason: string } {
  const data = String(file['#'] ?? '').replaceAll(/\s+/g, '');
  const type = TYPES.find(([, test]) => test(Buffer.from(data.slice(0, 64), 'base64')))?.[0];
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
