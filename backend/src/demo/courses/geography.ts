import type { DemoCourse } from './course.ts';

export const geography: DemoCourse = {
  title: 'Rivers, Mountains, Capitals',
  summary: 'The map in the head: where things are, why cities stand where they stand, and how the land came to look as it does.',
  seats: null,
  opens: 25,
  lessons: [
    {
      title: 'Reading a globe',
      text: `**Latitude** counts north and south of the equator, to 90° at the poles. **Longitude** counts east and west of Greenwich, to 180°.

The Earth turns by 15° of longitude in an hour, which is why time zones are about that wide.`,
    },
    {
      title: 'Rivers make cities',
      text: `Kyiv lies on the **Dnipro**, Vienna and Budapest on the **Danube**, Cairo on the **Nile**, Baghdad on the **Tigris**. Water to drink, fields along the banks and a way to carry heavy things: cities had few better reasons.

The Danube runs from the Black Forest to the Black Sea through or along ten countries, more than any other river.`,
    },
    {
      title: 'Where plates meet',
      text: `The Himalaya grows because India pushes into Asia. **Mount Everest**, also called Sagarmatha and Chomolungma, is the highest mountain above the sea, at 8,849 m.

Around the Pacific one plate dives under another, and a ring of volcanoes and earthquakes marks the line. In the Atlantic plates part, and Iceland grows by some two centimetres a year.`,
    },
  ],
  quizzes: [
    {
      title: 'Where is it?',
      timeLimitSeconds: 600,
      attemptsAllowed: 3,
      gift: `
::Ukraine:: The capital of Ukraine is {=Kyiv ~Lviv ~Odesa ~Kharkiv}

::Australia:: What is the capital of Australia? {=Canberra}

::Rivers:: Match each city with its river. {=Cairo -> Nile =Vienna -> Danube =Kyiv -> Dnipro =London -> Thames = -> Rhine}

::Everest:: How high is Mount Everest, in metres above the sea? {#=8849:2 =%50%8849:60}

::Zones:: By how many degrees of longitude does the Earth turn in one hour? {#15:0}

::Equator:: Which of these countries does the equator cross? {~%33.33333%Ecuador ~%33.33333%Kenya ~%33.33333%Indonesia ~%-50%Egypt ~%-50%India}

::Africa:: Egypt is a country with land in both Africa and Asia. {T#The Sinai lies in Asia.#Yes: the Sinai lies in Asia.}

::Largest:: Which is the largest country of South America? {=Brazil ~Argentina ~Peru ~Colombia}

::Desert:: Which is the largest hot desert in the world? {=Sahara =The Sahara =Sahara desert}`,
    },
  ],
};
