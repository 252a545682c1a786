import { instant } from '@lyceum/contracts';
import { test } from 'vitest';
import { makeAcademy } from '../harness/academy.ts';
import { openBrowser, FAKE_DEVICES } from '../harness/browser.ts';
import { offerAlways, bookSoon } from '../harness/consultations.ts';
import { Product, ADMIN } from '../harness/product.ts';
import { Desk, DESKTOP, PHONE } from './desk.ts';
test('look', async () => {
  const product = await Product.start();
  const browser = await openBrowser(FAKE_DEVICES);
  const academy = await makeAcademy(product, { students: 2, questions: 1 });
  const start = instant(Date.now() + 3_600_000), end = instant(Date.now() + 7_200_000);
  const plan = { title: 'Sound and silence', summary: 'What waves are, and how we hear them.', kind: 'lecture', start, end, seats: 2, registration: 'ticket', speakers: [{ name: 'Ada Lovelace', about: 'Wrote the first program' }], programme: [{ after: 0, title: 'Welcome' }, { after: 10, title: 'Waves' }] };
  const { webinarId } = await academy.instructor.post<{ webinarId: string }>('/api/webinars', plan);
  await academy.students[0]!.post(`/api/webinars/${webinarId}/registrations`);
  await offerAlways(academy.instructor);
  const booking = await bookSoon(academy.students[0]!, academy.instructor);
  await academy.students[0]!.get(`/api/webinars/${webinarId}`);
  await product.api.signIn(ADMIN).then((a) => a.put(`/api/people/${a.personId}/roles`, { roles: ['admin', 'operator'] }));
  for (const [name, options, who, pages] of [
    ['student', PHONE, academy.students[0]!.credentials, ['/webinars', `/webinars/${webinarId}`, `/bookings/${booking}/room`]],
    ['host', DESKTOP, academy.instructor.credentials, ['/webinars/new', `/webinars/${webinarId}`, `/webinars/${webinarId}/registrations`, `/webinars/${webinarId}/attendance`]],
    ['operator', { ...DESKTOP, colorScheme: 'dark' as const }, ADMIN, ['/media']],
  ] as const) {
    const desk = await Desk.open(browser, product.url, options);
    await desk.signIn(who);
    for (const [i, path] of pages.entries()) {
      await desk.go(path);
      await new Promise((d) => setTimeout(d, 1000));
      await desk.page.screenshot({ path: `/tmp/pics/l-${name}-${i}.png`, fullPage: true });
    }
    console.log(name, desk.errors);
    await desk.close();
  }
  await browser.close();
  await product.stop();
}, 120_000);
