import type { Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Forgotten } from '../../accounts/forgotten.ts';

/** Names of those in rooms; somebody who is forgotten has none from then on. */
@Injectable()
export class Names {
  private readonly known = new LRUCache<Id, { readonly name: string | null }>({ max: 20_000, ttl: 60_000 });
  /** What was known last, for who is asked for without having been looked up just now. */
  private readonly last = new LRUCache<Id, { readonly name: string | null }>({ max: 20_000 });

  constructor(
    private readonly models: ReadModels,
    forgotten: Forgotten,
  ) {
    // Rows may still have the name for a moment.
    forgotten.listen((personId) => {
      for (const names of [this.known, this.last]) names.set(personId, { name: null });
    });
  }

  of(personId: Id): string | null {
    return (this.known.get(personId) ?? this.last.get(personId))?.name ?? null;
  }

  /** Looks up those that are not known. Where that cannot be done now they go without a name. */
  async learn(personIds: readonly Id[]): Promise<void> {
    const unknown = [...new Set(personIds)].filter((id) => !this.known.has(id));
    if (unknown.length === 0) return;
    const names = await this.models.people.names(unknown).catch(() => null);
    for (const [id, name] of names ?? []) {
      this.known.set(id, { name });
      this.last.set(id, { name });
    }
  }
}
