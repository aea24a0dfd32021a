// Reads a file of `touchstone collect tls`, and believes nothing of it that does not fit together.
import { Ajv, type ErrorObject } from "ajv";
import {
  describeSuite,
  messageOf,
  TouchstoneError,
  type EndpointSuite,
  type TlsMeasurement,
  type TlsMeasurements,
} from "../../model/index.ts";
import { measurementsSchema } from "./measurements-schema.ts";

export interface ReadMeasurements {
  readonly file: TlsMeasurements;
  /** The line of each endpoint, from 1 on. */
  readonly lines: readonly number[];
}

const validate = new Ajv({ allowUnionTypes: true }).compile<TlsMeasurements>(measurementsSchema);

/** @throws TouchstoneError E_TLS */
export function readMeasurements(content: Buffer, name: string): ReadMeasurements {
  const text = content.toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw wrong(name, `is no JSON: ${messageOf(thrown)}`, thrown);
  }
  if (!validate(value)) throw wrong(name, faultOf(validate.errors?.[0]));
  if (Number.isNaN(Date.parse(value.collectedAt))) throw wrong(name, "collectedAt is no time");
  for (const [index, endpoint] of value.endpoints.entries()) {
    const fault = contradictionOf(endpoint);
    if (fault !== undefined) throw wrong(name, `endpoints[${index}] (${endpoint.target}) ${fault}`);
  }
  return { file: value, lines: linesOf(text, value.endpoints.length) };
}

/** All suites with what their names say; undefined for one that is none. */
export function suitesOf({ protocols }: TlsMeasurement): readonly (EndpointSuite | undefined)[] {
  return protocols.flatMap(({ name, suites }) =>
    suites.map((suite) => {
      const described = describeSuite(suite);
      return described && { ...described, protocol: name };
    }),
  );
}

/** What can only be there when a file was changed or cut: nothing of it may look clean. */
function contradictionOf(endpoint: TlsMeasurement): string | undefined {
  const { outcome, protocols, chains, reason } = endpoint;
  const names = protocols.map(({ name }) => name);
  if (new Set(names).size !== names.length) return "has a protocol twice";
  if (suitesOf(endpoint).includes(undefined)) return "has a cipher suite that is none";
  if (protocols.some(({ name, suites }) => name !== "SSLv2" && suites.length === 0))
    return "has a protocol without a suite";
  if (outcome === "measured" && protocols.length === 0) return "was measured, and accepts no protocol";
  if (outcome !== "measured" && protocols.length + chains.length > 0) return "was not measured, and has results";
  if (outcome !== "measured" && reason === "") return "was not measured, and does not say why";
  return undefined;
}

function faultOf(error: ErrorObject | undefined): string {
  if (!error) return "has a wrong shape";
  const { instancePath, keyword, params, message } = error;
  const place =
    instancePath === ""
      ? "the file"
      : instancePath
          .slice(1)
          .replaceAll(/\/(\d+)/g, "[$1]")
          .replaceAll("/", ".");
  if (keyword === "additionalProperties")
    return `${place} has a key that is not known: ${String(params["additionalProperty"])}`;
  if (keyword === "required") return `${place} lacks the key ${String(params["missingProperty"])}`;
  if (keyword === "enum") return `${place} is none of ${String(params["allowedValues"])}`;
  return `${place} ${message ?? "is wrong"}`;
}

/** Each endpoint begins where its target stands; 1 where lines do not show it. */
function linesOf(text: string, count: number): readonly number[] {
  const found = text.split("\n").flatMap((line, index) => (/^\s*"target":/.test(line) ? [index + 1] : []));
  return found.length === count ? found : Array.from({ length: count }, () => 1);
}

function wrong(name: string, what: string, cause?: unknown): TouchstoneError {
  const hint = "Give a file that `touchstone collect tls` wrote, as it wrote it.";
  return new TouchstoneError("E_TLS", `${name}: ${what}`, hint, cause);
}
