// Writes a JSON value as YAML or JSON: in one line, or as the lines of a block.

/** How the text around the value is written. */
export interface Style {
  /** Whether it is JSON: then every text has double quotes. */
  readonly json: boolean;
  /** By how many blanks a block is indented below its key. */
  readonly step: number;
  readonly lineBreak: string;
}

/** The value on one line: `RuntimeDefault`, `{type: RuntimeDefault}`, `[ALL]`. */
export function inlineText(value: unknown, { json }: Pick<Style, "json">): string {
  if (Array.isArray(value)) return `[${value.map((item) => inlineText(item, { json })).join(", ")}]`;
  if (typeof value !== "object" || value === null) return scalarText(value, json);
  const entries = Object.entries(value).map(([key, inner]) => `${keyText(key, json)}: ${inlineText(inner, { json })}`);
  return `{${entries.join(", ")}}`;
}

/** Whether the value takes lines of its own in a block. */
export function isBlock(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

/** The lines of a list or mapping that is not empty, without the last line break. */
export function blockLines(value: object, indent: number, style: Style): readonly string[] {
  const blanks = " ".repeat(indent);
  if (Array.isArray(value)) return value.flatMap((item) => itemLines(item, indent, style));
  return Object.entries(value).flatMap(([key, inner]) => {
    if (!isBlock(inner)) return [`${blanks}${keyText(key, false)}: ${inlineText(inner, style)}`];
    return [`${blanks}${keyText(key, false)}:`, ...blockLines(inner, indent + style.step, style)];
  });
}

function itemLines(item: unknown, indent: number, style: Style): readonly string[] {
  const dash = `${" ".repeat(indent)}- `;
  if (!isBlock(item)) return [dash + inlineText(item, style)];
  const [first = "", ...others] = blockLines(item, indent + 2, style);
  return [dash + first.slice(indent + 2), ...others];
}

export function keyText(key: string, json: boolean): string {
  return json || !isPlain(key) ? JSON.stringify(key) : key;
}

/** `quote` is the quotation mark that the text had before, to stay with it. */
export function scalarText(value: unknown, json: boolean, quote = ""): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "string") return JSON.stringify(value);
  if (quote === "'" && !/['\p{Cc}\u2028\u2029]/u.test(value)) return `'${value}'`;
  return json || quote === '"' || !isPlain(value) ? quoted(value) : value;
}

/** JSON's own text, but for the few characters that YAML does not take as they are. */
function quoted(value: string): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Narrower than YAML itself: what is not surely text gets quotation marks. */
function isPlain(text: string): boolean {
  return /^[A-Za-z](?:[\w./-]*\w)?$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text);
}
