import { REFUSALS, type Id, type ImportFormat, type ImportResult } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Written } from '../api/written.ts';
import { courses, type Course } from '../courses/course.ts';
import type { Asker } from '../courses/staff.ts';
import { createdId, furtherStep, type CommandContext } from '../deciding/context.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams, type Outcome } from '../deciding/streams.ts';
import { keepImage } from '../images/keep-image.ts';
import { decide } from './add-question.ts';
import { placeOf, withImages } from './importing/images.ts';
import type { Imported, Remark } from './importing/imported.ts';
import { readFile } from './importing/read-file.ts';
import { makeQuestion } from './paper/make-question.ts';
import { barredFrom, courseOf, quizzes, type Quiz, type QuizQuestion } from './quiz.ts';

/** What one append may carry: an event store takes 1 MiB at once, metadata included. */
const MOST_AT_ONCE = 500;
const BYTES_AT_ONCE = 400_000;
const LONGEST_EXCERPT = 300;

/** Its staff bring a file of questions into a quiz, or see what would come in. */
export class ImportQuestions extends Command<Written<ImportResult>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly quizId: Id,
    readonly format: ImportFormat,
    readonly file: Uint8Array | string,
    readonly preview: boolean,
  ) {
    super();
  }
}

/** The questions in parts that one append can carry each. */
export function inParts(questions: readonly QuizQuestion[]): QuizQuestion[][] {
  const parts: QuizQuestion[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const question of questions) {
    const size = Buffer.byteLength(JSON.stringify(question));
    if (bytes + size > BYTES_AT_ONCE || (parts.at(-1)?.length ?? 0) >= MOST_AT_ONCE) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(question);
    bytes += size;
  }
  return parts;
}

const resultOf = ({ questions, skipped, notes }: Imported): ImportResult => ({
  imported: questions.length,
  skipped: [...skipped],
  notes: [...notes],
  questions: questions.map(({ line, draft: { type, text }, category, tags }) => ({
    line,
    type,
    text: text.slice(0, LONGEST_EXCERPT),
    category,
    tags: [...tags],
  })),
});

@CommandHandler(ImportQuestions)
export class ImportQuestionsHandler implements ICommandHandler<ImportQuestions> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, quizId, format, file, preview }: ImportQuestions): Promise<Written<ImportResult>> {
    const courseId = await courseOf(this.streams, quizId);
    const [quiz, { state: course }] = await Promise.all([this.streams.look(quizzes, quizId), this.streams.look(courses, courseId)]);
    const bar = barredFrom(quiz.state, course, who);
    if (bar) throw new Refused({ code: bar });
    const imported = readFile(format, file);
    if (preview) return new Written(resultOf(imported), quiz.position, quiz.revision);
    const { urls, notes } = await this.keepImages(imported, { context, who, courseId });
    const questions = imported.questions.map((question) => ({ ...question, draft: withImages(question.draft, urls) }));
    const whole = { ...imported, questions, notes: [...imported.notes, ...notes] };
    const outcome = await this.add(whole, { context, who, quizId, courseId }, quiz);
    return new Written(resultOf(whole), outcome.position, outcome.revision);
  }

  /** The images first, so that no question stands without its own. One that cannot be read is told, and its question comes in. */
  private async keepImages({ images }: Imported, by: Pick<ImportQuestions, 'context' | 'who'> & { courseId: Id }) {
    const urls = new Map<string, string>();
    const notes: Remark[] = [];
    for (const { line, file } of images) {
      const place = placeOf(file);
      if (urls.has(place)) continue;
      try {
        const { url } = await keepImage(this.streams, { ...by, context: furtherStep(by.context, place), file });
        urls.set(place, url);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        notes.push({ line, reason: `an image is left out: ${REFUSALS[error.refusal.code][1]}` });
      }
    }
    return { urls, notes };
  }

  private async add(
    { questions }: Imported,
    { context, who, quizId, courseId }: { context: CommandContext; who: Asker; quizId: Id; courseId: Id },
    before: Omit<Outcome<Quiz>, 'recorded'>,
  ): Promise<Omit<Outcome<Quiz>, 'recorded'>> {
    const made = questions.map(({ draft }, index) => ({
      questionId: createdId(context, `question ${index}`),
      question: makeQuestion(draft),
    }));
    let last = before;
    for (const [index, part] of inParts(made).entries()) {
      last = await this.streams.decide(
        quizzes,
        quizId,
        furtherStep(context, `part ${index}`),
        (quiz, course: Course) => decide(quiz, course, who, part),
        { seeing: (see) => see(courses, courseId) },
      );
    }
    return last;
  }
}
