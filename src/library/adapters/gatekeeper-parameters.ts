// Checks a constraint's parameters against its template's schema, and fills in what the schema gives by default.
import { Ajv, type ValidateFunction } from "ajv";
import { messageOf } from "../../model/index.ts";
import { checkSchema } from "../../yaml/index.ts";
import type { GatekeeperDocument } from "./gatekeeper-documents.ts";
import { wrong, type Template } from "./gatekeeper-template.ts";

type Schema = Readonly<Record<string, unknown>>;

interface WithParameters {
  readonly spec?: { readonly parameters?: unknown } | null;
}

/**
 * The parameters that the policy reads; `{}` when there are none.
 * @throws TouchstoneError E_POLICY with the place of everything that breaks the schema
 */
export function readParameters(constraint: GatekeeperDocument, template: Template): unknown {
  // Defaults are written into what is checked.
  const value = structuredClone(constraint.value) as WithParameters & GatekeeperDocument["value"];
  const { spec } = checkSchema(validatorOf(template), { value, locate: constraint.locate }, "E_POLICY");
  return spec?.parameters ?? {};
}

function validatorOf({ document, kind, parameters, strict }: Template): ValidateFunction<WithParameters> {
  const schema = {
    type: "object",
    properties: {
      spec: {
        type: ["object", "null"],
        properties: { parameters: parameters === undefined ? {} : toJsonSchema(parameters, strict) },
      },
    },
  };
  const place = ["spec", "crd", "spec", "validation", "openAPIV3Schema"];
  const hint = "Correct the schema; it is OpenAPI v3, as Kubernetes reads it.";
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, validateFormats: false, useDefaults: true });
  if (!ajv.validateSchema(schema)) {
    const { instancePath = "", message = "is wrong" } = ajv.errors?.[0] ?? {};
    // The schema of the parameters lies four steps below the one that is compiled.
    const path = instancePath.split("/").slice(5);
    throw wrong(document, [...place, ...path], `${path.join(".")} of the parameter schema ${message}`, hint);
  }
  try {
    return ajv.compile<WithParameters>(schema);
  } catch (cause) {
    throw wrong(
      document,
      place,
      `the parameter schema of the template ${kind} cannot be used: ${messageOf(cause)}`,
      hint,
    );
  }
}

/** What Kubernetes' OpenAPI says in other words than JSON Schema. */
function toJsonSchema(schema: unknown, strict: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((one) => toJsonSchema(one, strict));
  if (typeof schema !== "object" || schema === null) return schema;
  const { properties, exclusiveMinimum, exclusiveMaximum, nullable, ...rest } = schema as Schema;
  const result: Record<string, unknown> = { ...rest };
  for (const key of ["items", "additionalProperties", "allOf", "anyOf", "oneOf", "not"])
    if (key in rest) result[key] = toJsonSchema(rest[key], strict);
  if (typeof properties === "object" && properties !== null) {
    const entries = Object.entries(properties).map(([key, value]) => [key, toJsonSchema(value, strict)] as const);
    result["properties"] = Object.fromEntries(entries);
    const open = "additionalProperties" in rest || rest["x-kubernetes-preserve-unknown-fields"] === true;
    if (strict && !open) result["additionalProperties"] = false;
  }
  bound(result, "minimum", "exclusiveMinimum", exclusiveMinimum);
  bound(result, "maximum", "exclusiveMaximum", exclusiveMaximum);
  if (rest["x-kubernetes-int-or-string"] === true) result["type"] = ["integer", "string"];
  if (nullable === true && typeof result["type"] === "string") result["type"] = [result["type"], "null"];
  return result;
}

/** In OpenAPI an exclusive bound is a switch beside the bound. */
function bound(schema: Record<string, unknown>, inclusive: string, exclusive: string, value: unknown): void {
  if (typeof value === "number") schema[exclusive] = value;
  if (value !== true) return;
  schema[exclusive] = schema[inclusive];
  delete schema[inclusive];
}
