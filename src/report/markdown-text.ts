// Text inside Markdown: nothing that comes from evidence or policies is taken for markup, a mention or a link.
import { printable } from "./text.ts";

declare const finished: unique symbol;

/** A piece of finished Markdown. Only the functions of this file make one, so that nothing gets in unescaped. */
export type Markdown = string & { readonly [finished]: true };

// `printable` lets no invisible space through, so that one in a text is always ours.
const gap = "\u200b";

/** Plain text for a paragraph, a list item or a table cell. */
export function mdText(text: string): Markdown {
  const escaped = withoutMentions(printable(text))
    .replace(/[\\`*_{}[\]<>|~&]/g, "\\$&")
    .replaceAll("$", "&#36;")
    .replaceAll("://", "&#58;//")
    .replace(/\bwww\./gi, (word) => `${word.slice(0, -1)}&#46;`)
    // What opens a heading, a list or a rule opens it only at the start.
    .replace(/^[#+=-]/, "\\$&")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
  return escaped.replaceAll(gap, "&#8203;") as Markdown;
}

/** Text in a code span: names, places and ids. */
export function mdCode(text: string): Markdown {
  const plain = printable(text);
  // A code span knows no escapes: a backtick would end it, and in a table a bar would end the cell.
  if (plain === "" || /[`|]|^\s|\s$/.test(plain)) return `<code>${mdText(text)}</code>` as Markdown;
  return `\`${plain}\`` as Markdown;
}

/** Text in an HTML element that stands in Markdown, such as `<summary>`. */
export function mdHtml(text: string): Markdown {
  const escaped = withoutMentions(printable(text))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  return escaped.replaceAll(gap, "&#8203;") as Markdown;
}

/** A link to a web address that `webAddress` has let through. */
export function mdLink(address: string): Markdown {
  const safe = address.replace(/[<>\s]/g, (character) => encodeURIComponent(character));
  return `<${safe}>` as Markdown;
}

/** Markdown of our own around finished pieces. */
export function md(texts: TemplateStringsArray, ...values: readonly Markdown[]): Markdown {
  return String.raw({ raw: texts }, ...values) as Markdown;
}

/** Finished pieces in a row. */
export function mdJoin(pieces: readonly Markdown[], separator: string): Markdown {
  return pieces.join(separator) as Markdown;
}

// GitHub and GitLab look for `@team`, `#12`, `GH-12` and `:tada:` in the finished page, where escaping no longer counts.
function withoutMentions(text: string): string {
  return text
    .replace(/[@#](?=\w)/g, (sign) => `${sign}${gap}`)
    .replace(/\bGH-(?=\d)/gi, (word) => `${word}${gap}`)
    .replace(/:(?=[\w+-]+:)/g, `:${gap}`);
}
