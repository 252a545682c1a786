import type { Question, QuestionDraft } from '@lyceum/contracts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeQuestion, remakeQuestion } from './make-question.ts';

const draftOf = (draft: object) => ({ text: 'What?', mark: 1, ...draft }) as QuestionDraft;
const single = (...texts: string[]) =>
  draftOf({ type: 'single', shuffle: false, choices: texts.map((text, i) => ({ text, fraction: i === 0 ? 1 : 0 })) });
const ids = (question: Question): Record<string, string> =>
  'choices' in question ? Object.fromEntries(question.choices.map(({ text, id }) => [text, id])) : {};

describe('a question written anew', () => {
  const former = makeQuestion(single('Kyiv', 'Lviv', 'Odesa'));

  test('keeps the ids of choices wherever they have gone', () =>
    expect(ids(remakeQuestion(single('Odesa', 'Kyiv', 'Lviv'), former))).toEqual({ Kyiv: 'c1', Lviv: 'c2', Odesa: 'c3' }));

  test('gives a new choice an id that no former one had, even one that went before', () => {
    const without = remakeQuestion(single('Kyiv', 'Lviv'), former);
    const { Kyiv, Lviv, Dnipro } = ids(remakeQuestion(single('Kyiv', 'Lviv', 'Dnipro'), without));
    expect([Kyiv, Lviv]).toEqual(['c1', 'c2']);
    expect(Dnipro).not.toBe('c3');
    expect(ids(remakeQuestion(single('Dnipro', 'Kyiv'), without)).Dnipro).toBe(Dnipro);
  });

  test('tells choices of the same words apart by their order', () =>
    expect(remakeQuestion(single('b', 'a', 'a', 'a'), makeQuestion(single('a', 'b', 'a')))).toMatchObject({
      choices: [{ id: 'c2' }, { id: 'c1' }, { id: 'c3' }, { id: expect.stringMatching(/^c\d{4,}$/) }],
    }));

  test('keeps them from one answer to several', () =>
    expect(remakeQuestion({ ...single('Lviv', 'Kyiv'), type: 'multiple' } as QuestionDraft, former)).toMatchObject({
      choices: [{ id: 'c2' }, { id: 'c1' }],
    }));

  test('keeps stems, options and items', () => {
    const pairs = (...of: string[][]) => draftOf({ type: 'matching', pairs: of.map(([stem, option]) => ({ stem, option })) });
    const matched = makeQuestion(pairs(['France', 'Paris'], ['Italy', 'Rome'], ['', 'Oslo']));
    expect(remakeQuestion(pairs(['Italy', 'Paris'], ['France', 'Oslo'], ['', 'Rome']), matched)).toMatchObject({
      stems: [
        { id: 's2', text: 'Italy', option: 'o1' },
        { id: 's1', text: 'France', option: 'o3' },
      ],
      options: [{ id: 'o1' }, { id: 'o3' }, { id: 'o2' }],
    });
    const items = (...of: string[]) => draftOf({ type: 'ordering', scoring: 'places', items: of });
    expect(remakeQuestion(items('b', 'a'), makeQuestion(items('a', 'b')))).toMatchObject({ items: [{ id: 'i2' }, { id: 'i1' }] });
  });

  test('keeps gaps whose answers are corrected, and those that moved', () => {
    const cloze = (text: string) => draftOf({ type: 'gaps', text });
    const asked = makeQuestion(cloze('{1:SA:=a} and {1:MC:=b~c}'));
    expect(remakeQuestion(cloze('{1:SA:=A~=a} and {1:MC:b~=c}'), asked)).toMatchObject({
      text: '{{g1}} and {{g2}}',
      gaps: [{ id: 'g1' }, { id: 'g2', choices: [{ id: 'c1' }, { id: 'c2', fraction: 1 }] }],
    });
    const moved = remakeQuestion(cloze('{1:MC:=c~b}, {1:NM:=3}, {1:SA:=a}'), asked);
    expect(moved).toMatchObject({ gaps: [{ id: 'g2', choices: [{ id: 'c2' }, { id: 'c1' }] }, {}, { id: 'g1' }] });
    expect(moved.text).toMatch(/^\{\{g2\}\}, \{\{g\d{4,}\}\}, \{\{g1\}\}$/);
  });

  test('as another type begins anew', () =>
    expect(remakeQuestion(draftOf({ type: 'ordering', scoring: 'places', items: ['Kyiv', 'Lviv'] }), former)).toMatchObject({
      items: [{ id: 'i1' }, { id: 'i2' }],
    }));
});

const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 2, maxLength: 8 });
test('whatever is written anew, no two parts share an id, and the same is the same', () =>
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const former = makeQuestion(single(...before));
      const made = remakeQuestion(single(...after), former);
      const named = 'choices' in made ? made.choices.map(({ id }) => id) : [];
      expect(new Set(named).size).toBe(after.length);
      expect(remakeQuestion(single(...before), former)).toEqual(former);
    }),
  ));
