// Bounds what one endpoint is asked: how many connections in all, how many at once, and until when.

export interface Limits {
  /** In all. */
  readonly connections: number;
  readonly atOnce: number;
  /** Of one connection. */
  readonly milliseconds: number;
  /** Of the endpoint. */
  readonly millisecondsInAll: number;
}

/** Nothing more may be asked, and why. */
export class Spent extends Error {}

export class Budget {
  readonly #limits: Limits;
  readonly #until: number;
  readonly #waiting: (() => void)[] = [];
  #made = 0;
  #open = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#until = performance.now() + limits.millisecondsInAll;
  }

  /** How many connections were made. */
  get made(): number {
    return this.#made;
  }

  /**
   * Does something that makes one connection, and may take that long.
   * @throws Spent
   */
  async spend<Result>(work: (milliseconds: number) => Promise<Result>): Promise<Result> {
    if (this.#open >= this.#limits.atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#open += 1;
    try {
      if (this.#made >= this.#limits.connections) throw new Spent("the limit of connections is reached");
      const left = this.#until - performance.now();
      if (left <= 0) throw new Spent("the limit of time is reached");
      this.#made += 1;
      return await work(Math.min(left, this.#limits.milliseconds));
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#open -= 1;
    }
  }
}
