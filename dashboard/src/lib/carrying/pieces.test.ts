import { expect, test } from 'vitest';
import { pieces } from './pieces.ts';

test('a file comes in whole lines, whatever its letters weigh, without what was not written to its end', async () => {
  const lines = ['{"a":"Größe"}', '{"b":"💥💥💥💥"}', '{"c":1}'];
  const file = new Blob([`${lines.join('\n')}\n{"torn`]);
  for (const size of [1, 7, 16, 1000]) {
    const found: string[] = [];
    let done = 0;
    for await (const piece of pieces(file, size)) {
      expect(piece.text.endsWith('\n')).toBe(true);
      expect(piece.done).toBeGreaterThan(done);
      ({ done } = piece);
      found.push(piece.text);
    }
    expect(found.join('')).toBe(`${lines.join('\n')}\n`);
  }
});
