// Makes the result of http.send of an answer, as the text of a value.
import type { HttpAnswer } from "./network-protocol.ts";

export interface DecodeOptions {
  readonly forceJsonDecode: boolean;
  readonly forceYamlDecode: boolean;
}

/** A body that is not what its type says is null, as in OPA. `readYaml` gives a value as text. */
export function httpResult(
  { status, code, headers, body }: HttpAnswer,
  { forceJsonDecode, forceYamlDecode }: DecodeOptions,
  readYaml: (text: string) => string | undefined,
): string {
  const type = headers["content-type"]?.[0] ?? "";
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
  let value = "null";
  if (forceJsonDecode || isJson(type)) value = isParsable(text) ? text : "null";
  else if (forceYamlDecode || /application\/(?:x-)?yaml/.test(type)) value = readYaml(text) ?? "null";
  const fields = [
    ["status", JSON.stringify(status)],
    ["status_code", code],
    ["body", value],
    ["raw_body", JSON.stringify(text)],
    ["headers", JSON.stringify(headers)],
  ];
  return `{${fields.map(([name, field]) => `"${name}":${field}`).join(",")}}`;
}

function isJson(type: string): boolean {
  return /^application\/(?:json|[^/]+\+json)$/i.test((type.split(";")[0] ?? "").trim());
}

/** The text itself is handed on then, so that its numbers keep all of their digits. */
function isParsable(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
