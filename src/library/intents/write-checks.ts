// Writes the check that each intent becomes: METADATA from what is stated, and a rule that asks the shared ones of `lib.intent`.
import {
  intentCheckId,
  statedConnection,
  statedKind,
  type ConnectionEnd,
  type Intents,
  type PrivilegeIntent,
  type SegmentationIntent,
  type Severity,
} from "../../model/index.ts";
import type { PolicySources } from "../policy-sources.ts";

/** What is stated has to hold: unless it says otherwise, the gate fails when it does not. */
const defaultSeverity: Severity = "critical";

/** Rego by the name of its file; names of intents are kebab-case, and no two are alike. */
export function writeIntentChecks({ segmentation, leastPrivilege }: Intents): PolicySources {
  const checks = [
    ...segmentation.map((intent) => [intent.name, segmentationCheck(intent)] as const),
    ...leastPrivilege.map((intent) => [intent.name, privilegeCheck(intent)] as const),
  ];
  return Object.fromEntries(checks.map(([name, source]) => [`${intentCheckId(name)}.rego`, source]));
}

function segmentationCheck(intent: SegmentationIntent): string {
  const { from, to, ports } = statedConnection(intent);
  const isDeny = statedKind(intent) === "deny";
  const which = ports ? ` on ${ports.map(shownPort).join(", ")}` : "";
  const sentence = `${endText(from)} must ${isDeny ? "not reach" : "reach"} ${endText(to)}${which}`;
  const [found, shown] = isDeny ? ["opened", "open"] : ["closed", "closed"];
  return `${metadata(intent, sentence, {
    kinds: ["network"],
    remediation: isDeny
      ? "Narrow the policies that let this through, or add one that isolates the workload; `touchstone reach --from --to` names them. If the connection is meant, correct the statement."
      : "Add a rule to the policies of both ends that lets this through; `touchstone reach --from --to` names what keeps it out. If the connection is not meant, correct the statement.",
    message: `{from} ${isDeny ? "can reach" : "cannot reach"} {to} (${isDeny ? "" : "closed: "}{ports}), ${isDeny ? "which is denied" : "which is to be allowed"}: {why}`,
  })}
not_applicable contains intent.not_meant(${JSON.stringify(intent.name)})

fail contains intent.connection_failure(connection, connection.${shown}) if {
	some connection in intent.${found}(${JSON.stringify(intent.name)})
}
`;
}

function privilegeCheck(intent: PrivilegeIntent): string {
  const { verbs, resources, names, namespaces } = intent.may;
  const what = `${verbs.join(", ")} ${resources.join(", ")}${names ? ` named ${names.join(", ")}` : ""}`;
  const where = namespaces ? ` in ${namespaces.join(", ")}` : "";
  const who = intent.only.length === 0 ? "Nobody" : `Only ${intent.only.join(", ")}`;
  return `${metadata(intent, `${who} may ${what}${where}`, {
    kinds: ["access"],
    remediation:
      "Take the right out of the role, or the subject out of the binding. If the subject is meant to have it, add it to the statement.",
    message: "{subject} may {rights} {scope}, by {role}, and is not among those who may",
  })}
not_applicable contains intent.no_binding

fail contains intent.excess_failure(holder) if {
	some holder in intent.excess(${JSON.stringify(intent.name)})
}
`;
}

/** The comment that says everything of the check, and the head of its module. JSON texts are YAML, on one line each. */
function metadata(
  { name, title, severity = defaultSeverity }: SegmentationIntent | PrivilegeIntent,
  sentence: string,
  own: { readonly kinds: readonly string[]; readonly remediation: string; readonly message: string },
): string {
  const fields = {
    title:
      title ?? sentence.replace(/^(?:every|whoever)\b/, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`),
    description: `Stated in touchstone.yaml: ${sentence}.`,
    custom: { severity, ...own, tags: ["intent"] },
  };
  const lines = Object.entries(fields).map(([key, value]) => `# ${key}: ${onOneLine(value)}`);
  return `# METADATA
${lines.join("\n")}
package touchstone.intent[${JSON.stringify(name)}]

import data.touchstone.lib.intent
`;
}

/** JSON leaves some characters as they are that end a line elsewhere. */
function onOneLine(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function shownPort(port: number | string): string {
  return typeof port === "number" ? `TCP ${port}` : port;
}

function endText(end: ConnectionEnd): string {
  if ("outside" in end) return "whoever is outside of the cluster";
  const { except, ...own } = end;
  return `${selectionText(own, "every workload")}${except ? ` but ${selectionText(except, "those")}` : ""}`;
}

function selectionText(
  { namespaces, workloads, labels }: Exclude<ConnectionEnd, { outside: true }>,
  unnamed: string,
): string {
  const labelled = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${[value].flat().join(" or ")}`);
  const parts = [
    workloads ? workloads.join(", ") : labels || namespaces ? unnamed : "every pod",
    ...(labels ? [`with ${labelled.join(", ")}`] : []),
    ...(namespaces ? [`in ${namespaces.join(", ")}`] : []),
  ];
  return parts.join(" ");
}
