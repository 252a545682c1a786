import { KNOWN_TYPES, type Fact } from '@lyceum/contracts';
import { UPCASTERS, type Upcaster } from './upcasters.ts';

const VERSIONED = /^(.+)\.v(\d+)$/;

/** Which facts a program can read: the newest versions that it knows, and the older ones that lead to them. */
export class Vocabulary {
  readonly #upcasters: Readonly<Record<string, Upcaster>>;
  readonly #known: ReadonlySet<string>;
  /** By the name without its version. */
  readonly #newest = new Map<string, { readonly type: string; readonly version: number }>();

  constructor(newest: readonly string[] = KNOWN_TYPES, upcasters = UPCASTERS) {
    this.#upcasters = upcasters;
    this.#known = new Set(this.withOlder(newest));
    for (const type of newest) {
      const [, name, version] = VERSIONED.exec(type) ?? [];
      if (name !== undefined) this.#newest.set(name, { type, version: Number(version) });
    }
  }

  knows(type: string): boolean {
    return this.#known.has(type);
  }

  /** Of a later version of a fact than this program knows: the newest type of it that it does know. Null for everything else. */
  newestBefore(type: string): string | null {
    if (this.#known.has(type)) return null;
    const [, name = '', version] = VERSIONED.exec(type) ?? [];
    const newest = this.#newest.get(name);
    return newest && Number(version) > newest.version ? newest.type : null;
  }

  /** The fact in its newest version. Data that an upcaster cannot take come as null, like those that cannot be read at all. */
  upcast(type: string, data: unknown): Fact {
    const upcaster = this.#upcasters[type];
    if (!upcaster) return { type, data };
    return this.upcast(upcaster.to, nextOf(upcaster, data));
  }

  /** The given types and all older ones that lead to them. */
  withOlder(types: readonly string[]): string[] {
    const found = new Set(types);
    for (const type of found) for (const [older, { to }] of Object.entries(this.#upcasters)) if (to === type) found.add(older);
    return [...found];
  }
}

function nextOf({ next }: Upcaster, data: unknown): unknown {
  try {
    return data === null ? null : next(data);
  } catch {
    return null;
  }
}
