/** A new quiz as its form holds it; empty is without limit. */
export interface QuizFields {
  title: string;
  minutes: string | number | null;
  attempts: string | number | null;
}

const limit = (value: QuizFields['minutes']): number | null => (value === '' || value === null ? null : Number(value));

export const quizBody = ({ title, minutes, attempts }: QuizFields) => {
  const time = limit(minutes);
  return { title, timeLimitSeconds: time === null ? null : Math.round(time * 60), attemptsAllowed: limit(attempts) };
};
