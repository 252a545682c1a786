import type { DemoCourse } from './course.ts';

export const philosophy: DemoCourse = {
  title: 'The First Philosophers',
  summary: 'From Thales to Aristotle: what can be known, how one should live, and what they taught walking up and down.',
  seats: null,
  opens: 0,
  lessons: [
    {
      title: 'What is everything made of?',
      text: `Around 600 BC, in Miletus on the coast of Asia Minor, **Thales** answered without gods: everything is water. His answer was wrong, his question has lasted.

- *Anaximander*: the boundless.
- *Heraclitus* of Ephesus: all things flow; nobody steps twice into the same river.
- *Parmenides* of Elea: what is cannot come from what is not, so nothing changes at all.
- *Democritus* of Abdera: atoms and the void.`,
    },
    {
      title: 'Socrates asks',
      text: `**Socrates** (about 470–399 BC) wrote nothing. We know him by Plato, Xenophon and the jokes of Aristophanes. He asked people what courage or justice is until they saw that they did not know.

In 399 BC a court of Athens sentenced him to death, for corrupting the young and not honouring the city’s gods. He drank the hemlock.

> The unexamined life is not worth living. — *Apology*, 38a`,
    },
    {
      title: 'Academy and Lyceum',
      text: `**Plato** founded the *Academy* around 387 BC. **Aristotle** of Stagira came to it at seventeen and stayed for twenty years. Later he taught the young Alexander, and in 335 BC he opened his own school in Athens, the **Lyceum**.

His students were called *peripatetics*, after the covered walk. In ethics Aristotle looks for the mean: courage lies between cowardice and rashness.`,
    },
  ],
  quizzes: [
    {
      title: 'Who said what',
      timeLimitSeconds: null,
      attemptsAllowed: null,
      gift: `
::Lyceum:: Who taught at the Lyceum? {=Aristotle =Aristoteles}

::Thales:: Of what did Thales think everything was made? {=Water ~Fire ~Air ~Atoms}

::Schools:: Match each school with its founder. {=Academy -> Plato =Lyceum -> Aristotle =Stoa -> Zeno of Citium =Garden -> Epicurus = -> Socrates}

::Wrote:: Socrates wrote dialogues that were lost in a fire. {F#He wrote nothing that we know of.#Right: we know him through others.}

::River:: Who is said to have taught that one cannot step twice into the same river? {=Heraclitus ~Parmenides ~Democritus ~Pythagoras}

::Death:: In which year BC did Socrates die? {#=399:0 =%50%399:5}

::Mean:: According to Aristotle, courage lies between which two? {~%50%Cowardice ~%50%Rashness ~%-50%Pride ~%-50%Avarice}

::Teacher:: Whom did Aristotle teach in Macedonia? {=Alexander* =%50%Alexandros*}`,
    },
  ],
};
