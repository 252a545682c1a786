/** A webinar's room as its host sees it, and the door as a guest does, at desk and phone width, light and dark. */
import { instant } from '@lyceum/contracts';
import type { Browser, Page } from 'playwright-core';
import { Desk, DESKTOP } from '../e2e/desk.ts';
import { ADMIN, type Product } from '../harness/product.ts';
import { RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';

type Shoot = (page: Page, name: string) => Promise<unknown>;

const LOOKS = [
  ['desk-light', { width: 1280, height: 800 }, 'light'],
  ['desk-dark', { width: 1280, height: 800 }, 'dark'],
  ['phone-light', { width: 390, height: 844 }, 'light'],
  ['phone-dark', { width: 390, height: 844 }, 'dark'],
] as const;

const GUESTS = ['Ann Merriweather', 'Benedikt von Hohenstein-Lützelburg', 'Chidi Okafor', 'Dilnoza Karimova'];
const SAID = [
  'Could you say again why sound is faster in water than in air?',
  'Because water is so much harder to press together: its stiffness outweighs its density.',
  'https://academy.example/a/very/long/address/that/has/no/place/to/break/in/it/and/goes/on/and/on',
];

/** The same page in every look. */
async function inAllLooks(page: Page, name: string, shoot: Shoot): Promise<void> {
  for (const [look, viewport, colorScheme] of LOOKS) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(500);
    await shoot(page, `room-${name}-${look}`);
    console.log(`room ${name} ${look}`);
  }
  await page.setViewportSize(LOOKS[0][1]);
  await page.emulateMedia({ colorScheme: 'light' });
}

export async function takeRoom(browser: Browser, product: Product, shoot: Shoot): Promise<void> {
  const root = await product.api.signIn(ADMIN);
  const host = await product.api.person('Olena Kovalenko', ['instructor'], root);
  const people = await Promise.all(GUESTS.map((name) => product.api.person(name)));
  const times = { start: instant(Date.now() + 60_000), end: instant(Date.now() + 3_600_000) };
  const about = { title: 'Sound and silence: how we hear what we hear', kind: 'workshop', registration: 'open', lobby: true };
  const { webinarId } = await host.post<{ webinarId: string }>('/api/webinars', { ...about, ...times });
  const room = `webinar:${webinarId}`;
  const clients: RoomClient[] = [];
  const [desk, guest] = [await Desk.open(browser, product.url, DESKTOP), await Desk.open(browser, product.url, DESKTOP)];
  try {
    await desk.signIn(host.credentials);
    await guest.signIn(people[0]!.credentials);
    for (const each of [desk, guest]) {
      await each.go(`/webinars/${webinarId}/room`);
      await each.page.getByTestId('preview-camera').click();
      await each.page.getByTestId('preview-microphone').click();
      await each.page.locator('video').waitFor();
    }
    await inAllLooks(desk.page, 'preview', shoot);
    await guest.page.getByTestId('join').click();
    await guest.page.locator('[data-standing="early"]').waitFor();
    await inAllLooks(guest.page, 'early', shoot);

    await desk.page.getByTestId('join').click();
    await desk.page.getByTestId('room').waitFor();
    await guest.page.locator('[data-standing="lobby"]').waitFor();
    await inAllLooks(guest.page, 'lobby', shoot);
    await inAllLooks(desk.page, 'alone', shoot);
    for (const person of people.slice(1)) {
      const client = RoomClient.of(product.url, person);
      clients.push(client);
      await client.enter(room);
    }
    await desk.page.getByTestId('panel-people').click();
    await until('all wait', async () => (await desk.page.getByTestId('waiting').count()) === GUESTS.length);
    await inAllLooks(desk.page, 'waiting', shoot);
    await desk.page.getByRole('button', { name: 'Let all in' }).click();
    for (const client of clients) {
      await client.hears('admitted');
      await client.enter(room);
    }
    await guest.page.getByTestId('room').waitFor();
    const hosting = clients[0]!;
    await desk.page.getByTestId('participants').last().getByText('Chidi').waitFor();
    for (const client of clients.slice(0, 2)) await client.ask('raise-hand', {});
    await desk.page.getByTestId('hands').waitFor();
    await inAllLooks(desk.page, 'people', shoot);
    await desk.page.getByTestId('panel-people').click();
    await until('the guest is seen', () => desk.page.locator(`[data-person="${people[0]!.personId}"] video`).isVisible(), { seconds: 30 });
    await inAllLooks(desk.page, 'grid', shoot);
    await desk.page.keyboard.press('l');
    await inAllLooks(desk.page, 'spotlight', shoot);
    await desk.page.keyboard.press('l');

    await desk.page.getByTestId('panel-chat').click();
    await inAllLooks(desk.page, 'chat-empty', shoot);
    for (const [i, text] of SAID.entries()) await clients[i]!.ask('chat', { to: i === 1 ? 'hosts' : 'all', text });
    await desk.page.getByText('https://academy').waitFor();
    await inAllLooks(desk.page, 'chat', shoot);

    await desk.page.getByTestId('panel-polls').click();
    await inAllLooks(desk.page, 'polls-empty', shoot);
    await desk.page.getByTestId('new-poll').click();
    await desk.page.getByLabel('Question').fill('In which of these is sound the fastest?');
    await desk.page.getByLabel('Choice 1').fill('Air');
    await desk.page.getByLabel('Choice 2').fill('Water, whether it is fresh or salt, warm or cold, still or running');
    await inAllLooks(desk.page, 'poll-form', shoot);
    await desk.page.getByTestId('open-poll').click();
    await hosting.sees('the poll', ({ polls }) => polls.length === 1);
    const [poll] = hosting.view!.polls;
    for (const [i, client] of clients.entries()) {
      await client.ask('vote', { pollId: poll!.pollId, choices: [poll!.choices[i === 0 ? 0 : 1]!.id] });
    }
    await desk.page.getByTestId('poll').getByText('3 answered').waitFor();
    await inAllLooks(desk.page, 'polls', shoot);
    await guest.page.getByTestId('panel-polls').click();
    await inAllLooks(guest.page, 'poll-guest', shoot);

    await desk.page.getByTestId('panel-settings').click();
    await inAllLooks(desk.page, 'settings', shoot);
    await desk.page.getByTestId('panel-settings').click();

    await guest.context.setOffline(true);
    await guest.page.getByText('The connection is lost').waitFor({ timeout: 30_000 });
    await inAllLooks(guest.page, 'lost', shoot);
    await guest.context.setOffline(false);
    await desk.page.getByRole('button', { name: 'End for all' }).click();
    await inAllLooks(desk.page, 'end', shoot);
    await desk.page.getByRole('dialog').getByTestId('confirm').click();
    await desk.page.getByTestId('door').waitFor();
    await inAllLooks(desk.page, 'out', shoot);
  } finally {
    for (const client of clients) client.close();
    for (const each of [desk, guest]) await each.close();
  }
}
