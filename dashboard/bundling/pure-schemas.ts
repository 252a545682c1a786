import type { Plugin } from 'vite';

/** The module that schemas are made by. */
const IMPORTS_ZOD = /\bfrom\s*['"]zod['"]/;

interface Declaration {
  readonly declarations: readonly { readonly init: { readonly type: string; readonly start: number; readonly end: number } | null }[];
}

/**
 * What a module of the contracts is made of where it has schemas: its constants are worth their values and do nothing else, but a bundler can't
 * know that of a call. Said of each, those that no page uses are left out, and the library of schemas with them.
 */
export function pureConstants(code: string, body: readonly { readonly type: string }[]): string {
  const constants = body
    .map((statement) => (statement.type === 'ExportNamedDeclaration' ? (statement as { declaration?: unknown }).declaration : statement))
    .filter((one): one is Declaration => (one as { type?: string } | null)?.type === 'VariableDeclaration')
    .flatMap(({ declarations }) => declarations.flatMap(({ init }) => init ?? []))
    .filter(({ type }) => type === 'CallExpression' || type === 'ObjectExpression');
  return constants.reduceRight(
    (text, { start, end }) => `${text.slice(0, start)}/* @__PURE__ */ (() => (${text.slice(start, end)}))()${text.slice(end)}`,
    code,
  );
}

export const pureSchemas = (): Plugin => ({
  name: 'pure-schemas',
  apply: 'build',
  transform: {
    filter: { id: /\/contracts\/(?:dist|src)\/.*\.[jt]s$/, code: IMPORTS_ZOD },
    handler(code) {
      return { code: pureConstants(code, this.parse(code).body), map: null };
    },
  },
});
