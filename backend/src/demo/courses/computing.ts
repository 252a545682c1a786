import type { DemoCourse } from './course.ts';

/** Still a draft: its instructor is writing it. */
export const computing: DemoCourse = {
  title: 'A Short History of Computing',
  summary: 'From Ada Lovelace’s notes to the machine in your pocket.',
  seats: 25,
  opens: null,
  lessons: [
    {
      title: 'Notes on an engine that was never built',
      text: `In 1843 **Ada Lovelace** published notes on Charles Babbage’s Analytical Engine, longer than the paper she translated. Note G shows step by step how the engine would compute Bernoulli numbers.

*To be written: the looms of Jacquard, and what cards have to do with it.*`,
    },
  ],
  quizzes: [
    {
      title: 'Pioneers',
      timeLimitSeconds: null,
      attemptsAllowed: 1,
      gift: `
::Engine:: Who designed the Analytical Engine? {=Charles Babbage =Babbage}

::Note G:: Which numbers does Lovelace’s Note G compute? {=Bernoulli numbers ~Prime numbers ~Fibonacci numbers ~Catalan numbers}

::Machine:: In which year did Turing’s paper on computable numbers appear? {#1936:1}

::Compiler:: Match each person with their work. {=Grace Hopper -> the A-0 compiler =Konrad Zuse -> the Z3 =Dennis Ritchie -> the language C =Tim Berners-Lee -> the World Wide Web}

::Transistor:: The transistor is older than the electronic vacuum tube. {F}

::Bits:: How many values can one byte of eight bits have? {#256:0}`,
    },
  ],
};
