import {
  DEFAULT_RULES,
  termsOf,
  type AcademyEvent,
  type AttemptTerms,
  type GradeCause,
  type Id,
  type Paper,
  type Question,
  type Role,
  type Score,
} from '@lyceum/contracts';

const question: Question = {
  type: 'trueFalse',
  text: 'The sky is blue',
  mark: 2,
  correct: true,
};

/** A paper of one question that is worth two points. */
export const paper: Paper = { title: 'First', slots: [{ slot: 1, questionId: '00000000-0000-7000-8000-0000000000aa', mark: 2, question }] };

export const registered = (personId: Id, name: string | null = 'Ann Smith', email: string | null = 'ann@example.org'): AcademyEvent => ({
  type: 'accounts.PersonRegistered.v2',
  data: { personId, name, email, timeZone: 'UTC' },
});

export const rolesChanged = (personId: Id, added: readonly Role[], removed: readonly Role[] = []): AcademyEvent => ({
  type: 'accounts.RolesChanged.v1',
  data: { personId, added, removed },
});

export const courseCreated = (courseId: Id, instructorId: Id, title = 'Steel bars', seats: number | null = null): AcademyEvent => ({
  type: 'courses.CourseCreated.v1',
  data: { courseId, instructorId, title, summary: 'How they bend', seats },
});

export const coursePublished = (courseId: Id): AcademyEvent => ({ type: 'courses.CoursePublished.v1', data: { courseId } });

export const enrolled = (courseId: Id, studentId: Id, again = false): AcademyEvent => ({
  type: 'enrolments.StudentEnrolled.v1',
  data: { courseId, studentId, again },
});

export const left = (courseId: Id, studentId: Id): AcademyEvent => ({ type: 'enrolments.StudentLeft.v1', data: { courseId, studentId } });

export const quizCreated = (quizId: Id, courseId: Id, title = 'First'): AcademyEvent => ({
  type: 'quizzes.QuizCreated.v2',
  data: { quizId, courseId, title, rules: { ...DEFAULT_RULES, attemptsAllowed: 3 }, access: null },
});

export const questionAdded = (quizId: Id, courseId: Id, questionId: Id): AcademyEvent => ({
  type: 'quizzes.QuestionAdded.v1',
  data: { quizId, courseId, questionId, question },
});

/** Whose attempt at what. */
export interface Of {
  readonly attemptId: Id;
  readonly quizId: Id;
  readonly courseId: Id;
  readonly studentId: Id;
}

export const started = (of: Of, deadline: string | null = null, number = 1, terms: Partial<AttemptTerms> = {}): AcademyEvent => ({
  type: 'quizzes.AttemptStarted.v2',
  data: { ...of, number, paper, deadline, terms: { ...termsOf(DEFAULT_RULES), ...terms } },
});

export const deadlineMoved = (of: Of, deadline: string | null): AcademyEvent => ({
  type: 'quizzes.DeadlineMoved.v1',
  data: { ...of, deadline, dueAt: null },
});

export const abandoned = (of: Of): AcademyEvent => ({ type: 'quizzes.AttemptAbandoned.v1', data: of });

export const submitted = (of: Of, by: 'student' | 'timer' = 'student'): AcademyEvent => ({
  type: 'quizzes.AttemptSubmitted.v1',
  data: { ...of, by, answers: { '1': { value: true } } },
});

export const graded = (of: Of, score: number, maxScore = 2): AcademyEvent => ({
  type: 'quizzes.AttemptGraded.v2',
  data: { ...of, score: { score, maxScore, marks: [] }, former: null, cause: { kind: 'submission' }, lateSeconds: 0 },
});

export const regraded = (of: Of, former: number, score: number, maxScore = 2): AcademyEvent => ({
  type: 'quizzes.AttemptGraded.v2',
  data: {
    ...of,
    score: { score, maxScore, marks: [] },
    former: { score: former, maxScore, marks: [] },
    cause: { kind: 'regrade', regradeId: '00000000-0000-7000-8000-0000000000ab' },
    lateSeconds: 0,
  },
});

const scored = (marks: readonly number[]): Score => ({
  score: marks.reduce((sum, mark) => sum + mark, 0),
  maxScore: marks.length,
  marks: marks.map((mark, at) => ({
    slot: at + 1,
    questionId: `00000000-0000-7000-8000-0000000000a${at}`,
    mark,
    maxMark: 1,
    pending: mark === 0.5,
    response: [`a${mark}`],
  })),
});

/** Graded anew for some cause: `marks` by slot, of one point each; a half waits for a person. */
export const gradedAnew = (of: Of, marks: readonly number[], former: readonly number[] | null, cause: GradeCause): AcademyEvent => ({
  type: 'quizzes.AttemptGraded.v2',
  data: { ...of, score: scored(marks), former: former && scored(former), cause, lateSeconds: 0 },
});

export const regradeDrafted = (regradeId: Id, { quizId, courseId }: Of): AcademyEvent => ({
  type: 'quizzes.RegradeDrafted.v1',
  data: { regradeId, quizId, courseId, questionId: '00000000-0000-7000-8000-0000000000a0', question, changes: 1 },
});

export const regradePublished = (regradeId: Id, { quizId, courseId }: Of): AcademyEvent => ({
  type: 'quizzes.RegradePublished.v1',
  data: { regradeId, quizId, courseId },
});

export const conversationBegun = (conversationId: Id, beginnerId: Id, otherId: Id): AcademyEvent => ({
  type: 'consultations.ConversationBegun.v1',
  data: { conversationId, beginnerId, otherId },
});

/** The n-th message of a conversation; its text is null once its author is forgotten. */
export const messageSent = (
  conversationId: Id,
  number: number,
  authorId: Id,
  readerId: Id,
  text: string | null = `Hello ${number}`,
): AcademyEvent => {
  const messageId = `${conversationId.slice(0, -6)}${String(number).padStart(6, '9')}`;
  const data = { conversationId, messageId, number, authorId, readerId, text: text as string, files: [], at: '2026-03-02T09:00:00.000Z' };
  return { type: 'consultations.MessageSent.v1', data };
};

export const messagesRead = (conversationId: Id, readerId: Id, upTo: number): AcademyEvent => ({
  type: 'consultations.MessagesRead.v1',
  data: { conversationId, readerId, upTo },
});

/** Work that was graded elsewhere, of a hundred points. */
export const workGraded = (
  { courseId, columnId, studentId }: { readonly courseId: Id; readonly columnId: Id; readonly studentId: Id },
  score: number | null,
  former: number | null = null,
): AcademyEvent => ({
  type: 'quizzes.WorkGraded.v1',
  data: { courseId, columnId, studentId, score, maxScore: 100, former, lateSeconds: 0, carriedOver: false },
});
