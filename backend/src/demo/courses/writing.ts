import type { DemoCourse } from './course.ts';

export const writing: DemoCourse = {
  title: 'Plain English for Busy People',
  summary: 'Short words, active verbs, one thought a sentence: letters and reports that are read to their end.',
  seats: 35,
  opens: 60,
  lessons: [
    {
      title: 'Say who does what',
      text: `*Mistakes were made* hides the one who made them. **We made mistakes** does not, and is shorter.

In the active voice the subject does the deed. Keep the passive for when nobody knows or cares who did it: *the bridge was built in 1894*.`,
    },
    {
      title: 'Cut',
      text: `| Instead of | write |
|---|---|
| in order to | to |
| due to the fact that | because |
| at this point in time | now |
| utilise | use |

Read aloud. Where you run out of breath there should have been a full stop.`,
    },
    {
      title: 'Small signs',
      text: `- *Its* belongs to it; **it’s** is *it is*.
- *Fewer* is for what can be counted, *less* for what cannot: fewer cups, less tea.
- A semicolon joins two sentences that could stand alone.`,
    },
  ],
  quizzes: [
    {
      title: 'Plain or not?',
      timeLimitSeconds: null,
      attemptsAllowed: 2,
      gift: `
::Voice:: Which sentence is in the active voice? {=The committee wrote the report. ~The report was written. ~The report was written by the committee. ~The report has been written.}

::Its:: The dog wagged {=its ~it's ~its' ~it is} tail.

::Shorter:: Write “in order to” in one word. {=to}

::Because:: What one word can stand for “due to the fact that”? {=because =since}

::Count:: “Fewer” is used for things that can be counted. {T}

::Fewer:: Which of these are right? {~%50%fewer mistakes ~%50%less water ~%-50%less cups ~%-50%fewer milk}

::Match:: Match the long word with a short one. {=utilise -> use =commence -> begin =terminate -> end =purchase -> buy = -> ask}

::Syllables:: How many words has the sentence “Cut what you can”? {#4:0}`,
    },
  ],
};
