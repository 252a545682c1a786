import type { FactLine } from '@lyceum/contracts';
import { nameOf, t } from '#lib/messages/index.ts';
import { doer, kindOf, text } from './sentence.ts';

/** A fact behind a figure of the academy in plain words: unlike within one attempt, it says whom it concerns and where. */
export function academySentence(fact: FactLine, figure: string): string {
  const { values, by } = fact;
  const kind = kindOf(fact.type);
  const who = doer(fact);
  const person = String(values['person'] ?? t('person.forgotten'));
  const course = String(values['course'] ?? '');
  const quiz = String(values['quiz'] ?? '');
  switch (kind) {
    case 'accounts.RolesChanged': {
      const role = nameOf('role', figure.slice('people:'.length));
      const own = by === null || by.personId === values['personId'];
      if (Number(values['change']) > 0) return own ? t('fact.joined', { person, role }) : t('fact.roleGiven', { who, person, role });
      return own ? t('fact.roleGivenUp', { person, role }) : t('fact.roleTaken', { who, person, role });
    }
    case 'courses.CourseCreated':
      return t('fact.courseCreated', { who, course });
    case 'courses.CourseArchived':
      return t('fact.courseArchived', { who, course });
    case 'enrolments.StudentEnrolled':
      return values['again'] === true ? t('fact.cameBack', { person, course }) : t('fact.enrolled', { person, course });
    case 'enrolments.StudentLeft':
      return t('fact.left', { person, course });
    case 'quizzes.AttemptStarted':
      return t('fact.startedQuiz', { person, quiz, course, number: text(values['number'] ?? 1) });
    case 'quizzes.AttemptSubmitted':
      return values['by'] === 'timer' ? t('fact.quizTimeOut', { person, quiz, course }) : t('fact.submittedQuiz', { person, quiz, course });
    case 'quizzes.AttemptGraded':
      if (typeof values['former'] === 'number')
        return t('fact.regradedQuiz', {
          person,
          quiz,
          course,
          former: values['former'],
          score: text(values['score']),
          maxScore: text(values['maxScore']),
        });
      return t('fact.gradedQuiz', { person, quiz, course, score: text(values['score']), maxScore: text(values['maxScore']) });
    case 'quizzes.WorkGraded':
      return t('fact.workGradedOf', { person, course, score: text(values['score']), maxScore: text(values['maxScore']) });
    default:
      return t('fact.other', { kind: nameOf('fact', kind), who });
  }
}
