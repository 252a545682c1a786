import type { Grade, MyGrades } from '@lyceum/contracts';

/** What a student sees of one course. */
export interface OwnCourse {
  readonly items: MyGrades['items'];
  readonly course: MyGrades['courses'][number] | null;
}

export interface OwnLine {
  readonly columnId: string;
  readonly title: string;
  readonly grade: Grade | null;
  /** Its grades are not released yet. */
  readonly hidden: boolean;
}

export const ownCourse = ({ items, courses }: MyGrades, id: string): OwnCourse => ({
  items: items.filter(({ courseId }) => courseId === id),
  course: courses.find(({ courseId }) => courseId === id) ?? null,
});

/** The quizzes of the course, then the columns that were added by hand. */
export const ownLines = ({ items, course }: OwnCourse): readonly OwnLine[] => [
  ...items.map(({ quizId, quizTitle, grade, hidden }) => ({ columnId: quizId, title: quizTitle, grade, hidden })),
  ...(course?.columns ?? []).map(({ columnId, title, grade }) => ({ columnId, title, grade, hidden: false })),
];
