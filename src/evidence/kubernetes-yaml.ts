// The YAML that Kubernetes reads: YAML 1.1 booleans and octal integers, no timestamps, duplicate keys refused.
import { CORE_SCHEMA, Type, type Schema } from "js-yaml";
// js-yaml's own merge type is in its default schema only; `<<` is part of YAML 1.1.

const trueWords = new Set(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]);
const falseWords = new Set(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]);

/** `privileged: yes` is true to Kubernetes (sigs.k8s.io/yaml reads YAML 1.1), so it is true to us. */
const booleanType = new Type("tag:yaml.org,2002:bool", {
  kind: "scalar",
  resolve: (data: unknown) => typeof data === "string" && (trueWords.has(data) || falseWords.has(data)),
  construct: (data: string) => trueWords.has(data),
});

const integerPattern = /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*)$/;

/** Integers with YAML 1.1's octal (`0644`), which file modes use. Numbers beyond 2^53 lose digits, as in JSON. */
const integerType = new Type("tag:yaml.org,2002:int", {
  kind: "scalar",
  resolve: (data: unknown) => typeof data === "string" && integerPattern.test(data),
  construct: parseInteger,
});

function parseInteger(data: string): number {
  const negative = data.startsWith("-");
  const digits = data.replace(/^[-+]/, "").replaceAll("_", "");
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return negative ? -value : value;
}

const mergeType = new Type("tag:yaml.org,2002:merge", {
  kind: "scalar",
  resolve: (data: unknown) => data === "<<",
});

export const kubernetesSchema: Schema = CORE_SCHEMA.extend({ implicit: [booleanType, integerType, mergeType] });
