import { expect, test } from 'vitest';
import { attachment } from './attachment.ts';

test('a name in any script, and one for who reads ASCII only', () => {
  expect(attachment('Été-1.xml')).toBe(`attachment; filename="Ete-1.xml"; filename*=UTF-8''%C3%89t%C3%A9-1.xml`);
  expect(attachment('Історія.xml')).toBe(`attachment; filename="xml"; filename*=UTF-8''%D0%86%D1%81%D1%82%D0%BE%D1%80%D1%96%D1%8F.xml`);
});
