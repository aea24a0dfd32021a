// A query of a document with its place: PromQL is parsed, and what is another language is told apart.
import type { PlacedQuery } from "../../model/index.ts";
import type { Path } from "./parts.ts";
import { noFacts, readQuery } from "./promql.ts";

/** A selector of logs with a filter or a parser behind it, which PromQL has not. */
const logql = /\}\s*(?:\|[=~>]?|!=|!~)\s*["'`\w]|\|\s*(?:json|logfmt|unwrap|regexp|pattern|line_format)\b/;

/** `language` is what the document says that it is. */
export function placedQuery(text: string, path: Path, language: "promql" | "metricsql" = "promql"): PlacedQuery {
  const query = readQuery(text);
  const isLogs = !query.parses && logql.test(text);
  return { ...query, language: isLogs ? "logql" : language, path };
}

/** A query in a language that is not read here. */
export function unreadQuery(path: Path, language: PlacedQuery["language"]): PlacedQuery {
  return {
    parses: false,
    error: "",
    ...noFacts,
    language,
    path,
  };
}
