import { join } from 'node:path';
import { instant, newId, type AcademyEvent } from '@lyceum/contracts';
import { openEventLog, readSecret } from '@lyceum/stores';
import type { Product } from './product.ts';

/** Writes facts past all commands, as of a time: what only a clock or an import brings about. */
export async function writeFacts(product: Product, stream: string, facts: readonly AcademyEvent[], at = Date.now()): Promise<void> {
  const secret = readSecret({ LYCEUM_SECRET_FILE: join(product.data, 'secret') });
  const log = openEventLog({ url: product.eventstoreUrl, secret });
  const commandId = newId();
  const context = { commandId, correlationId: commandId, causationId: commandId, by: null, at: instant(at) };
  await log.append(stream, facts, 'any', context);
  await log.close();
}
