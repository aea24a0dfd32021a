// Reads statements of in-toto, versions 0.1 and 1: https://github.com/in-toto/attestation
import type { StatementSubject } from "../../model/index.ts";
import { asObject, asText, isMapping, type JsonObject } from "../json.ts";
import { timeOf } from "../time-of.ts";
import { mostSubjects, nothingSaid, type Envelope, type Wrong } from "./envelope.ts";
import { readProvenance02, readProvenance1 } from "./provenance.ts";

const types = new Set(["https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1"]);

type Said = Pick<Envelope, "statement" | "madeAt">;

/** What is known of a predicate; of all others only the name of the type is kept. */
const predicates: Readonly<
  Record<string, (predicate: JsonObject) => Partial<Said["statement"]> & Pick<Said, "madeAt">>
> = {
  "https://slsa.dev/provenance/v0.2": readProvenance02,
  "https://slsa.dev/provenance/v1": readProvenance1,
  "https://slsa.dev/verification_summary/v1": readSummary,
  "https://slsa.dev/verification_summary/v0.2": readSummary,
};

/** @throws what `wrong` makes */
export function readStatement(text: string, wrong: Wrong): Said {
  const statement = parsed(text, wrong);
  if (!types.has(asText(statement["_type"]))) throw wrong("what is signed is no in-toto statement of version 0.1 or 1");
  const predicateType = asText(statement["predicateType"]);
  if (predicateType === "") throw wrong("its statement has no predicateType");
  const predicate = Object.hasOwn(predicates, predicateType) ? predicates[predicateType] : undefined;
  const { madeAt, ...said } = predicate?.(asObject(statement["predicate"])) ?? { madeAt: undefined };
  return {
    madeAt,
    statement: { ...nothingSaid, predicateType, subjects: subjectsOf(statement["subject"], wrong), ...said },
  };
}

/** A JSON object that was signed. @throws what `wrong` makes */
export function parsed(text: string, wrong: Wrong): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong("what is signed does not parse as JSON");
  }
  if (!isMapping(value)) throw wrong("what is signed is no JSON object");
  return value;
}

/** `sha256:` and digits; empty for what are no digits of SHA-256. */
export function sha256Of(digits: unknown): string {
  const text = asText(digits).toLowerCase();
  return /^[0-9a-f]{64}$/.test(text) ? `sha256:${text}` : "";
}

function subjectsOf(value: unknown, wrong: Wrong): readonly StatementSubject[] {
  if (!Array.isArray(value) || value.length === 0) throw wrong("its statement has no list of subjects");
  if (value.length > mostSubjects)
    throw wrong(`its statement has more than ${mostSubjects.toLocaleString("en")} subjects`);
  return value.map((item: unknown) => {
    if (!isMapping(item)) throw wrong("a subject of its statement is no object");
    return { name: asText(item["name"]), digest: sha256Of(asObject(item["digest"])["sha256"]) };
  });
}

function readSummary(predicate: JsonObject): ReturnType<(typeof predicates)[string]> {
  return {
    verifier: asText(asObject(predicate["verifier"])["id"]),
    verificationResult: asText(predicate["verificationResult"] ?? predicate["verification_result"]),
    madeAt: timeOf(predicate["timeVerified"] ?? predicate["time_verified"]),
  };
}
