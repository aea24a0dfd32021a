// Puts values in the place of Grafana's variables, so that what is left is a query: https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/

const variable = /\$\{(\w+)(?:\.[^}:]*)?(?::[^}]*)?\}|\[\[(\w+)(?::\w+)?\]\]|\$(\w+)/g;
const strings = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|[^"'`]+|["'`]/gs;

/** How a variable outside of strings may be meant; the first query that parses is taken. */
type Meaning = "by-place" | "number" | "duration" | "matcher";

/** The queries that a text with variables may be; the text itself when there is no variable. */
export function* withoutVariables(text: string): Generator<string> {
  const plain = replaceAll(text, "by-place");
  yield plain;
  if (plain === text) return;
  for (const meaning of ["number", "duration", "matcher"] as const) yield replaceAll(text, meaning);
}

function replaceAll(text: string, meaning: Meaning): string {
  let before = "";
  for (const [part] of text.matchAll(strings)) {
    const isString = /^["'`]./s.test(part);
    // What stands in a string stays text, whatever it is; `$` and braces are no escapes.
    before += isString ? replaceIn(part, before, () => "value") : replaceIn(part, before, (at) => valueAt(at, meaning));
  }
  return before;
}

interface Place {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

function replaceIn(part: string, above: string, value: (place: Place) => string): string {
  return part.replaceAll(variable, (whole: string, ...found: unknown[]) => {
    const [braced, bracketed, plain, offset] = found;
    const name = [braced, bracketed, plain].find((one) => typeof one === "string") ?? "";
    const at = typeof offset === "number" ? offset : 0;
    return value({ name: String(name), before: above + part.slice(0, at), after: part.slice(at + whole.length) });
  });
}

const intervals = new Set(["__interval", "__rate_interval", "__range", "__auto", "interval", "rate_interval"]);

function valueAt({ name, before, after }: Place, meaning: Meaning): string {
  if (/^__(?:interval|range)_(?:ms|s)$/.test(name)) return "300";
  const isGlued = /\w$/.test(before) || /^\w/.test(after);
  if (isGlued) return "x";
  if (intervals.has(name) || /[[:]\s*$/.test(before) || /\boffset\s+-?\s*$/i.test(before)) return "5m";
  if (meaning === "number") return "1";
  if (meaning === "duration") return "5m";
  const isMatcher = /[{,]\s*$/.test(before) && before.lastIndexOf("{") > before.lastIndexOf("}") && /^\s*[,}]/.test(after);
  if (isMatcher || meaning === "matcher") return 'x="x"';
  return "x";
}
