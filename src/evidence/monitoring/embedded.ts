// Texts in ConfigMaps and Secrets that may be documents of monitoring.
import type { KubernetesObject } from "../collected.ts";
import { asObject, isMapping } from "../json.ts";
import { textIn } from "../text.ts";
import { markOf } from "./marks.ts";
import type { Path } from "./parts.ts";

export interface EmbeddedText {
  readonly key: string;
  readonly text: string;
  readonly path: Path;
  readonly isJson: boolean;
  /** Of dashboards: who puts them in from here gives inputs no values. */
  readonly inputs: readonly string[];
}

/** `relay` is where charts of the OpenTelemetry Collector keep its configuration. */
const meant = /\.(?:ya?ml|json|rules)$|^relay$/i;

/** Whether an object may hold such texts: by its kind and its keys. */
export function mayEmbed({ apiVersion, kind, ...fields }: KubernetesObject): boolean {
  if (apiVersion !== "v1" || (kind !== "ConfigMap" && kind !== "Secret")) return false;
  return ["data", "stringData"].some((field) => Object.keys(asObject(fields[field])).some((key) => meant.test(key)));
}

export function embeddedTexts(object: KubernetesObject): readonly EmbeddedText[] {
  if (!mayEmbed(object)) return [];
  return ["data", "stringData"].flatMap((field) => {
    const values = object[field];
    if (!isMapping(values)) return [];
    return Object.entries(values).flatMap(([key, value]) => {
      if (!meant.test(key) || typeof value !== "string") return [];
      const text = object.kind === "Secret" && field === "data" ? textIn(Buffer.from(value, "base64")) : value;
      if (text === undefined || !markOf(text)) return [];
      return [{ key, text, path: [field, key], isJson: /\.json$/i.test(key), inputs: [] }];
    });
  });
}
