import type { Id, RoomRequest } from '@lyceum/contracts';
import { LRUCache } from 'lru-cache';
import { Allowance } from '../../../live/allowance.ts';
import { mediaAnswers } from './media.ts';

/** Somebody who comes into a room of fifty asks for a hundred streams at once. */
const ALL = { burst: 400, perSecond: 50 };
/** What is recorded, and told to everybody who is there. */
const RECORDED = { burst: 60, perSecond: 5 };
const MOST_KNOWN = 20_000;

/** How much one person may ask for, by however many connections. */
export class Limits {
  private readonly all = new LRUCache<Id, Allowance>({ max: MOST_KNOWN });
  private readonly recorded = new LRUCache<Id, Allowance>({ max: MOST_KNOWN });

  /** @throws Refused where it was too much */
  spend(personId: Id, name: RoomRequest | null): void {
    allowance(this.all, personId, ALL).spend();
    if (name !== null && !Object.hasOwn(mediaAnswers, name)) allowance(this.recorded, personId, RECORDED).spend();
  }
}

function allowance(of: LRUCache<Id, Allowance>, personId: Id, { burst, perSecond }: typeof ALL): Allowance {
  const known = of.get(personId) ?? new Allowance(burst, perSecond);
  of.set(personId, known);
  return known;
}
