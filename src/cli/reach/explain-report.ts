// Why a connection is let through or not, for people and for machines.
import { locationOf } from "../../analysis/network/exposures.ts";
import type { NamedRule, Verdict } from "../../analysis/network/explain.ts";
import { PortSet } from "../../analysis/network/port-set.ts";
import type { Paint } from "../../report/index.ts";
import { placeOf, printable } from "../../report/index.ts";
import { isReached, type Answer } from "./questions.ts";

/** So many pairs are explained; of the others only the answer is told. */
const explained = 10;

export function explainTable(answers: readonly Answer[], asked: PortSet, paint: Paint): string {
  const blocks = answers.map((answer, index) =>
    index < explained ? blockOf(answer, asked, paint) : [headline(answer, asked, paint)],
  );
  return blocks.map((lines) => `${lines.map(printable).join("\n")}\n`).join("\n");
}

function blockOf(answer: Answer, asked: PortSet, paint: Paint): readonly string[] {
  const { from, to, explanation, ways } = answer;
  return [
    headline(answer, asked, paint),
    ...(ways === null ? [] : wayLines(ways)),
    ...sideLines(`Egress of ${from}`, explanation.egress),
    ...sideLines(ways === null ? `Ingress of ${to}` : `Ingress of ${to}, straight from outside`, explanation.ingress),
  ];
}

function headline(answer: Answer, asked: PortSet, paint: Paint): string {
  const { from, to, ports } = answer;
  if (!isReached(answer))
    return `${paint("green", "closed")}  ${from} does not reach ${to}${asked.equals(PortSet.all) ? "" : ` on ${asked.toString()}`}.`;
  return `${paint("yellow", "open")}  ${from} reaches ${to} on ${ports.describe()}.`;
}

function wayLines(ways: NonNullable<Answer["ways"]>): readonly string[] {
  if (ways.length === 0) return ["  Ways in: none, no Service, Ingress, route or port of a node leads there."];
  return [
    "  Ways in:",
    ...ways.map(({ way, target }) => {
      const { kind, namespace, name } = way.by.resource;
      const port = target.port === null ? "every port" : `${way.protocol} ${target.port}`;
      const through = way.from === "controller" ? " through the controller" : "";
      const verdict = `${target.isAdmitted ? "let in" : "kept out"}${through}`;
      return `    ${kind} ${namespace}/${name} (${way.via}) to ${port}: ${verdict}  ${placeOf(locationOf(way))}`;
    }),
  ];
}

function sideLines(title: string, { ports, reason, rules }: Verdict): readonly string[] {
  if (reason === "not-a-pod") return [];
  const text = {
    allowed: `allowed on ${ports.describe()}`,
    denied: "denied",
    isolated: "not allowed: these policies isolate it, and none of their rules lets this through",
    "not-isolated": `${ports.describe()}: no policy isolates it`,
    "host-network": "everything: policies do not hold for pods on the host's network",
    itself: "everything: a pod always reaches itself",
  }[reason];
  return [`  ${title}: ${text}`, ...rules.map(ruleLine)];
}

function ruleLine({ policy, action, path, location, ports }: NamedRule): string {
  if (action === "isolate") return `    ${policy}  ${placeOf(location)}`;
  return `    ${policy}, ${path}: ${action} ${ports.describe()}  ${placeOf(location)}`;
}

export function explainJson(answers: readonly Answer[], asked: PortSet): object {
  return {
    reached: answers.some(isReached),
    asked: asked.toString(),
    answers: answers.map((answer) => ({
      from: answer.from,
      to: answer.to,
      reached: isReached(answer),
      ports: answer.ports.toString(),
      egress: verdictValue(answer.explanation.egress),
      ingress: verdictValue(answer.explanation.ingress),
      ...(answer.ways && {
        ways: answer.ways.map(({ way, target }) => ({
          ...way.by.resource,
          via: way.via,
          protocol: way.protocol,
          port: target.port,
          admitted: target.isAdmitted,
          location: locationOf(way),
        })),
      }),
    })),
  };
}

function verdictValue({ ports, reason, rules }: Verdict): object {
  return {
    ports: ports.toString(),
    reason,
    rules: rules.map((rule) => ({ ...rule, ports: rule.ports.toString() })),
  };
}
