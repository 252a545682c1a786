import type { FactLine } from '@lyceum/contracts';
import { nameOf, t } from '#lib/messages/index.ts';
import { absolute } from '#lib/time/format.ts';

/** The kind of fact without its version: `quizzes.AttemptGraded`. */
export const kindOf = (type: string): string => type.replace(/\.v\d+$/, '');

export const text = (value: string | number | boolean | null | undefined): string | number =>
  typeof value === 'number' ? value : String(value ?? '');

/** Who did it. */
export const doer = ({ by }: FactLine): string => (by === null ? t('facts.clock') : (by.name ?? t('person.forgotten')));

/** Why a grade is what it is, and what it was before. */
function graded({ values }: FactLine, who: string): string {
  const grade = { former: text(values['former'] ?? 0), score: text(values['score']), maxScore: text(values['maxScore']) };
  switch (values['cause']) {
    case 'marked': {
      const { mark = null, reason } = values;
      const slot = text(values['slot']);
      if (mark === null) return t('fact.markTaken', { who, slot, ...grade });
      const given = { who, slot, mark: text(mark), full: text(values['maxMark']), ...grade };
      return typeof reason === 'string' ? t('fact.markedBecause', { ...given, reason }) : t('fact.marked', given);
    }
    case 'regrade':
      return t('fact.regraded', grade);
    case 'reversal':
      return t('fact.regradeUndone', grade);
    default:
      return t('fact.graded', grade);
  }
}

/** Work that was handed in and marked elsewhere. */
function workGraded({ values }: FactLine): string {
  if (values['score'] === null) return t('fact.workUnmarked');
  const grade = { score: text(values['score']), maxScore: text(values['maxScore']) };
  return values['carriedOver'] === true ? t('fact.workCarriedOver', grade) : t('fact.workGraded', grade);
}

/** A fact of one attempt in plain words. A kind that the catalogue does not know yet is said by its name. */
export function sentence(fact: FactLine, zone: string): string {
  const { values } = fact;
  const kind = kindOf(fact.type);
  const who = doer(fact);
  switch (kind) {
    case 'quizzes.AttemptStarted':
      return t('fact.started', { who, number: text(values['number'] ?? 1) });
    case 'quizzes.AnswerSaved':
      return t('fact.answered', { who, slot: text(values['slot']) });
    case 'quizzes.AnswerChecked':
      return t('fact.checked', { who, slot: text(values['slot']), try: text(values['try']) });
    case 'quizzes.AttemptSubmitted':
      return values['by'] === 'timer' ? t('fact.submittedByClock') : t('fact.submitted', { who });
    case 'quizzes.AttemptAbandoned':
      return t('fact.abandoned');
    case 'quizzes.DeadlineMoved': {
      const { deadline } = values;
      return typeof deadline === 'string' ? t('fact.moreTime', { who, at: absolute(deadline, zone) }) : t('fact.noDeadline', { who });
    }
    case 'quizzes.AttemptGraded':
      return values['score'] === null ? t('fact.gradedHidden') : graded(fact, who);
    case 'quizzes.WorkGraded':
      return workGraded(fact);
    case 'quizzes.GradeOverridden': {
      const reason = text(values['reason']);
      return values['score'] === null
        ? t('fact.overrideTaken', { who, reason })
        : t('fact.overridden', { who, score: text(values['score']), reason });
    }
    default:
      return t('fact.other', { kind: nameOf('fact', kind), who });
  }
}

/** What was known once the given facts had happened: the grade, or that there was none yet. */
export function gradeAsOf(facts: readonly FactLine[]): string {
  const set = facts.findLast((fact) => kindOf(fact.type) === 'quizzes.GradeOverridden');
  if (set && set.values['score'] !== null) return text(set.values['score']).toString();
  const graded = facts.findLast((fact) => kindOf(fact.type) === 'quizzes.AttemptGraded' || kindOf(fact.type) === 'quizzes.WorkGraded');
  if (graded && graded.values['score'] !== null)
    return t('grade.outOf', { score: text(graded.values['score']), maxScore: text(graded.values['maxScore']) });
  return facts.some((fact) => kindOf(fact.type) === 'quizzes.AttemptSubmitted') ? t('facts.notGradedYet') : t('facts.notSubmittedYet');
}
