import type { DemoCourse } from './course.ts';

export const chemistry: DemoCourse = {
  title: 'Chemistry in the Kitchen',
  summary: 'Acids, salts, heat and why bread rises: first chemistry with things that are in every cupboard.',
  seats: 45,
  opens: 12,
  lessons: [
    {
      title: 'Atoms and their table',
      text: `An element is what it is by the number of **protons** in its atoms: one for hydrogen, six for carbon, eight for oxygen.

In the periodic table, elements of one *column* behave alike, because the outermost electrons are alike. Sodium and potassium both burn in water; neon and argon do nothing at all.

Water is H₂O: two atoms of hydrogen with one of oxygen. Table salt is sodium chloride, NaCl.`,
    },
    {
      title: 'Sour and soapy',
      text: `The **pH** says how sour a solution is. Pure water at 25 °C has 7. Below is acid, above is alkaline, and each step is a factor of ten.

| | pH |
|---|---|
| Lemon juice | about 2 |
| Vinegar | about 2.5 |
| Pure water | 7 |
| Baking soda in water | about 8.3 |

Acid and base together make salt and water: that is *neutralisation*.`,
    },
    {
      title: 'Why bread rises',
      text: `Yeast eats sugar and gives **carbon dioxide** and alcohol. Baking powder needs no yeast: sodium hydrogencarbonate, NaHCO₃, and a dry acid meet in the wet dough and let carbon dioxide go.

The brown crust comes from the *Maillard reaction* between sugars and amino acids, which needs about 140 °C. Boiled bread stays white: water boils at 100 °C.`,
    },
  ],
  quizzes: [
    {
      title: 'First chemistry',
      timeLimitSeconds: null,
      attemptsAllowed: 2,
      gift: String.raw`
::Salt:: What is the chemical name of table salt? {=sodium chloride =NaCl}

::Proton number:: How many protons has an atom of oxygen? {#8:0}

::Neutral:: What is the pH of pure water at 25 °C? {#7:0}

::Steps:: A solution of pH 3 is how many times as acid as one of pH 5? {=100 times ~2 times ~20 times ~1000 times}

::Rising:: Which gas makes bread rise? {=Carbon dioxide ~Oxygen ~Hydrogen ~Nitrogen}

::Noble:: Helium reacts readily with most metals. {F#It is a noble gas: its outer shell is full.#Indeed it reacts with hardly anything.}

::Acids:: Which of these are acid? {~%50%Lemon juice ~%50%Vinegar ~%-50%Soap ~%-50%Baking soda in water}

::Symbols:: Match each symbol with its element. {=Na -> sodium =K -> potassium =Fe -> iron =Pb -> lead = -> phosphorus}

::Boiling:: At sea level, at how many degrees Celsius does water boil? {#100:0.5}`,
    },
  ],
};
