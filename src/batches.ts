// Hands subjects to the evaluator in batches and records the answers; what is in flight is bounded, so that memory is.
import type { Subject, SubjectKind } from "./model/index.ts";
import type { ObservationLog } from "./observation-log.ts";
import { toItem, type EvaluationItem, type Evaluator } from "./rego/index.ts";

const batchItems = 64;
const batchCharacters = 1024 * 1024;

export class Batches {
  readonly #evaluator: Evaluator;
  readonly #log: ObservationLog;
  readonly #kinds: ReadonlySet<SubjectKind>;
  readonly #limit: number;
  readonly #inFlight = new Set<Promise<void>>();
  #subjects: { readonly index: number; readonly subject: Subject }[] = [];
  #items: EvaluationItem[] = [];
  #characters = 0;

  /** `kinds` are those that some check reads; `limit` is how many batches may be in flight. */
  constructor(evaluator: Evaluator, log: ObservationLog, kinds: ReadonlySet<SubjectKind>, limit: number) {
    this.#evaluator = evaluator;
    this.#log = log;
    this.#kinds = kinds;
    this.#limit = limit;
  }

  /** Takes a subject; the promise, if there is one, asks the collector to wait. */
  add(index: number, subject: Subject): Promise<void> | void {
    if (!this.#kinds.has(subject.kind)) return;
    const item = toItem(subject);
    this.#subjects.push({ index, subject });
    this.#items.push(item);
    this.#characters += item.input.length;
    if (this.#items.length < batchItems && this.#characters < batchCharacters) return;
    this.#send();
    if (this.#inFlight.size >= this.#limit) return Promise.race(this.#inFlight);
  }

  /** Waits for every answer. */
  async finish(): Promise<void> {
    this.#send();
    await Promise.all(this.#inFlight);
  }

  #send(): void {
    if (this.#items.length === 0) return;
    const batch = this.#evaluate(this.#subjects, this.#items).finally(() => this.#inFlight.delete(batch));
    this.#inFlight.add(batch);
    this.#subjects = [];
    this.#items = [];
    this.#characters = 0;
  }

  async #evaluate(
    subjects: readonly { index: number; subject: Subject }[],
    items: readonly EvaluationItem[],
  ): Promise<void> {
    const results = await this.#evaluator.evaluate(items);
    for (const [position, { index, subject }] of subjects.entries()) {
      const result = results[position];
      if (!result) throw new RangeError("the evaluator left a subject out");
      this.#log.record(index, subject, result);
    }
  }
}
