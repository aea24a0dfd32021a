// `touchstone controls show`: one control with everything that is evidence for it, and what is left for a person.
import { exitCodes } from "../../model/index.ts";
import { printable } from "../../report/index.ts";
import { printReport } from "../write-report.ts";
import { controlCalled, controlViews, openControls, type ControlView, type SourceOptions } from "./library.ts";

export type ShowOptions = SourceOptions;

/** Returns the exit code. @throws TouchstoneError E_USAGE */
export async function showControl(name: string, options: ShowOptions): Promise<number> {
  const library = await openControls(options);
  const every = library.frameworks.map(({ id }) => id);
  const view = controlCalled(name, controlViews(library, every, 0));
  await printReport([options.format === "json" ? json(view) : text(view)]);
  return exitCodes.passed;
}

function json({ framework, control, evidence }: ControlView): string {
  const checks = evidence.map(({ check, mapping: { strength, basis, rationale, own } }) => ({
    check: check.id,
    title: check.title,
    severity: check.severity,
    strength,
    basis,
    rationale,
    ...(own && { own }),
  }));
  const { controls: _, ...of } = framework;
  return `${JSON.stringify({ framework: of, ...control, checks }, undefined, 2)}\n`;
}

function text({ framework, control, evidence }: ControlView): string {
  const { id, title, group, cwe, evidence: kind, note } = control;
  const facts = [
    ["Framework", `${framework.title} (${framework.id})`],
    ["Group", group ?? ""],
    ["Evidence", kind === undefined ? "not stated" : meaning[kind]],
    ["Note", note ?? ""],
    ["CWE", (cwe ?? []).join(", ")],
    ["Source", framework.source],
    ["Licence", framework.licence],
  ].filter(([, value]) => value !== "");
  const lines = facts.map(([key = "", value = ""]) => `${`${key}:`.padEnd(11)}${printable(value)}\n`);
  const checks = evidence.map(
    ({ check, mapping }) =>
      `  ${check.id} (${check.severity}, ${mapping.strength} evidence, by its ${mapping.basis})\n` +
      `    ${printable(mapping.rationale)}\n`,
  );
  const none = "  none: attest it (touchstone attestations new), or map checks of your own to it\n";
  return `${id}  ${printable(title)}\n\n${lines.join("")}\nChecks:\n${checks.length === 0 ? none : checks.join("")}`;
}

const meaning = {
  direct: "direct: a machine can show it",
  partial: "partial: a machine can show a part of it",
  supporting: "supporting: a machine can show signs of it",
  attestation: "attestation: a person has to state it",
} as const;
