import { categoryIn } from '../category.ts';
import { Gathering, Unreadable, type Imported } from '../imported.ts';
import { numberIn } from '../number.ts';
import { titleIn } from '../title.ts';
import { attribute, child, parsed, says, type Element } from './element.ts';
import { noteLeftOut } from './left-out.ts';
import { Reading } from './reading.ts';
import { slicesOf, type Slice } from './slices.ts';
import { BY_TYPE, UNSUPPORTED } from './types/index.ts';

/** Its default mark; Moodle's nought means that it is marked where it is used. */
function markOf(text: string): number {
  const mark = text === '' ? 1 : numberIn(text);
  return mark > 0 ? mark : 1;
}

/** A file of ours says where a name is only the beginning of the text. */
const titleOf = (name: Element | undefined): string | undefined =>
  attribute(name, 'untitled') === 'true' ? undefined : titleIn(says(name));

/** The element of a question; anything else about it is read from there. */
function elementOf({ text, whole }: Slice): Element {
  if (!whole) throw new Unreadable('the question never ends: </question> is missing');
  return parsed(text, 'question');
}

/** One question as a draft, and its tags. */
function questionIn(element: Element, note: (reason: string) => void, keep: (image: Buffer) => void): { draft: unknown; tags: string[] } {
  const type = attribute(element, 'type').toLowerCase();
  const read = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
  if (!read) throw new Unreadable(`${UNSUPPORTED.get(type) ?? `questions of the type “${type.slice(0, 40)}”`} are not supported`);
  const reading = new Reading(element, note, keep);
  const draft = {
    mark: markOf(says(child(element, 'defaultgrade'))),
    ...read(reading),
    text: reading.text(child(element, 'questiontext')) || says(child(element, 'name')),
    title: titleOf(child(element, 'name')),
    feedback: reading.optional(child(element, 'generalfeedback')),
    hints: reading.hints(),
    penalty: reading.penalty(),
  };
  noteLeftOut(reading);
  return { draft, tags: reading.tags() };
}

/** The questions of a Moodle XML file (docs.moodle.org/en/Moodle_XML_format), each read on its own. */
export function readMoodleXml(file: string): Imported {
  const gathering = new Gathering();
  let category: string | null = null;
  const take = (slice: Slice) => {
    const left: string[] = [];
    const images: Buffer[] = [];
    const before = gathering.questions.length;
    gathering.take(slice.line, () => {
      const element = elementOf(slice);
      if (attribute(element, 'type').toLowerCase() !== 'category')
        return {
          ...questionIn(
            element,
            (reason) => left.push(reason),
            (image) => images.push(image),
          ),
          category,
        };
      category = categoryIn(says(child(element, 'category')));
      return undefined;
    });
    if (gathering.questions.length === before) return;
    gathering.notes.push(...left.map((reason) => ({ line: slice.line, reason })));
    gathering.images.push(...images.map((file) => ({ line: slice.line, file })));
  };
  gathering.take(1, () => {
    const slices = slicesOf(file);
    if (slices.length === 0 && file.trim() !== '') throw new Unreadable('there is no <question> in this file: is it Moodle XML?');
    slices.forEach(take);
    return undefined;
  });
  return gathering;
}
