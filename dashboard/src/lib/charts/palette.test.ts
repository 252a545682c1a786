import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SERIES, type Scheme } from './palette.ts';

const css = readFileSync(new URL('../look/values.css', import.meta.url), 'utf8');
const schemes = ['light', 'dark'] as const;

function values(scheme: Scheme): Record<string, string> {
  const block = css.slice(css.indexOf(`[data-bs-theme='${scheme}']`)).split('}')[0] ?? '';
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
}
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a = '', b = ''): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

describe.each(schemes)('%s', (scheme) => {
  const look = values(scheme);

  test.each(['ink', 'muted', 'primary', 'live', 'good', 'bad', 'warn'])('%s is text on surface and paper', (name) => {
    expect(contrast(look[name], look['surface'])).toBeGreaterThanOrEqual(5.3);
    expect(contrast(look[name], look['paper'])).toBeGreaterThanOrEqual(5.3);
  });

  test('text on primary', () => expect(contrast(look['on-primary'], look['primary'])).toBeGreaterThanOrEqual(8));

  test.each(SERIES[scheme].map((color, index) => [index + 1, color] as const))(
    'series %i stands out and is the one of the look',
    (number, color) => {
      expect(look[`series-${number}`]).toBe(color);
      expect(contrast(color, look['surface'])).toBeGreaterThanOrEqual(3);
    },
  );
});
