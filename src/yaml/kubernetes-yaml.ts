// The YAML that Kubernetes reads: YAML 1.1 booleans and octal integers, no timestamps, duplicate keys refused.
import { FAILSAFE_SCHEMA, Type, type Schema } from "js-yaml";
import { resolvePlain } from "./plain-scalar.ts";

let resolved: unknown;

/** Stands for every implicit type at once: js-yaml would ask four types, one after the other, about each plain scalar. */
const plainType = new Type("touchstone:plain", {
  kind: "scalar",
  resolve(text: string) {
    resolved = resolvePlain(text);
    return resolved !== text;
  },
  construct: () => resolved,
});

const mergeType = new Type("tag:yaml.org,2002:merge", {
  kind: "scalar",
  resolve: (text: unknown) => text === "<<",
});

/** A type that is only asked for when a document names its tag, such as `!!int "8080"`. */
function taggedType(name: string, accepts: (value: unknown) => boolean): Type {
  return new Type(`tag:yaml.org,2002:${name}`, {
    kind: "scalar",
    resolve: (text: string | null) => accepts(text === null ? null : resolvePlain(text)),
    construct: (text: string | null) => (text === null ? null : resolvePlain(text)),
  });
}

export const kubernetesSchema: Schema = FAILSAFE_SCHEMA.extend({
  implicit: [plainType, mergeType],
  explicit: [
    taggedType("null", (value) => value === null),
    taggedType("bool", (value) => typeof value === "boolean"),
    taggedType("int", (value) => Number.isInteger(value)),
    taggedType("float", (value) => typeof value === "number"),
  ],
});
