// Matchers of Alertmanager's routes: https://prometheus.io/docs/alerting/latest/configuration/#matcher
import { asText, isMapping, type JsonObject } from "../json.ts";
import { optionalMapping, textAt, type Path } from "./parts.ts";

export interface RouteMatcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

const written = /^\s*"?([a-zA-Z_:][\w:.-]*)"?\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|(.*?))\s*$/s;
const camel = { "=": "=", "!=": "!=", "=~": "=~", "!~": "!~" } as const;

/** Those of a route, in whichever of its three forms; a text that is no matcher is one of a label that nothing has. */
export function matchersOf(route: JsonObject, path: Path): readonly RouteMatcher[] {
  const equal = optionalMapping(route["match"], [...path, "match"]);
  const pattern = optionalMapping(route["match_re"] ?? route["matchRe"], [...path, "match_re"]);
  const list: readonly unknown[] = Array.isArray(route["matchers"]) ? route["matchers"] : [];
  return [
    ...Object.entries(equal).map(([label, value]) => of(label, "=", textAt(value, path))),
    ...Object.entries(pattern).map(([label, value]) => of(label, "=~", textAt(value, path))),
    ...list.flatMap((item) => (typeof item === "string" ? fromText(item) : isMapping(item) ? [fromObject(item)] : [])),
  ];
}

function of(label: string, operator: RouteMatcher["operator"], value: string): RouteMatcher {
  return { label, operator, value };
}

/** One text may hold several, with commas between them and braces around. */
function fromText(text: string): readonly RouteMatcher[] {
  const inner = text.trim().replace(/^\{(.*)\}$/s, "$1");
  const parts = inner.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [];
  return parts.filter((part) => part.trim() !== "").map((part) => {
    const [, label = "", operator = "=", quoted, plain = ""] = written.exec(part) ?? [];
    return of(label || part.trim(), operator as RouteMatcher["operator"], quoted?.replaceAll(/\\(.)/g, "$1") ?? plain);
  });
}

/** As AlertmanagerConfig has them: `matchType`, or `regex: true`. */
function fromObject(item: JsonObject): RouteMatcher {
  const type = asText(item["matchType"]);
  const operator = type in camel ? camel[type as keyof typeof camel] : item["regex"] === true ? "=~" : "=";
  return of(asText(item["name"]), operator, asText(item["value"]));
}

/** Whether an alert with these labels, and no others, is taken. Patterns that cannot be read take nothing. */
export function takes({ label, operator, value }: RouteMatcher, labels: Readonly<Record<string, string>>): boolean {
  const own = Object.hasOwn(labels, label) ? (labels[label] ?? "") : "";
  switch (operator) {
    case "=":
      return own === value;
    case "!=":
      return own !== value;
    case "=~":
      return fits(value, own);
    case "!~":
      return !fits(value, own);
  }
}

/** Only plain alternatives are read: a pattern may take for ever. */
function fits(pattern: string, text: string): boolean {
  const choices = pattern.replace(/^\^/, "").replace(/\$$/, "").replace(/^\((?:\?:)?([^()]*)\)$/, "$1").split("|");
  return choices.some((choice) => {
    const inner = choice.trim();
    if (inner === ".*") return true;
    if (inner === ".+") return text !== "";
    const [, before, tail] = /^([\w -]*)(\.\*|\.\+)?$/.exec(inner) ?? [];
    if (before === undefined) return false;
    return tail === undefined ? text === before : text.startsWith(before) && (tail === ".*" || text.length > before.length);
  });
}

export function matcherText({ label, operator, value }: RouteMatcher): string {
  return `${label}${operator}${value}`;
}
