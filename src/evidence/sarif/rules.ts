// Finds the rule of a result, in the driver or an extension, and what its taxa say.
import { asList, asObject, asText, type JsonObject } from "../json.ts";
import { rawReference, type RawReference, type RawResult, type RawRun } from "./raw.ts";

/** The rules of one run, looked up by index or id; SARIF 2.1.0, sections 3.27.5 to 3.27.7. */
export class Rules {
  readonly #components: readonly JsonObject[];
  readonly #byId = new Map<string, JsonObject>();
  readonly #taxonomies: readonly JsonObject[];

  constructor({ tool, taxonomies }: RawRun) {
    this.#components = [asObject(tool["driver"]), ...asList(tool["extensions"]).map(asObject)];
    this.#taxonomies = taxonomies;
    for (const component of this.#components) {
      for (const rule of asList(component["rules"]).map(asObject)) {
        const id = asText(rule["id"]);
        if (!this.#byId.has(id)) this.#byId.set(id, rule);
      }
    }
  }

  get count(): number {
    return this.#components.reduce((sum, component) => sum + asList(component["rules"]).length, 0);
  }

  /** An id such as `CA1000/1` is that of a part of rule `CA1000`. Empty for a rule that the log does not describe. */
  of({ ruleId, ruleIndex, rule }: RawResult): JsonObject {
    const component = this.#components[rule.component === undefined ? 0 : rule.component + 1];
    const index = rule.index ?? ruleIndex;
    const indexed = index === undefined ? undefined : asList(component?.["rules"])[index];
    if (indexed !== undefined) return asObject(indexed);
    const id = ruleId || rule.id;
    return this.#byId.get(id) ?? this.#byId.get(id.replace(/\/[^/]*$/, "")) ?? {};
  }

  /** Ids of taxa of the taxonomy CWE, of the result and of its rule. */
  cweTaxa({ taxa }: RawResult, rule: JsonObject): readonly string[] {
    const related = asList(rule["relationships"]).map((one) => rawReference(asObject(one)["target"]));
    return [...taxa, ...related].flatMap((reference) => {
      const taxonomy = this.#taxonomyOf(reference);
      if (!taxonomy) return [];
      const taxon = reference.index === undefined ? {} : asObject(asList(taxonomy["taxa"])[reference.index]);
      const id = reference.id || asText(taxon["id"]);
      return id === "" ? [] : [`CWE-${id.replace(/^cwe-/i, "")}`];
    });
  }

  #taxonomyOf({ component, componentName }: RawReference): JsonObject | undefined {
    const taxonomy = component === undefined ? undefined : this.#taxonomies[component];
    const name = componentName || asText(taxonomy?.["name"]);
    return /^cwe\b/i.test(name) ? (taxonomy ?? {}) : undefined;
  }
}

/** The message, with its arguments, cut where it is long. */
export function messageOf({ message }: RawResult, rule: JsonObject): string {
  const text = message.text || asText(asObject(asObject(rule["messageStrings"])[message.id])["text"]);
  // Section 3.11.5: `{0}`, and doubled braces for braces.
  return text.replaceAll(/\{\{|\}\}|\{(\d+)\}/g, (found, index: string | undefined) =>
    index === undefined ? found.slice(1) : (message.arguments[Number(index)] ?? found),
  );
}
