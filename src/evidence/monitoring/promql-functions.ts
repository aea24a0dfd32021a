// What functions and aggregations of PromQL take and give: https://prometheus.io/docs/prometheus/latest/querying/functions/

/** Of a value; a matrix is what a range selects. */
export type ValueType = "scalar" | "vector" | "matrix" | "string";

export interface Signature {
  readonly takes: readonly ValueType[];
  /** How many of them may be missing at the end. */
  readonly optional: number;
  /** Whether the last may be there any number of times, none among them. */
  readonly repeats: boolean;
  readonly gives: ValueType;
}

const letters = { s: "scalar", v: "vector", m: "matrix", t: "string" } as const satisfies Record<string, ValueType>;

/** `sv?` takes a scalar, and a vector that may be missing; `vt*` a vector and any number of texts. */
function signature(arguments_: string, gives: ValueType): Signature {
  const takes = [...arguments_].flatMap((letter) => (letter in letters ? [letters[letter as keyof typeof letters]] : []));
  return { takes, optional: arguments_.split("?").length - 1, repeats: arguments_.endsWith("*"), gives };
}

const rows: readonly (readonly [takes: string, gives: ValueType, names: string])[] = [
  ["v", "vector", "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln log10 log2 rad sgn sin sinh"],
  ["v", "vector", "sort sort_desc sqrt tan tanh timestamp start_timestamp"],
  ["v", "vector", "histogram_avg histogram_count histogram_sum histogram_stddev histogram_stdvar"],
  ["v?", "vector", "days_in_month day_of_month day_of_week day_of_year hour minute month year"],
  ["m", "vector", "absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase"],
  ["m", "vector", "irate last_over_time mad_over_time max_over_time min_over_time present_over_time rate resets"],
  ["m", "vector", "stddev_over_time stdvar_over_time sum_over_time"],
  ["m", "vector", "ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time"],
  ["vss", "vector", "clamp"],
  ["vs", "vector", "clamp_max clamp_min"],
  ["vs?", "vector", "round"],
  ["vv?", "vector", "info"],
  ["ssv", "vector", "histogram_fraction"],
  ["sv", "vector", "histogram_quantile"],
  ["vtss*", "vector", "histogram_quantiles"],
  ["mss", "vector", "double_exponential_smoothing"],
  ["ms", "vector", "predict_linear"],
  ["sm", "vector", "quantile_over_time"],
  ["vtttt", "vector", "label_replace"],
  ["vttt*", "vector", "label_join"],
  ["vt*", "vector", "sort_by_label sort_by_label_desc"],
  ["s", "vector", "vector"],
  ["v", "scalar", "scalar"],
  ["", "scalar", "pi time start end step range"],
];

export const functions: ReadonlyMap<string, Signature> = new Map(
  rows.flatMap(([takes, gives, names]) => names.split(" ").map((name) => [name, signature(takes, gives)] as const)),
);

const oneVector = signature("v", "vector");
const aggregations: ReadonlyMap<string, Signature> = new Map([
  ...["topk", "bottomk", "quantile", "limitk", "limit_ratio"].map((name) => [name, signature("sv", "vector")] as const),
  ["count_values", signature("tv", "vector")],
]);

export function aggregationCalled(name: string): Signature {
  return aggregations.get(name) ?? oneVector;
}
