import type { Context } from '../commands/context.ts';
import type { Command } from '../commands/registry.ts';
import type { Collection } from './collection.ts';
import type { Namespace } from './catalog.ts';
import type { Doc } from '../bson/values.ts';
import type { Store } from './store.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';
export class DocumentLocked extends Error { released: Promise<void> = Promise.resolve(); }
export interface Transaction { txnNumber: bigint; failed: boolean; reader: Reader; writer: Writer; created(ns: Namespace): Collection | undefined; create(ns: Namespace, options: Doc): Collection }
export class Transactions {
  constructor(_s: Store, _l: () => number) {}
  openCount = 0;
  run(context: Context, command: Command, durably: (c: Command, x: Context) => Promise<Doc>): Promise<Doc> { return durably(command, context); }
  wait(_c: Collection): void {}
  abortOf(_s: string): void {}
  abortAll(): void {}
  abortOld(_n: number): void {}
  holderOf(_c: Collection, _d: Uint8Array): Transaction | undefined { return undefined; }
}
