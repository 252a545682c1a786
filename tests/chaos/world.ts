/** The academy that is made to suffer: its product and stores as processes of their own, a wire to each that can be cut, a clock and a disk. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cuttableWire, type Wire } from '../harness/cuttable.ts';
import { MAIL_FROM, MailServer } from '../harness/mail-server.ts';
import { Node } from '../harness/node.ts';
import { Product } from '../harness/product.ts';
import { Disk } from './disk.ts';

export interface World {
  readonly product: Product;
  readonly eventstore: Node;
  readonly mongo: Node;
  readonly mail: MailServer;
  readonly disk: Disk;
  /** Between people and the product, and between it and its stores. */
  readonly wires: Readonly<Record<'people' | 'event store' | 'document store', Wire>>;
  /** Sets the clock of the product's processes so many milliseconds off. */
  setClock(off: number): void;
  end(): Promise<void>;
}

/** @param mebibytes how large the disk is */
export async function makeWorld(mebibytes: number): Promise<World> {
  const disk = new Disk(mebibytes);
  const folder = (name: string) => {
    const path = join(disk.folder, name);
    mkdirSync(path);
    return path;
  };
  const [eventstore, mongo, mail] = await Promise.all([
    Node.startIn(folder('eventstore'), 'eventstore'),
    Node.startIn(folder('mongo'), 'mongo'),
    MailServer.start(),
  ]);
  const [toEvents, toDocuments] = await Promise.all([cuttableWire(eventstore.url), cuttableWire(mongo.url)]);
  const clock = join(disk.folder, 'clock');
  const setClock = (off: number) => writeFileSync(clock, String(off));
  setClock(0);
  const product = await Product.start({
    data: folder('product'),
    env: {
      EVENTSTORE_URL: eventstore.url.replace(`:${eventstore.port}`, `:${toEvents.port}`),
      MONGODB_URL: mongo.url.replace(`:${mongo.port}`, `:${toDocuments.port}`),
      LYCEUM_SMTP_URL: mail.url,
      LYCEUM_MAIL_FROM: MAIL_FROM,
      NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'clock.mjs')).href}`,
      CHAOS_CLOCK: clock,
    },
  });
  const wires = { people: await cuttableWire(product.url), 'event store': toEvents, 'document store': toDocuments };
  return {
    product,
    eventstore,
    mongo,
    mail,
    disk,
    wires,
    setClock,
    async end() {
      await product.stop().catch(() => product.crash());
      await Promise.all([eventstore.kill(), mongo.kill(), mail.close()]);
      for (const wire of Object.values(wires)) wire.close();
      disk.remove();
    },
  };
}
