import type { Page } from 'playwright-core';

/** A screen of a role, and how to come to it from the page that `path` opens. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly reach?: (page: Page) => Promise<void>;
}

const ready = (page: Page) => page.locator('html[data-ready]').waitFor({ state: 'attached' });

const follow = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('main').getByRole('link', { name }).first().click();
  await page.waitForLoadState('networkidle');
  await ready(page);
};

const PHILOSOPHY = /The First Philosophers/;

/** Starts the quiz, or goes on with it where an earlier look has started it, and answers its first question. */
async function takeQuiz(page: Page): Promise<void> {
  await follow(PHILOSOPHY)(page);
  await follow(/^(Start quiz|Continue)/)(page);
  if (!page.url().includes('/attempts/')) await page.getByRole('button', { name: 'Start quiz' }).click();
  await page.waitForURL(/\/attempts\//);
  await page.getByTestId('saved').waitFor({ state: 'attached' });
  const choices = page.getByRole('main').locator('input[type=radio], input[type=checkbox]');
  while ((await choices.count()) === 0) await page.getByRole('button', { name: 'Next', exact: true }).click();
  await choices.first().check();
}

async function openFacts(page: Page): Promise<void> {
  await follow(PHILOSOPHY)(page);
  await page.getByTestId('figure').first().click();
  await page.getByTestId('facts-panel').getByText('The answers were graded').waitFor();
}

/** An instructor of the demo whom nobody has to pay. */
const PHILOSOPHER = 'Inge Solberg';

async function chooseTime(page: Page): Promise<void> {
  await follow(PHILOSOPHER)(page);
  await page.getByRole('link', { name: 'Later days' }).click();
  await page.locator('[data-start]').first().click();
  await page.getByLabel('What is it about?').waitFor();
}

async function editCourse(page: Page): Promise<void> {
  await follow(PHILOSOPHY)(page);
  await follow('Edit course')(page);
}

async function openConversation(page: Page): Promise<void> {
  await page.getByTestId('conversation').first().click();
  await page.getByTestId('message').first().waitFor();
}

export const SCREENS: readonly { readonly role: string | null; readonly screens: readonly Screen[] }[] = [
  {
    role: null,
    screens: [
      { name: 'home', path: '/' },
      { name: 'catalogue', path: '/courses' },
      { name: 'course', path: '/courses', reach: follow(PHILOSOPHY) },
      { name: 'instructors', path: '/instructors' },
      { name: 'instructor', path: '/instructors', reach: follow(PHILOSOPHER) },
      { name: 'sign-in', path: '/sign-in' },
      { name: 'sign-up', path: '/sign-up' },
    ],
  },
  {
    role: 'student',
    screens: [
      { name: 'home', path: '/' },
      { name: 'learn', path: '/learn' },
      { name: 'course', path: '/learn', reach: follow(PHILOSOPHY) },
      { name: 'quiz', path: '/learn', reach: takeQuiz },
      { name: 'consultations', path: '/consultations' },
      { name: 'booking', path: '/consultations', reach: follow(PHILOSOPHER) },
      { name: 'book', path: '/instructors', reach: chooseTime },
      { name: 'reviewed', path: '/consultations?when=past', reach: follow(PHILOSOPHER) },
      { name: 'messages', path: '/messages', reach: openConversation },
      { name: 'calendars', path: '/settings/calendars' },
    ],
  },
  {
    role: 'instructor',
    screens: [
      { name: 'home', path: '/' },
      { name: 'courses', path: '/teach' },
      { name: 'new-course', path: '/courses/new' },
      { name: 'edit-course', path: '/teach', reach: editCourse },
      { name: 'gradebook', path: '/gradebook', reach: follow(PHILOSOPHY) },
      { name: 'facts', path: '/gradebook', reach: openFacts },
      { name: 'calendar', path: '/calendar' },
      { name: 'profile', path: '/settings/profile' },
      { name: 'messages', path: '/messages', reach: openConversation },
      { name: 'clients', path: '/clients' },
      { name: 'client', path: '/clients', reach: follow('Ann Merriweather') },
    ],
  },
  {
    role: 'admin',
    screens: [
      { name: 'home', path: '/' },
      { name: 'analytics', path: '/analytics' },
      { name: 'grades', path: '/analytics/grades' },
      { name: 'reports', path: '/analytics/reports' },
      { name: 'people', path: '/people' },
      { name: 'reviews', path: '/reviews' },
    ],
  },
  {
    role: 'operator',
    screens: [
      { name: 'home', path: '/' },
      { name: 'projections', path: '/projections' },
      { name: 'projection', path: '/projections', reach: follow('courses') },
      { name: 'parked', path: '/parked' },
      { name: 'health', path: '/health' },
      { name: 'automation', path: '/automation' },
      { name: 'automation-due', path: '/automation/due' },
      { name: 'automation-all', path: '/automation/all' },
      { name: 'orders', path: '/orders' },
      { name: 'mailbox', path: '/mailbox' },
    ],
  },
];

/** The picture of the README: which screens, and where on it. */
export const PICTURE = [
  { name: 'instructor-facts-light', style: 'left:24px;top:24px;width:700px' },
  { name: 'admin-analytics-dark', style: 'left:476px;top:160px;width:700px' },
  { name: 'student-quiz-phone', style: 'left:120px;top:168px;width:206px' },
] as const;
