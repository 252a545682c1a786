import { BEGINNING, laterPosition, type GradeImport, type Gradebook, type Id } from '@lyceum/contracts';
import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { CsvUnreadable, NAME, PERSON, readCsv, scoreIn, type CsvLine } from './csv.ts';
import { GetGradebook } from './get-gradebook.ts';
import { OverrideGrade } from './override-grade.ts';

/** The staff of a course bring grades in from a spreadsheet, or see what would change. */
export class ImportGrades extends Command<GradeImport | Written<GradeImport>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
    readonly file: string,
    readonly preview: boolean,
    readonly reason: string,
  ) {
    super();
  }
}

type Row = Gradebook['rows'][number];
type Column = Gradebook['columns'][number];

/** The row that a line is about: by the id of the person, or by a name that only one has. */
function rowOf({ cells }: CsvLine, rows: readonly Row[]): Row | string {
  const id = cells.get(PERSON) ?? '';
  const name = cells.get(NAME) ?? '';
  if (id !== '') return rows.find(({ personId }) => personId === id.toLowerCase()) ?? `nobody in this course has the id ${id.slice(0, 60)}`;
  const called = rows.filter((row) => row.name?.toLowerCase() === name.toLowerCase());
  if (called.length > 1) return `more than one person is called “${name.slice(0, 60)}”: name them by their id`;
  return called[0] ?? (name === '' ? 'it names nobody' : `nobody in this course is called “${name.slice(0, 60)}”`);
}

/** The columns that the file names, by their word in its first line. */
function columnsIn(header: readonly string[], columns: readonly Column[]): ReadonlyMap<string, Column> {
  const found = header.flatMap((word) => {
    const named = columns.filter(({ id, title }) => title === word || id === word);
    return named.length === 1 && named[0] ? [[word, named[0]] as const] : [];
  });
  return new Map(found);
}

/** What a file comes to against the gradebook as it is. */
export function gradesIn(file: string, { columns, rows }: Gradebook): GradeImport {
  const { header, lines } = readCsv(file);
  const named = columnsIn(header, columns);
  const result: GradeImport = { changes: [], unchanged: 0, skipped: [] };
  if (named.size === 0) result.skipped.push({ line: 1, reason: 'no column of this gradebook is named in the first line' });
  for (const line of lines) {
    const row = rowOf(line, rows);
    if (typeof row === 'string') {
      result.skipped.push({ line: line.line, reason: row });
      continue;
    }
    for (const [word, column] of named) take(result, line, word, row, column);
  }
  return result;
}

function take(
  result: GradeImport,
  { line, cells }: CsvLine,
  word: string,
  { personId, name, grades }: Row,
  { id, title, maxScore }: Column,
): void {
  const cell = cells.get(word) ?? '';
  const after = scoreIn(cell);
  const before = grades[id]?.score ?? null;
  if (after === undefined) result.skipped.push({ line, reason: `${title}: “${cell.slice(0, 40)}” is not a number` });
  else if (after !== null && after > maxScore) result.skipped.push({ line, reason: `${title}: ${after} is more than ${maxScore}` });
  else if (after === null || after === before) result.unchanged++;
  else result.changes.push({ line, personId, name, columnId: id, column: title, before, after });
}

const AT_ONCE = 8;

@CommandHandler(ImportGrades)
export class ImportGradesHandler implements ICommandHandler<ImportGrades> {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  async execute({ context, who, courseId, file, preview, reason }: ImportGrades): Promise<GradeImport | Written<GradeImport>> {
    const book = await this.queries.execute(new GetGradebook(who, courseId));
    const result = read(file, book);
    if (preview) return result;
    let position = BEGINNING;
    for (let from = 0; from < result.changes.length; from += AT_ONCE) {
      const some = result.changes.slice(from, from + AT_ONCE);
      const written = await Promise.all(
        some.map(({ columnId, personId, after }) => {
          const step = furtherStep(context, `${columnId} ${personId}`);
          return this.commands.execute(new OverrideGrade(step, who, columnId, personId, { score: after, reason }));
        }),
      );
      position = written.map((one) => one.position).reduce(laterPosition, position);
    }
    // Where nothing was written, what was read is all there is to wait for.
    return position === BEGINNING ? result : new Written(result, position, null);
  }
}

function read(file: string, book: Gradebook): GradeImport {
  try {
    return gradesIn(file, book);
  } catch (error) {
    if (!(error instanceof CsvUnreadable)) throw error;
    throw new Refused({ code: 'invalid-input', detail: `The file cannot be read as a table: ${error.message}.` });
  }
}
