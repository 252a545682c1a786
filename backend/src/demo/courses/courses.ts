import { biology } from './biology.ts';
import { chemistry } from './chemistry.ts';
import { computing } from './computing.ts';
import type { DemoCourse } from './course.ts';
import { databases } from './databases.ts';
import { geography } from './geography.ts';
import { music } from './music.ts';
import { philosophy } from './philosophy.ts';
import { solarSystem } from './solar-system.ts';
import { statistics } from './statistics.ts';
import { writing } from './writing.ts';

/** The courses of the demo, the last one still a draft. */
export const COURSES: readonly DemoCourse[] = [
  philosophy,
  statistics,
  solarSystem,
  chemistry,
  databases,
  geography,
  biology,
  music,
  writing,
  computing,
];
