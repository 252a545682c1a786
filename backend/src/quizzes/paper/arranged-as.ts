import type { Gap, Question } from '@lyceum/contracts';

interface Part {
  readonly id: string;
}

/** The parts in the order of the ids; those that it does not name come last, as they were. */
function ordered<T extends Part>(parts: readonly T[], ids: readonly string[]): T[] {
  const place = new Map(ids.map((id, at) => [id, at]));
  return parts.toSorted((a, b) => (place.get(a.id) ?? ids.length) - (place.get(b.id) ?? ids.length));
}

const idsOf = (parts: readonly Part[]): string[] => parts.map(({ id }) => id);
const byId = <T extends Part>(parts: readonly T[]): T[] => ordered(parts, idsOf(parts).toSorted());

function gapAs(gap: Gap, handedOut: Gap | undefined): Gap {
  if (!('choices' in gap) || !handedOut || !('choices' in handedOut)) return gap;
  return { ...gap, choices: ordered(gap.choices, idsOf(handedOut.choices)) };
}

/** A question arranged as it was handed out, so that its student finds everything where it was. */
export function arrangedAs(question: Question, handedOut: Question): Question {
  if ('choices' in question && 'choices' in handedOut)
    return { ...question, choices: ordered(question.choices, idsOf(handedOut.choices)) } as Question;
  if (question.type === 'matching' && handedOut.type === 'matching')
    return { ...question, options: ordered(question.options, idsOf(handedOut.options)) };
  if (question.type === 'ordering' && handedOut.type === 'ordering' && handedOut.shown) {
    const kept = handedOut.shown.filter((id) => question.items.some((item) => item.id === id));
    const added = idsOf(question.items).filter((id) => !kept.includes(id));
    return { ...question, shown: [...kept, ...added] };
  }
  if (question.type === 'gaps' && handedOut.type === 'gaps')
    return {
      ...question,
      gaps: question.gaps.map((gap) =>
        gapAs(
          gap,
          handedOut.gaps.find(({ id }) => id === gap.id),
        ),
      ),
    };
  return question;
}

/** The question without any arrangement, to be compared. */
export function unarranged(question: Question): unknown {
  const plain = JSON.parse(JSON.stringify(question)) as Question;
  if ('choices' in plain) return { ...plain, choices: byId(plain.choices) };
  if (plain.type === 'matching') return { ...plain, options: byId(plain.options) };
  if (plain.type === 'gaps')
    return { ...plain, gaps: plain.gaps.map((gap) => ('choices' in gap ? { ...gap, choices: byId(gap.choices) } : gap)) };
  if (plain.type !== 'ordering') return plain;
  const { shown: _, ...rest } = plain;
  return rest;
}
