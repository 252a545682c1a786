import { expect, test } from 'vitest';
import { decodeFile } from './decode.ts';

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['UTF-8', Buffer.from('Привіт {T}')],
  ['UTF-8 with its mark', Buffer.from('\ufeffПривіт {T}')],
  ['UTF-16 with its mark', Buffer.from('\ufeffПривіт {T}', 'utf16le')],
  ['UTF-16 the other way round', utf16be('\ufeffПривіт {T}')],
])('%s', (_, bytes) => expect(decodeFile(bytes)).toBe('Привіт {T}'));

test('UTF-16 without a mark', () => {
  expect(decodeFile(Buffer.from('::A:: {T}', 'utf16le'))).toBe('::A:: {T}');
  expect(decodeFile(utf16be('<quiz/>'))).toBe('<quiz/>');
});
test('what is no UTF-8 is Windows Western', () => expect(decodeFile(Buffer.from([0x63, 0x61, 0x66, 0xe9]))).toBe('café'));
test('nothing is nothing', () => expect(decodeFile(new Uint8Array())).toBe(''));
