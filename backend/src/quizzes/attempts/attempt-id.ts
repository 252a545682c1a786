import type { Id } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';

/**
 * The id of a student's attempt at a quiz by its number: two who start the same attempt at once want the same stream, and one of them gets
 * it. Its time is that of the quiz, its version 7.
 */
export function attemptIdOf(quizId: Id, studentId: Id, number: number): Id {
  const random = derivedId(quizId, `${studentId} ${number}`);
  return `${quizId.slice(0, 13)}-7${random.slice(15)}`;
}
