/** What a student does on the page of an attempt. */
import type { Page } from 'playwright-core';

export const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check();

export const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();

/** Waits until the page says that what was answered is kept. */
export const saved = (page: Page) =>
  page
    .getByTestId('saved')
    .getByText(/^saved \d/)
    .waitFor();

/** Hands the answers in and waits for their review. */
export async function handIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Hand in…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hand in', exact: true }).click();
  await page.getByRole('heading', { name: 'Review' }).waitFor();
}
