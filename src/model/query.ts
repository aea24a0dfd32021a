// What a query in PromQL says, as policies read it.

/** A query, and where it stands in its document. What does not parse has no facts but its error. */
export interface Query {
  readonly parses: boolean;
  /** Why it does not parse, with the character at which that shows; empty when it does. */
  readonly error: string;
  /** Names of metrics, in alphabetical order; so are those of functions and aggregations. */
  readonly metrics: readonly string[];
  readonly functions: readonly string[];
  /** Seconds of each range, such as 300 for `[5m]`; those that are no plain duration are left out. */
  readonly ranges: readonly number[];
  /** Matchers of labels as they are meant, such as `code=~5..`. */
  readonly matchers: readonly string[];
  /** Whether anything is divided by what is no constant. */
  readonly divides: boolean;
  /** What the whole of it is a ratio of; null when it is none. */
  readonly ratio: Ratio | null;
  readonly comparisons: readonly Comparison[];
}

/** Something that is compared with a number; the number stands on the right, whichever side it was written on. */
export interface Comparison {
  readonly operator: ">" | ">=" | "<" | "<=" | "==" | "!=";
  /** Constants that the other side is multiplied with are taken out: `100 * x > 5` compares with 0.05. Null for what is no constant. */
  readonly value: number | null;
  readonly metrics: readonly string[];
  /** What the side is a ratio of; null when it is none. */
  readonly ratio: Ratio | null;
}

/** A division of two things that are no constants. */
export interface Ratio {
  /** Metrics and matchers of what is divided, such as `http_requests_total` and `code=~5..`. */
  readonly numerator: readonly string[];
  readonly denominator: readonly string[];
  /** Whether it is one minus the division. */
  readonly complement: boolean;
  /** The constant that it is multiplied with: 100 for per cent. */
  readonly scale: number;
}
