// The one drawing of the architecture page: the packages with their rooms, and which of them imports which, as the code has it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf, isTest, type Package } from './imports.ts';
import { isSource } from './tree.ts';

const PAGE = 'docs/architecture.md';
const [BEGIN, END] = ['<!-- drawn by npm run check -- --draw -->', '<!-- to here -->'];
/** Rooms of one line. */
const A_LINE = 6;

const runs = (file: string) => isSource(file) && !isTest(file);

/** The folders in a package's `src`; of the dashboard those of its library, where its parts are. */
const roomsOf = (folder: string, files: readonly string[]): string[] => {
  const within = folder === 'dashboard' ? `${folder}/src/lib/` : `${folder}/src/`;
  const rooms = files.filter((file) => file.startsWith(within) && runs(file)).map((file) => file.slice(within.length).split('/'));
  return [...new Set(rooms.flatMap(([room, rest]) => (room && rest ? [room] : [])))].toSorted();
};

const lines = (rooms: readonly string[]): string =>
  Array.from({ length: Math.ceil(rooms.length / A_LINE) }, (_, at) => rooms.slice(at * A_LINE, (at + 1) * A_LINE).join(' · ')).join('<br>');

/** @param textOf the source of a file */
export function drawing(files: readonly string[], packages: readonly Package[], textOf: (file: string) => string): string {
  const edges = new Set<string>();
  for (const file of files.filter(runs)) {
    const home = packages.find(({ folder }) => file.startsWith(`${folder}/src/`));
    if (!home) continue;
    for (const specifier of importsOf(textOf(file))) {
      const other = packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
      if (other && other !== home) edges.add(`  ${idOf(home)} --> ${idOf(other)}`);
    }
  }
  const nodes = packages.map((one) => `  ${idOf(one)}["<b>${one.folder}</b><br>${lines(roomsOf(one.folder, files))}"]`);
  return ['```mermaid', 'flowchart TD', ...nodes, ...[...edges].toSorted(), '```'].join('\n');
}

const idOf = ({ folder }: Package): string => folder.replace('/', '-');

const parted = (page: string): readonly [before: string, drawn: string, after: string] => {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${PAGE} has lost the marks of its drawing, ${BEGIN} and ${END}`);
  return [page.slice(0, from + BEGIN.length), page.slice(from + BEGIN.length, to).trim(), page.slice(to)];
};

const wanted = (root: string, files: readonly string[], packages: readonly Package[]): string =>
  drawing(files, packages, (file) => readFileSync(join(root, file), 'utf8'));

/** A fault where the page shows another house than this one. */
export function checkDrawing(root: string, files: readonly string[], packages: readonly Package[]): string[] {
  const [, drawn] = parted(readFileSync(join(root, PAGE), 'utf8'));
  return drawn === wanted(root, files, packages) ? [] : [`The drawing of ${PAGE} is of former code: npm run check -- --draw`];
}

/** Draws it anew. */
export function draw(root: string, files: readonly string[], packages: readonly Package[]): void {
  const [before, , after] = parted(readFileSync(join(root, PAGE), 'utf8'));
  writeFileSync(join(root, PAGE), `${before}\n\n${wanted(root, files, packages)}\n\n${after}`);
}
