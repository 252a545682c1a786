import { expect, test } from 'vitest';
import { MODELS } from '../../models.ts';
import { gradedAnew, messageSent, registered, conversationBegun, started, submitted } from '../../testing/facts.ts';
import { history, id, rowsOf } from '../../testing/history.ts';

const SECRET = 'quuxlet';
const [ann, ben, conversation] = [id(1), id(2), id(3)];
const of = { attemptId: id(4), quizId: id(5), courseId: id(6), studentId: ann };
const marked = { kind: 'marked', slot: 1, mark: 1, comment: SECRET, reason: SECRET } as const;
const text = { ...submitted(of).data, answers: { '1': { text: SECRET } } };
const facts = history(
  registered(ann, SECRET, `${SECRET}@example.org`),
  conversationBegun(conversation, ann, ben),
  messageSent(conversation, 1, ann, ben, SECRET),
  started(of),
  { type: 'quizzes.AttemptSubmitted.v1', data: text as never },
  gradedAnew(of, [1], [0], marked),
);
const said = (model: (typeof MODELS)[number]) => {
  const own = facts.filter(({ type }) => model.from.includes(type));
  return JSON.stringify([...rowsOf(model, own)]).includes(SECRET);
};

test('what is folded blindly has nothing of what people are called or said', () => {
  const blind = MODELS.filter((model) => model.blind);
  expect(blind.map(({ name }) => name)).toEqual([
    'overview',
    'active',
    'watched',
    'marks',
    'reports',
    'tastes',
    'participation',
    'habits',
    'journal',
    'streams',
  ]);
  expect(blind.filter(said)).toEqual([]);
  expect(MODELS.filter((model) => !model.blind && ['people', 'messages'].includes(model.name)).every(said)).toBe(true);
});
