// Twins in TypeScript of builtin functions that are called often: a call of OPA's own takes longer. A twin that is not sure of
// its arguments answers undefined, and OPA's own is asked.

/** Takes and gives values as text. */
export type Twin = (args: readonly string[]) => string | undefined;

export const twins: ReadonlyMap<string, Twin> = new Map<string, Twin>([]);
