/** An order that cannot be followed as things stand: it is left undone, and said so, and nothing else suffers from it. */
export class Impossible extends Error {}
