import { draftOf, type ExportFormat, type Id } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { quizForStaff } from '../get-quiz.ts';
import { fileName } from './file-name.ts';
import type { Write } from './exported.ts';
import { writeGift } from './write-gift.ts';
import { writeMoodleXml } from './write-moodle-xml.ts';

interface Format {
  readonly write: Write;
  readonly mediaType: string;
  readonly ending: string;
}

const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  gift: { write: writeGift, mediaType: 'text/plain', ending: '.gift.txt' },
  'moodle-xml': { write: writeMoodleXml, mediaType: 'application/xml', ending: '.moodle.xml' },
};

/** A file to keep, and of how many questions and random places something is not in it. */
export interface ExportedFile {
  readonly file: string;
  readonly name: string;
  readonly mediaType: string;
  readonly leftOut: number;
}

/** The questions of a quiz as a file, for the staff of its course. */
export class ExportQuestions extends Query<ExportedFile> {
  constructor(
    readonly who: Asker,
    readonly quizId: Id,
    readonly format: ExportFormat,
  ) {
    super();
  }
}

@QueryHandler(ExportQuestions)
export class ExportQuestionsHandler implements IQueryHandler<ExportQuestions> {
  constructor(private readonly streams: Streams) {}

  async execute({ who, quizId, format }: ExportQuestions): Promise<ExportedFile> {
    const { quiz } = await quizForStaff(this.streams, who, quizId);
    const { write, mediaType, ending } = FORMATS[format];
    const draws = Object.keys(quiz.draws).length;
    const asked = quiz.order.flatMap((id) => quiz.questions.find(({ questionId }) => questionId === id) ?? []);
    const { file, leftOut } = write(
      draws === 0 ? [quiz.title] : [quiz.title, `random places that are not in this file, because the question bank fills them: ${draws}`],
      asked.map(({ question }) => draftOf(question)),
    );
    return { file, name: fileName(quiz.title, ending), mediaType, leftOut: leftOut.length + draws };
  }
}
