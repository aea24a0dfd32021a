// Keeps what a bundle said of a subject, for callers that see the same subjects again: a server, a watch.
import { hash } from "node:crypto";
import type { EvaluationItem, ItemResult } from "./check-runner.ts";

const defaultCapacity = 10_000;

/** Results by the digest of the bundle (with the choice of checks) and that of the subject. The oldest go first. */
export class ResultCache {
  readonly #capacity: number;
  readonly #results = new Map<string, ItemResult>();

  /** `capacity` is a number of subjects. */
  constructor(capacity = defaultCapacity) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#results.size;
  }

  get(key: string): ItemResult | undefined {
    const result = this.#results.get(key);
    if (result === undefined) return undefined;
    this.#results.delete(key);
    this.#results.set(key, result);
    return result;
  }

  /** Errors are not kept: another time it may be none. */
  set(key: string, result: ItemResult): void {
    if (result.some(({ outcome }) => outcome.status === "error")) return;
    this.#results.set(key, result);
    if (this.#results.size <= this.#capacity) return;
    const oldest = this.#results.keys().next();
    if (!oldest.done) this.#results.delete(oldest.value);
  }
}

/** `judge` names whatever decides the results beside the subject. */
export function cacheKey(judge: string, { kind, input }: EvaluationItem): string {
  return `${judge} ${hash("sha256", `${kind}\n${input}`)}`;
}
