// Which reports go where: `--format` and `--output`, several at once, and at most one of them on standard output.
import { TouchstoneError } from "../model/index.ts";
import { reportFormats, type ReportFormat } from "../report/index.ts";

export interface OutputPlan {
  /** What is printed on standard output, if anything. */
  readonly print: ReportFormat | undefined;
  readonly files: readonly { readonly format: ReportFormat; readonly file: string }[];
}

const endings: Readonly<Record<string, ReportFormat>> = {
  ".json": "json",
  ".sarif": "sarif",
  ".xml": "junit",
  ".md": "markdown",
  ".html": "html",
  ".htm": "html",
  ".txt": "table",
};

/**
 * A file's format is the one written before it (`sarif=out.json`), else the format at its place when there are as many formats
 * as files, else its ending's; a table, which is for reading, gives way to an ending. A format that no file takes is printed; without any format the table is.
 * @throws TouchstoneError E_USAGE
 */
export function planOutputs(formats: readonly string[], outputs: readonly string[]): OutputPlan {
  const wanted = formats.flatMap((list) => list.split(",")).map(toFormat);
  const files = outputs.map((output, index) => {
    const explicit = /^([a-z]+)=(.+)$/.exec(output);
    if (explicit?.[1] !== undefined && explicit[2] !== undefined)
      return { format: toFormat(explicit[1]), file: explicit[2] };
    const byEnding = endings[/\.[a-z]+$/.exec(output)?.[0] ?? ""];
    const atPlace = wanted.length === outputs.length ? wanted[index] : undefined;
    const format =
      atPlace === "table"
        ? (byEnding ?? atPlace)
        : (atPlace ?? byEnding ?? (wanted.length === 1 ? wanted[0] : undefined));
    if (format === undefined) {
      throw usage(
        `--output ${output}: the format is not clear`,
        `Write it before the file, as in sarif=${output}, or use an ending: ${Object.keys(endings).join(" ")}.`,
      );
    }
    return { format, file: output };
  });
  const left = [...wanted];
  for (const { format } of files) {
    const at = left.indexOf(format);
    if (at !== -1) left.splice(at, 1);
  }
  if (left.length > 1) {
    throw usage(
      `${left.join(" and ")} cannot both go to standard output`,
      `Give all but one of them a file: --output ${left[1]}=FILE.`,
    );
  }
  return { print: wanted.length === 0 ? "table" : left[0], files };
}

function toFormat(name: string): ReportFormat {
  const format = reportFormats.find((candidate) => candidate === name);
  if (format === undefined) throw usage(`there is no format "${name}"`, `The formats are ${reportFormats.join(", ")}.`);
  return format;
}

function usage(message: string, hint: string): TouchstoneError {
  return new TouchstoneError("E_USAGE", message, hint);
}
