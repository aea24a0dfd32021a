// Reads what we know of a peer's checks: bench/coverage/<peer>.yaml.
import { Ajv } from "ajv";
import { packageFile } from "../../src/package-root.ts";
import { checkSchema, readYamlFile } from "../../src/yaml/index.ts";
import { conditionNames, type ConditionName } from "./conditions.ts";

export type PeerName = "kube-score" | "checkov";
export const peerNames: readonly PeerName[] = ["kube-score", "checkov"];

export interface PeerData {
  readonly tool: PeerName;
  /** The version whose checks were gone through. */
  readonly version: string;
  readonly checks: Readonly<Record<string, Counterpart>>;
  /** Checks without a counterpart, each with the reason. */
  readonly without: Readonly<Record<string, string>>;
}

export interface Counterpart {
  /** Together they say what the peer's check says: it fails where any of them does. */
  readonly counterparts: readonly string[];
  readonly differences?: readonly Explanation[];
}

/** A difference that is known. It fits when everything that it names does. */
export interface Explanation {
  /** The side that fails while the other one passes or does not judge. */
  readonly fails: "peer" | "touchstone";
  readonly kinds?: readonly string[];
  readonly where?: readonly ConditionName[];
  /** What the side that does not fail says for not judging, or the side that fails of its failure: one of its messages. */
  readonly says?: string;
  readonly because: string;
}

const text = { type: "string", pattern: "\\S" } as const;
const ids = { type: "array", minItems: 1, uniqueItems: true, items: text } as const;

const explanation = {
  type: "object",
  additionalProperties: false,
  required: ["fails", "because"],
  properties: {
    fails: { type: "string", enum: ["peer", "touchstone"] },
    kinds: ids,
    where: { type: "array", minItems: 1, uniqueItems: true, items: { type: "string", enum: conditionNames } },
    says: text,
    because: text,
  },
} as const;

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["tool", "version", "checks", "without"],
  properties: {
    tool: { type: "string", enum: peerNames },
    version: text,
    checks: {
      type: "object",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["counterparts"],
        properties: { counterparts: ids, differences: { type: "array", minItems: 1, items: explanation } },
      },
    },
    without: { type: "object", additionalProperties: text },
  },
} as const;

const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<PeerData>(schema);

/** @throws TouchstoneError E_MAPPING with a line for each problem of the file */
export async function readPeerData(peer: PeerName): Promise<PeerData> {
  return checkPeerData(await readYamlFile(packageFile("bench", "coverage", `${peer}.yaml`)));
}

export function checkPeerData(document: Awaited<ReturnType<typeof readYamlFile>>): PeerData {
  return checkSchema(validate, document, "E_MAPPING");
}
