// The YAML that Kubernetes reads: YAML 1.1 booleans and octal integers, no timestamps, duplicate keys refused. OPA's is
// the same but for the booleans.
import { FAILSAFE_SCHEMA, Type, type Schema } from "js-yaml";
import { resolvePlain } from "./plain-scalar.ts";

type Resolve = (text: string) => unknown;

let resolved: unknown;

/** Stands for every implicit type at once: js-yaml would ask four types, one after the other, about each plain scalar. */
function plainType(resolve: Resolve): Type {
  return new Type("touchstone:plain", {
    kind: "scalar",
    resolve(text: string) {
      resolved = resolve(text);
      return resolved !== text;
    },
    construct: () => resolved,
  });
}

const mergeType = new Type("tag:yaml.org,2002:merge", {
  kind: "scalar",
  resolve: (text: unknown) => text === "<<",
});

/** A type that is only asked for when a document names its tag, such as `!!int "8080"`. */
function taggedType(name: string, resolve: Resolve, accepts: (value: unknown) => boolean): Type {
  return new Type(`tag:yaml.org,2002:${name}`, {
    kind: "scalar",
    resolve: (text: string | null) => accepts(text === null ? null : resolve(text)),
    construct: (text: string | null) => (text === null ? null : resolve(text)),
  });
}

function schemaOf(resolve: Resolve): Schema {
  return FAILSAFE_SCHEMA.extend({
    implicit: [plainType(resolve), mergeType],
    explicit: [
      taggedType("null", resolve, (value) => value === null),
      taggedType("bool", resolve, (value) => typeof value === "boolean"),
      taggedType("int", resolve, (value) => typeof value === "bigint" || Number.isInteger(value)),
      taggedType("float", resolve, (value) => typeof value === "number"),
    ],
  });
}

export const kubernetesSchema: Schema = schemaOf(resolvePlain);

/** As OPA reads YAML: only true and false are booleans, so that `no` and `on` stay text. */
export const coreSchema: Schema = schemaOf((text) => {
  const value = resolvePlain(text);
  return typeof value === "boolean" && !/^(?:true|false)$/i.test(text) ? text : value;
});
