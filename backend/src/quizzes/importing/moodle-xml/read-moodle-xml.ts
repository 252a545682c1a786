import { Gathering, Unreadable, type Imported } from '../imported.ts';
import { numberIn } from '../number.ts';
import { BY_TYPE, UNSUPPORTED } from './by-type.ts';
import { attribute, child, parsed, says } from './element.ts';
import { Reading } from './reading.ts';
import { slicesOf, type Slice } from './slices.ts';

/** Its default mark; Moodle's nought means that it is marked where it is used. */
function markOf(text: string): number {
  const mark = text === '' ? 1 : numberIn(text);
  return mark > 0 ? mark : 1;
}

/** One question as a draft, or nothing where the element is a category. */
function questionIn({ text, whole }: Slice, note: (reason: string) => void): unknown {
  if (!whole) throw new Unreadable('the question never ends: </question> is missing');
  const element = parsed(text, 'question');
  const type = attribute(element, 'type').toLowerCase();
  if (type === 'category') return undefined;
  const read = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
  if (!read) throw new Unreadable(`${UNSUPPORTED.get(type) ?? `questions of the type “${type.slice(0, 40)}”`} are not supported yet`);
  const reading = new Reading(element, note);
  return {
    ...read(reading),
    text: reading.text(child(element, 'questiontext')) || says(child(element, 'name')),
    mark: markOf(says(child(element, 'defaultgrade'))),
    feedback: reading.optional(child(element, 'generalfeedback')),
  };
}

/** The questions of a Moodle XML file (docs.moodle.org/en/Moodle_XML_format), each read on its own. */
export function readMoodleXml(file: string): Imported {
  const gathering = new Gathering();
  gathering.take(1, () => {
    const slices = slicesOf(file);
    if (slices.length === 0 && file.trim() !== '') throw new Unreadable('there is no <question> in this file: is it Moodle XML?');
    for (const slice of slices) {
      const left: string[] = [];
      const before = gathering.questions.length;
      gathering.take(slice.line, () => questionIn(slice, (reason) => left.push(reason)));
      if (gathering.questions.length > before) gathering.notes.push(...left.map((reason) => ({ line: slice.line, reason })));
    }
    return undefined;
  });
  return gathering;
}
