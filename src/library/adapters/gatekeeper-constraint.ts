// Reads a constraint: what it matches, how severe its violations are.
import { Ajv } from "ajv";
import { compareSeverity, type Severity } from "../../model/index.ts";
import { checkSchema } from "../../yaml/index.ts";
import type { GatekeeperDocument } from "./gatekeeper-documents.ts";

export interface Constraint {
  readonly document: GatekeeperDocument;
  readonly name: string;
  readonly severity: Severity;
  /** `spec.match` as it is written. */
  readonly match: unknown;
}

const severityOf: Readonly<Record<string, Severity>> = { deny: "high", warn: "medium", dryrun: "low" };

interface ConstraintBody {
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly enforcementAction?: string;
    readonly scopedEnforcementActions?: readonly { readonly action: string }[];
    readonly match?: unknown;
  } | null;
}

const text = { type: "string", pattern: "\\S" };
const texts = { type: ["array", "null"], items: { type: "string" } };
const selector = {
  type: ["object", "null"],
  additionalProperties: false,
  properties: {
    matchLabels: { type: ["object", "null"], additionalProperties: { type: "string" } },
    matchExpressions: {
      type: ["array", "null"],
      items: {
        type: "object",
        additionalProperties: false,
        required: ["key", "operator"],
        properties: {
          key: text,
          operator: { enum: ["In", "NotIn", "Exists", "DoesNotExist"] },
          values: texts,
        },
        if: { properties: { operator: { enum: ["In", "NotIn"] } }, required: ["operator"] },
        // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
        then: { required: ["values"], properties: { values: { type: "array", minItems: 1 } } },
      },
    },
  },
};

const validate = new Ajv({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  strictRequired: false,
}).compile<ConstraintBody>({
  type: "object",
  required: ["metadata"],
  properties: {
    metadata: { type: "object", required: ["name"], properties: { name: text } },
    spec: {
      type: ["object", "null"],
      properties: {
        enforcementAction: { enum: [...Object.keys(severityOf), "scoped"] },
        scopedEnforcementActions: {
          type: "array",
          items: { type: "object", required: ["action"], properties: { action: { enum: Object.keys(severityOf) } } },
        },
        match: {
          type: ["object", "null"],
          additionalProperties: false,
          properties: {
            source: { enum: ["All", "Generated", "Original"] },
            kinds: {
              type: ["array", "null"],
              items: { type: "object", additionalProperties: false, properties: { apiGroups: texts, kinds: texts } },
            },
            scope: { enum: ["*", "Cluster", "Namespaced"] },
            namespaces: texts,
            excludedNamespaces: texts,
            labelSelector: selector,
            namespaceSelector: selector,
            name: { type: "string" },
          },
        },
      },
    },
  },
});

/** @throws TouchstoneError E_POLICY with the file and line of everything that is wrong */
export function readConstraint(document: GatekeeperDocument): Constraint {
  const { metadata, spec } = checkSchema(validate, document, "E_POLICY");
  const { enforcementAction = "deny", scopedEnforcementActions = [], match } = spec ?? {};
  const scoped = scopedEnforcementActions.flatMap(({ action }) => severityOf[action] ?? []);
  const [worst = "high"] = scoped.toSorted(compareSeverity);
  return { document, name: metadata.name, severity: severityOf[enforcementAction] ?? worst, match: match ?? {} };
}
