// A policy's METADATA as a check: the closed schema of what a check must say of itself.
import { Ajv, type ErrorObject } from "ajv";
import {
  resourceKinds,
  severities,
  subjectKinds,
  TouchstoneError,
  type Check,
  type Severity,
  type SubjectKind,
} from "../model/index.ts";
import { readParameters, type DeclaredParameter } from "./check-parameters.ts";
import { reservedData } from "./module-data.ts";

/** What the compiler reports of one policy file. */
export interface PolicyDescription {
  readonly file: string;
  /** Below `data`. */
  readonly package: readonly string[];
  readonly rules: readonly string[];
  readonly metadata: unknown;
  readonly row: number;
}

interface Metadata {
  readonly title: string;
  readonly description: string;
  readonly related_resources?: readonly { readonly ref: string }[];
  readonly custom: {
    readonly severity: Severity;
    readonly kinds: readonly SubjectKind[];
    readonly resources?: readonly string[];
    readonly cwe?: readonly number[];
    readonly remediation: string;
    readonly message: string;
    readonly aliases?: readonly string[];
    readonly tags?: readonly string[];
    readonly optional?: true;
    readonly caution?: string;
    readonly parameters?: Readonly<Record<string, DeclaredParameter>>;
  };
}

/** What is wrong with a check, sentence by sentence; `message` has each with its file and line. */
export class CheckMistake extends TouchstoneError {
  readonly reasons: readonly string[];

  constructor({ file, row }: PolicyDescription, reasons: readonly string[], hint: string) {
    super("E_POLICY", reasons.map((reason) => `${file}:${row}: ${reason}`).join("\n"), hint);
    this.reasons = reasons;
  }
}

const text = { type: "string", pattern: "\\S" };
const words = { type: "array", items: text, uniqueItems: true };

const schema = {
  type: "object",
  required: ["title", "description", "custom"],
  additionalProperties: false,
  properties: {
    scope: {},
    title: text,
    description: text,
    related_resources: {
      type: "array",
      items: { type: "object", required: ["ref"], properties: { ref: text, description: text } },
    },
    custom: {
      type: "object",
      required: ["severity", "kinds", "remediation", "message"],
      additionalProperties: false,
      properties: {
        severity: { enum: severities },
        kinds: { type: "array", items: { enum: subjectKinds }, minItems: 1, uniqueItems: true },
        resources: {
          type: "array",
          items: { type: "string", pattern: "^[A-Z][A-Za-z0-9]*$" },
          minItems: 1,
          uniqueItems: true,
        },
        cwe: { type: "array", items: { type: "integer", minimum: 1 }, uniqueItems: true },
        remediation: text,
        message: text,
        aliases: words,
        tags: words,
        optional: { const: true },
        caution: text,
        parameters: {
          type: "object",
          propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" },
          additionalProperties: {
            type: "object",
            required: ["description", "default"],
            additionalProperties: false,
            properties: { description: text, default: {}, schema: { type: "object" }, bound: { type: "object" } },
          },
        },
      },
    },
  },
};

const validate = new Ajv({ allErrors: true }).compile<Metadata>(schema);
const step = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Packages of `touchstone` that are Touchstone's own. */
const reserved: readonly string[] = ["run", ...reservedData];

/**
 * Reads the check that a policy file describes. Its id is the package below `touchstone`.
 * @throws CheckMistake (E_POLICY) with the file, the line and everything that is wrong
 */
export function readCheck(described: PolicyDescription): Check {
  const { file, package: path, rules, metadata } = described;
  function wrong(reasons: readonly string[], hint: string): CheckMistake {
    return new CheckMistake(described, reasons, hint);
  }
  const [root, group = "", name = "", ...more] = path;
  if (root !== "touchstone" || more.length > 0 || !step.test(group) || !step.test(name)) {
    const found = `the package is ${path.join("/") || "empty"}, not touchstone/<group>/<check>`;
    throw wrong(
      [found],
      'Begin the policy with `package touchstone.<group>["<check>"]`, in lower case with hyphens; shared rules go to `package touchstone.lib.<name>`.',
    );
  }
  if (reserved.includes(group))
    throw wrong([`the group ${group} is Touchstone's own`], "Put the check into a group with another name.");
  if (!rules.includes("fail"))
    throw wrong(
      ["the policy has no rule `fail`"],
      'A check is a rule `fail contains {"path": [...], "details": {...}} if { ... }`.',
    );
  if (metadata === null || metadata === undefined) {
    throw wrong(
      ["the policy has no METADATA"],
      "Write a `# METADATA` comment above the package; CONTRIBUTING.md shows one.",
    );
  }
  if (!validate(metadata)) {
    throw wrong(
      (validate.errors ?? []).map(describe),
      "Correct the METADATA comment; CONTRIBUTING.md lists its fields.",
    );
  }
  const { title, description, related_resources = [], custom } = metadata;
  const {
    severity,
    kinds,
    resources,
    remediation,
    message,
    cwe = [],
    aliases = [],
    tags = [],
    optional,
    caution,
  } = custom;
  const { parameters, mistakes } = readParameters(custom.parameters ?? {});
  if (mistakes.length > 0) throw wrong(mistakes, "Correct the METADATA comment; docs/policies.md shows parameters.");
  return {
    id: `${group}/${name}`,
    title,
    description,
    severity,
    scope: kinds.every((kind) => resourceKinds.has(kind)) ? "resource" : "inventory",
    kinds,
    ...(resources && { resources }),
    cwe,
    remediation,
    message,
    aliases,
    tags,
    ...(optional && { optional }),
    ...(caution !== undefined && { caution }),
    references: related_resources.map(({ ref }) => ref),
    file,
    ...(parameters.length > 0 && { parameters }),
  };
}

function describe({ instancePath, keyword, message, params }: ErrorObject): string {
  const place = `METADATA${instancePath.replaceAll("/", ".")}`;
  if (keyword === "additionalProperties")
    return `${place} has the unknown field ${String(params["additionalProperty"])}`;
  if (keyword === "enum")
    return `${place} must be one of ${(params["allowedValues"] as readonly unknown[]).join(", ")}`;
  return `${place} ${message ?? "is wrong"}`;
}
