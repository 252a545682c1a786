import type { CourseItem, Gradebook, Grade } from '@lyceum/contracts';

/** A grade that has just come in, for the instructor's first page. */
export interface Latest {
  readonly courseId: string;
  readonly courseTitle: string;
  readonly columnId: string;
  readonly quizTitle: string;
  readonly personId: string;
  readonly name: string | null;
  readonly grade: Grade;
}

/** The newest grades of several gradebooks, the latest first. */
export const latest = (books: readonly { course: CourseItem; book: Gradebook }[], most = 8): readonly Latest[] =>
  books
    .flatMap(({ course, book }) =>
      book.rows.flatMap(({ personId, name, grades }) =>
        book.columns.flatMap(({ id, title }) => {
          const grade = grades[id];
          return grade
            ? [{ courseId: course.courseId, courseTitle: course.title, columnId: id, quizTitle: title, personId, name, grade }]
            : [];
        }),
      ),
    )
    .toSorted((a, b) => (a.grade.at < b.grade.at ? 1 : -1))
    .slice(0, most);
