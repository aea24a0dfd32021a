// Frameworks and CWE as SARIF taxonomies, and the relationships of rules to their entries.
import type { ReportingDescriptorRelationship, ToolComponent } from "sarif";
import type { CheckAssessment, Framework } from "../model/index.ts";
import { webAddress } from "./text.ts";

const cweName = "CWE";

/** The frameworks with all of their controls, then CWE with the entries that some check names. */
export function taxonomiesOf(checks: readonly CheckAssessment[], frameworks: readonly Framework[]): ToolComponent[] {
  const numbers = [...new Set(checks.flatMap(({ check }) => check.cwe))].toSorted((left, right) => left - right);
  return [...frameworks.map(frameworkTaxonomy), ...(numbers.length === 0 ? [] : [cweTaxonomy(numbers)])];
}

function frameworkTaxonomy({ id, title, version, source, licence, controls }: Framework): ToolComponent {
  const informationUri = webAddress(source);
  return {
    name: id,
    fullName: title,
    version,
    shortDescription: { text: title },
    ...(informationUri === undefined ? {} : { informationUri }),
    isComprehensive: true,
    taxa: controls.map((control) => ({ id: control.id, shortDescription: { text: control.title } })),
    properties: { licence },
  };
}

function cweTaxonomy(numbers: readonly number[]): ToolComponent {
  return {
    name: cweName,
    organization: "MITRE",
    shortDescription: { text: "Common Weakness Enumeration" },
    informationUri: "https://cwe.mitre.org/",
    isComprehensive: false,
    taxa: numbers.map((number) => ({
      id: cweId(number),
      helpUri: `https://cwe.mitre.org/data/definitions/${number}.html`,
    })),
  };
}

function cweId(number: number): string {
  return `CWE-${number}`;
}

/** Where a check's result is evidence, and why; `relevant` because a check never covers a whole control. */
export function relationshipsOf(
  { check, mappings }: CheckAssessment,
  taxonomies: readonly ToolComponent[],
): ReportingDescriptorRelationship[] {
  const toControls = mappings.flatMap(({ framework, control, strength, basis, rationale }) =>
    relationship(taxonomies, framework, control).map((edge) => ({
      ...edge,
      description: { text: rationale },
      properties: { strength, basis },
    })),
  );
  return [...toControls, ...check.cwe.flatMap((number) => relationship(taxonomies, cweName, cweId(number)))];
}

// None when the catalogue is not in scope: a reference into nothing would make the log invalid.
function relationship(
  taxonomies: readonly ToolComponent[],
  name: string,
  id: string,
): readonly ReportingDescriptorRelationship[] {
  const component = taxonomies.findIndex((taxonomy) => taxonomy.name === name);
  const index = taxonomies[component]?.taxa?.findIndex((taxon) => taxon.id === id) ?? -1;
  if (index === -1) return [];
  return [{ target: { id, index, toolComponent: { name, index: component } }, kinds: ["relevant"] }];
}
