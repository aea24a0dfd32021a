// Reads configurations of Alertmanager, and objects that are a part of one. What they say to whom is not kept: it holds secrets.
import type { AlertmanagerDocument, Receiver, Route, Unverified } from "../../model/index.ts";
import { isMapping, type JsonObject } from "../json.ts";
import { matchersOf, matcherText, takes, type RouteMatcher } from "./matchers.ts";
import { mappingAt, optionalMapping, partsOf, textAt, UnreadableDocument, type Part, type Path } from "./parts.ts";

interface Node {
  readonly receiver: string;
  readonly path: Path;
  readonly matchers: readonly RouteMatcher[];
  readonly goesOn: boolean;
  readonly children: readonly Node[];
}

/** Alertmanager's own routes are not so deep. */
const mostDepth = 64;

/** Severities whose way is always told. */
const usual = ["critical", "error", "page", "warning"];

/** Whether a document is such a configuration. */
export function isAlertmanager({ route, receivers }: JsonObject): boolean {
  return isMapping(route) && (receivers === undefined || receivers === null || Array.isArray(receivers));
}

/** `document` has `route` and `receivers`. @throws UnreadableDocument */
export function readAlertmanager(document: JsonObject, path: Path): AlertmanagerDocument {
  const receivers = partsOf(document["receivers"], [...path, "receivers"]);
  const route = [...path, "route"];
  const root = nodeOf({ value: mappingAt(document["route"], route), path: route }, "", 0);
  const routes = flatten(root);
  const named = routes.flatMap(({ matchers }) => matchers).filter(({ label }) => label === "severity");
  const severities = new Set([...usual, ...named.flatMap(({ value }) => value.split("|"))].filter((word) => /^\w+$/.test(word)));
  return {
    type: "alertmanager",
    receivers: receivers.map(receiverOf),
    routes: routes.map((node): Route => {
      const { receiver, matchers } = node;
      return { path: node.path, receiver, isRoot: node === root, matchers: matchers.map(matcherText) };
    }),
    severities: Object.fromEntries([...severities].toSorted().map((severity) => [severity, receiversOf(root, { severity })])),
    unverified: [
      ...unverifiedIn(optionalMapping(document["global"], [...path, "global"]), [...path, "global"]),
      ...receivers.flatMap(({ value, path: at }) => unverifiedIn(value, at)),
    ],
  };
}

function nodeOf({ value, path }: Part, above: string, depth: number): Node {
  if (depth > mostDepth) throw new UnreadableDocument(path, "lies too deep");
  const receiver = textAt(value["receiver"], [...path, "receiver"]) || above;
  return {
    receiver,
    path,
    matchers: matchersOf(value, path),
    goesOn: value["continue"] === true,
    children: partsOf(value["routes"], [...path, "routes"]).map((child) => nodeOf(child, receiver, depth + 1)),
  };
}

function flatten(node: Node): readonly Node[] {
  return [node, ...node.children.flatMap(flatten)];
}

/** As Alertmanager walks: the first child that takes it, and further ones while those say `continue`; else the node itself. */
function receiversOf(node: Node, labels: Readonly<Record<string, string>>): readonly string[] {
  const found = new Set<string>();
  for (const child of node.children) {
    if (!child.matchers.every((matcher) => takes(matcher, labels))) continue;
    for (const name of receiversOf(child, labels)) found.add(name);
    if (!child.goesOn) break;
  }
  return found.size > 0 ? [...found].toSorted() : [node.receiver];
}

/** `slack_configs` and `slackConfigs` with something in them are the integration `slack`. */
function receiverOf({ value, path }: Part): Receiver {
  const integrations = Object.entries(value).flatMap(([key, list]) => {
    const [, kind = ""] = /^(\w+?)_?[cC]onfigs$/.exec(key) ?? [];
    return kind !== "" && Array.isArray(list) && list.length > 0 ? [kind.toLowerCase()] : [];
  });
  return { name: textAt(value["name"], [...path, "name"]), path, integrations: integrations.toSorted() };
}

const loose: ReadonlyMap<string, boolean> = new Map([
  ["insecure_skip_verify", true],
  ["insecureSkipVerify", true],
  ["require_tls", false],
  ["requireTLS", false],
  ["smtp_require_tls", false],
]);

/** Settings anywhere below that let a connection go unverified or in clear. */
function unverifiedIn(value: unknown, path: Path, depth = 0): readonly Unverified[] {
  if (depth > mostDepth || typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return loose.has(key) && loose.get(key) === inner ? [{ setting: key, path: at }] : unverifiedIn(inner, at, depth + 1);
  });
}
