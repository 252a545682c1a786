import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { pureConstants } from './pure-schemas.ts';

const pure = (code: string) => pureConstants(code, parseAst(code).body);

test('constants that are made by a call or hold some are said to do nothing else', () => {
  expect(pure("export const Id = z.uuid().meta({ id: 'Id' });\nconst RULES = { id: Id };")).toBe(
    "export const Id = /* @__PURE__ */ (() => (z.uuid().meta({ id: 'Id' })))();\nconst RULES = /* @__PURE__ */ (() => ({ id: Id }))();",
  );
});

test('everything else stays as it is', () => {
  const code =
    "import { z } from 'zod';\nexport const MOST = 5;\nexport const half = (n) => n / 2;\nexport function f() { const a = g(); return a; }";
  expect(pure(code)).toBe(code);
});
