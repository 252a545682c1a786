import { toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { truthy } from '../bson/values.ts';
import { compileFilter } from '../query/filter.ts';
import type { Filter } from '../query/filter.ts';
import { orderOfCollation } from '../query/collation.ts';
import { BINARY } from '../query/order.ts';
import type { Order } from '../query/order.ts';
import { indexKeys } from './index-keys.ts';
import type { IndexKeys } from './index-keys.ts';
import type { Lexicon } from './lexicon.ts';

/** An index as `createIndexes` was asked for it. */
export interface IndexDefinition extends Doc {
  key: Doc;
  name: string;
}

/** One index: where its keys lie and how they are made from a document. */
export class Index {
  readonly id: number;
  readonly table: string;
  readonly definition: IndexDefinition;
  readonly fields: readonly string[];
  readonly paths: readonly (readonly string[])[];
  readonly descending: readonly boolean[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Filter | undefined;
  /** The fields of a document's top that its keys need. */
  readonly needs: ReadonlySet<string>;
  /** By what its texts are ordered, and which of them are the same to it. */
  readonly order: Order;
  /** What its texts are stored as; there is one where it has a collation, once it is a collection's. */
  lexicon: Lexicon | undefined;
  readonly ttlSeconds: number | undefined;
  /** Whether a document ever gave it several keys; then bounds on one field cannot be combined. */
  multikey: boolean;
  /** Whether it is still being filled: written to, but not yet read. */
  building = false;

  constructor(collection: number, id: number, definition: IndexDefinition, multikey: boolean) {
    this.id = id;
    this.table = `index_${collection}_${id}`;
    this.definition = definition;
    this.fields = Object.keys(definition.key);
    this.paths = this.fields.map((field) => field.split('.'));
    this.descending = this.fields.map((field) => (toNumber(definition.key[field]) ?? 1) < 0);
    this.unique = truthy(definition['unique']);
    this.sparse = truthy(definition['sparse']);
    this.order = orderOfCollation(definition['collation']) ?? BINARY;
    const partial = definition['partialFilterExpression'] as Doc | undefined;
    this.partial = partial === undefined ? undefined : compileFilter(partial, { order: this.order });
    this.ttlSeconds = toNumber(definition['expireAfterSeconds'] as Value);
    this.needs = new Set([...this.paths.map((path) => path[0] as string), ...(this.partial?.needs ?? [])]);
    this.multikey = multikey;
  }

  get name(): string {
    return this.definition.name;
  }

  /** Whether this is the index on `_id`, which every collection has. */
  get isId(): boolean {
    return this.id === 0;
  }

  /** The same index by its definition as it is now. */
  redefined(collection: number): Index {
    return new Index(collection, this.id, this.definition, this.multikey);
  }

  /** The keys a document has in this index; none where it is left out of it. */
  keysOf(doc: Doc): IndexKeys {
    if (this.partial && !this.partial.test(doc)) return NO_KEYS;
    const keys = indexKeys(doc, this.paths, this.descending, this.lexicon?.labelOf);
    return this.sparse && keys.missing ? NO_KEYS : keys;
  }

  /** As `listIndexes` answers it. */
  describe(): Doc {
    const { key, name, ...options } = this.definition;
    return { v: 2, key, name, ...options };
  }
}

const NO_KEYS: IndexKeys = { keys: [], values: [], multikey: false, missing: true };
