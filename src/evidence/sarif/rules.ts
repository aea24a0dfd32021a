// Finds the rule of a result, in the driver or an extension, and what its taxa say.
import { asList, asObject, asText, textsIn, type JsonObject } from "../json.ts";
import { rawReference, type RawReference, type RawResult, type RawRun } from "./raw.ts";

/** The rules of one run, looked up by index, GUID or id; SARIF 2.1.0, sections 3.27.5 to 3.27.7. */
export class Rules {
  readonly #components: readonly JsonObject[];
  readonly #byName = new Map<string, JsonObject>();
  readonly #taxonomies: readonly JsonObject[];
  readonly #levels = new Map<JsonObject, string>();

  constructor({ tool, taxonomies, invocations }: RawRun) {
    this.#components = [asObject(tool["driver"]), ...asList(tool["extensions"]).map(asObject)];
    this.#taxonomies = taxonomies;
    for (const nameOf of [currentNames, formerNames]) {
      for (const rule of this.#components.flatMap(({ rules }) => asList(rules).map(asObject)))
        for (const name of nameOf(rule)) if (!this.#byName.has(name)) this.#byName.set(name, rule);
    }
    for (const override of invocations.flatMap((invocation) => asList(invocation["ruleConfigurationOverrides"])))
      this.#addOverride(asObject(override));
  }

  get count(): number {
    return this.#components.reduce((sum, { rules }) => sum + asList(rules).length, 0);
  }

  /** An id such as `CA1000/1` is that of a part of rule `CA1000`. Empty for a rule that the log does not describe. */
  of({ ruleId, ruleIndex, rule }: Pick<RawResult, "ruleId" | "ruleIndex" | "rule">): JsonObject {
    const indexed = this.#atIndex(rule, rule.index ?? ruleIndex);
    if (indexed !== undefined) return asObject(indexed);
    const names = [ruleId || rule.id, rule.guid].filter((name) => name !== "");
    const found = names.map((name) => this.#byName.get(name) ?? this.#byName.get(name.replace(/\/[^/]*$/, "")));
    return found.find((one) => one !== undefined) ?? {};
  }

  /** As the run sets it (section 3.20.5), else as the rule has it; empty when neither says one. */
  levelOf(rule: JsonObject): string {
    return this.#levels.get(rule) ?? asText(asObject(rule["defaultConfiguration"])["level"]);
  }

  /** Ids of taxa of the taxonomy CWE, of the result and of its rule. */
  cweTaxa({ taxa }: RawResult, rule: JsonObject): readonly string[] {
    const related = asList(rule["relationships"]).map((one) => rawReference(asObject(one)["target"]));
    return [...taxa, ...related].flatMap((reference) => {
      const taxonomy = this.#taxonomyOf(reference);
      if (!taxonomy) return [];
      const listed = asList(taxonomy["taxa"]).map(asObject);
      const taxon = listed[reference.index ?? -1] ?? listed.find(({ guid }) => guid === reference.guid) ?? {};
      const id = reference.id || asText(taxon["id"]);
      return id === "" ? [] : [`CWE-${id.replace(/^cwe-/i, "")}`];
    });
  }

  #atIndex({ component, componentGuid }: RawReference, index: number | undefined): unknown {
    if (index === undefined) return undefined;
    const named = this.#components.find(({ guid }) => guid === componentGuid && componentGuid !== "");
    const owner = component === undefined ? (named ?? this.#components[0]) : this.#components[component + 1];
    return asList(owner?.["rules"])[index];
  }

  #taxonomyOf({ component, componentName, componentGuid }: RawReference): JsonObject | undefined {
    const named = this.#taxonomies.find(({ guid }) => guid === componentGuid && componentGuid !== "");
    const taxonomy = component === undefined ? named : this.#taxonomies[component];
    const name = componentName || asText(taxonomy?.["name"]);
    return /^cwe\b/i.test(name) ? (taxonomy ?? {}) : undefined;
  }

  #addOverride({ descriptor, configuration }: JsonObject): void {
    const reference = rawReference(descriptor);
    const level = asText(asObject(configuration)["level"]);
    if (level !== "") this.#levels.set(this.of({ ruleId: "", ruleIndex: undefined, rule: reference }), level);
  }
}

function currentNames(rule: JsonObject): readonly string[] {
  return [asText(rule["id"]), asText(rule["guid"])].filter((name) => name !== "");
}

function formerNames(rule: JsonObject): readonly string[] {
  return [...textsIn(rule["deprecatedIds"]), ...textsIn(rule["deprecatedGuids"])];
}

/** The message, with its arguments, cut where it is long. */
export function messageOf({ message }: RawResult, rule: JsonObject): string {
  const text = message.text || asText(asObject(asObject(rule["messageStrings"])[message.id])["text"]);
  // Section 3.11.5: `{0}`, and doubled braces for braces.
  return text.replaceAll(/\{\{|\}\}|\{(\d+)\}/g, (found, index: string | undefined) =>
    index === undefined ? found.slice(1) : (message.arguments[Number(index)] ?? found),
  );
}
