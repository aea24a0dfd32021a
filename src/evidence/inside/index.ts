// What stands inside of Kubernetes objects, and is a subject of its own.
import type { Subject, SubjectKind } from "../../model/index.ts";
import type { CollectedObject } from "../collected.ts";
import { controlPlaneInsider } from "../control-plane/insider.ts";
import { monitoringInsider } from "../monitoring/insider.ts";
import { transportInsider } from "../transport/insider.ts";
import { certificates } from "./certificates.ts";
import { credentials } from "./credentials.ts";
import type { InsideReader, Insider } from "./insider.ts";

/** In the order in which their subjects come. */
const insiders: readonly Insider[] = [
  certificates,
  credentials,
  transportInsider,
  controlPlaneInsider,
  monitoringInsider,
];

export class Insides {
  readonly #insiders: readonly Insider[];
  readonly #readers = new Map<Insider, Promise<InsideReader>>();
  readonly #now: string;

  /** `kinds` are those that some check reads; `now` is UTC, ISO 8601. */
  constructor(kinds: ReadonlySet<SubjectKind>, now: string) {
    this.#insiders = insiders.filter(({ gives }) => gives.some((kind) => kinds.has(kind)));
    this.#now = now;
  }

  /** Whether `inside` may find anything in an object: most hold nothing. */
  reads({ value }: CollectedObject): boolean {
    return this.#insiders.some(({ reads }) => reads(value));
  }

  /**
   * What stands inside of an object; `evidence` is the index of the evidence that it came from.
   * @throws TouchstoneError for what had to be readable and is not
   */
  async inside(object: CollectedObject, evidence: number): Promise<readonly Subject[]> {
    const subjects: Subject[] = [];
    for (const insider of this.#insiders) {
      if (!insider.reads(object.value)) continue;
      const reader = await this.reader(insider);
      subjects.push(...reader.inside(object, { evidence, now: this.#now }));
    }
    return subjects;
  }

  /** What all objects together give, once all evidence is read. */
  async together(): Promise<readonly Subject[]> {
    const subjects: Subject[] = [];
    for (const insider of this.#insiders) {
      const reader = await this.#readers.get(insider);
      subjects.push(...(reader?.together?.() ?? []));
    }
    return subjects;
  }

  /** The one of this run, for who reads files for it as well. */
  reader<R extends InsideReader>(insider: Insider<R>): Promise<R> {
    const known = (this.#readers.get(insider) as Promise<R> | undefined) ?? insider.load();
    this.#readers.set(insider, known);
    return known;
  }
}
