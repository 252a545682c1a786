import type { DemoCourse } from './course.ts';

export const biology: DemoCourse = {
  title: 'The Living Cell',
  summary: 'Membranes, power houses and the text that builds us: one cell at a time, with a microscope’s patience.',
  seats: 50,
  opens: 30,
  lessons: [
    {
      title: 'Two kinds of cells',
      text: `**Prokaryotes** (bacteria and archaea) keep their DNA in the open. **Eukaryotes** (animals, plants, fungi and many more) keep it in a *nucleus*.

Plant cells have what animal cells lack: a wall of cellulose, chloroplasts, and a large vacuole.`,
    },
    {
      title: 'Energy',
      text: `Plants store light: in *photosynthesis* six molecules of carbon dioxide and six of water become one of glucose and six of oxygen.

Cells get it back in *respiration*. The **mitochondria** make most of the ATP, which pays for nearly all that a cell does. Mitochondria have DNA of their own: their ancestors were bacteria.`,
    },
    {
      title: 'The text of life',
      text: `DNA is written in four letters: **adenine, cytosine, guanine, thymine**. A pairs with T, C with G. Three letters name one amino acid.

Human body cells have **46 chromosomes**, 23 from each parent; egg and sperm have 23. Rosalind Franklin’s X-ray pictures showed the way to the double helix, which Watson and Crick described in 1953.`,
    },
  ],
  quizzes: [
    {
      title: 'Inside the cell',
      timeLimitSeconds: null,
      attemptsAllowed: 3,
      gift: `
::Power:: Which part of the cell makes most of its ATP? {=The mitochondrion ~The ribosome ~The nucleus ~The Golgi apparatus}

::Chromosomes:: How many chromosomes has a human body cell? {#=46:0 =%50%23:0#That is the number in egg and sperm.}

::Pairs:: With which base does adenine pair in DNA? {=Thymine =%50%T}

::Plants:: What do plant cells have that animal cells lack? {~%50%Chloroplasts ~%50%A cell wall ~%-50%Mitochondria#Both have them. ~%-50%A nucleus}

::Bacteria:: Bacteria have no nucleus. {T}

::Helix:: In which year was the double helix described? {#1953:0}

::Match:: Match each part with its work. {=ribosome -> builds proteins =nucleus -> keeps the DNA =chloroplast -> catches light =cell membrane -> lets in and out}

::Codon:: How many letters of DNA name one amino acid? {=Three ~One ~Two ~Four}

::Gas:: Which gas do plants take in for photosynthesis? {=carbon dioxide =CO2}`,
    },
  ],
};
