import type { DemoCourse } from './course.ts';

export const solarSystem: DemoCourse = {
  title: 'A Tour of the Solar System',
  summary: 'Eight planets, their moons, and how we came to know them: from Galileo’s four points of light to the landers of today.',
  seats: 60,
  opens: 6,
  lessons: [
    {
      title: 'From the Sun outwards',
      text: `## What goes round the Sun

The Sun holds **99.86 %** of the mass of the Solar System. What is left is mostly Jupiter.

| | Rocky planets | Giants |
|---|---|---|
| Which | Mercury, Venus, Earth, Mars | Jupiter, Saturn, Uranus, Neptune |
| Made of | rock and iron | hydrogen, helium, ices |
| Rings | none | all four |

Distances are measured in *astronomical units*: one is the mean distance of the Earth from the Sun, about 149.6 million kilometres.

> Light takes a little over eight minutes to come from the Sun to us, and about four hours to reach Neptune.`,
    },
    {
      title: 'Kepler’s three laws',
      text: `1. A planet moves on an **ellipse** with the Sun at one focus.
2. The line from the Sun to the planet sweeps **equal areas in equal times**: planets hurry when they are near.
3. The square of the period goes with the cube of the mean distance, *T² ∝ a³*.

With years and astronomical units the third law needs no constant. A body at 4 au takes √(4³) = **8 years** to go round.`,
    },
    {
      title: 'Moons worth a visit',
      text: `Galileo saw four moons of Jupiter in January 1610: **Io, Europa, Ganymede and Callisto**.

- *Io* has more active volcanoes than any other body we know.
- *Europa* hides an ocean of salt water under its ice.
- *Ganymede* is the largest moon of all, larger than Mercury.
- *Titan*, a moon of Saturn, has a thick atmosphere and lakes of methane. The probe Huygens landed there in January 2005.`,
    },
  ],
  quizzes: [
    {
      title: 'Planets and moons',
      timeLimitSeconds: null,
      attemptsAllowed: 3,
      gift: `
::Largest planet:: Which planet has the greatest mass? {=Jupiter#More than all the other planets together. ~Saturn ~Neptune ~Uranus}

::Galilean moons:: Which of these moons did Galileo see in 1610? {~%50%Io ~%50%Callisto ~%-50%Titan#Christiaan Huygens found it in 1655. ~%-50%Triton}

::Mercury:: Mercury is the hottest planet because it is nearest to the Sun. {FALSE#Venus is hotter: its thick carbon dioxide keeps the heat in.#Yes, Venus is hotter.}

::Kepler:: A body goes round the Sun at a mean distance of 4 au. How many years does one round take? {#=8:0#The cube of 4 is 64, and its root is 8. =%50%8:0.5}

::Red planet:: Which planet is called the red planet? {=Mars}

::Match moons:: Match each moon with its planet. {=Titan -> Saturn =Europa -> Jupiter =Phobos -> Mars =Triton -> Neptune = -> Venus}

::Light:: How many minutes, about, does light take from the Sun to the Earth? {#8.3:0.5}

::Rings:: Which of these planets have rings? {~%25%Jupiter ~%25%Saturn ~%25%Uranus ~%25%Neptune ~%-50%Mars ~%-50%Venus}`,
    },
    {
      title: 'Kepler against the clock',
      timeLimitSeconds: 900,
      attemptsAllowed: 2,
      gift: `
::First law:: What shape is the orbit of a planet? {=An ellipse with the Sun at one focus ~A circle with the Sun at its centre ~An ellipse with the Sun at its centre ~A parabola}

::Second law:: A planet moves fastest where it is nearest to the Sun. {TRUE}

::Third law:: Jupiter is 5.2 au from the Sun. How many years does it take to go round? {#11.86:0.1}

::Perihelion:: What is the point of an orbit nearest to the Sun called? {=perihelion =%50%periapsis}

::Astronomical unit:: One astronomical unit is about {=150 million kilometres ~150 thousand kilometres ~1.5 million kilometres ~15 billion kilometres}

::Earth nearest:: In which month is the Earth nearest to the Sun? {=January#Seasons come from the tilt of the axis, not from the distance. ~July ~April ~October}`,
    },
  ],
};
