// Reads one run: takes its results one by one, keeps the weaknesses among them, and sums the run up at the end.
import type { Scan } from "../../model/index.ts";
import { asObject, asText } from "../json.ts";
import type { WrittenRecord } from "../record.ts";
import type { RawResult, RawRun } from "./raw.ts";
import { wrongLog } from "./read-log.ts";
import { imageOf, scannedImage } from "./scanned-image.ts";
import { Rules } from "./rules.ts";
import { scanOf, versionOf } from "./scan-of.ts";
import { traitsOf } from "./tools.ts";
import { weaknessOf, type FoundWeakness, type RunContext } from "./weaknesses-in.ts";

export class RunReader {
  readonly run: RawRun;
  readonly found: FoundWeakness[] = [];
  readonly #context: RunContext;
  #total = 0;
  #undecided = 0;
  /** By the results. */
  #image = "";

  /**
   * `now` is UTC, ISO 8601.
   * @throws TouchstoneError E_SARIF when the run does not say which tool it is of
   */
  constructor(run: RawRun, file: string, now: string) {
    const driver = asObject(run.tool["driver"]);
    const label = asText(driver["name"]);
    if (label === "") throw wrongLog(file, "a run does not say which tool it is of");
    this.run = run;
    this.#context = {
      run,
      rules: new Rules(run),
      tool: traitsOf(label),
      version: versionOf(driver),
      shared: new Map(),
      now,
    };
  }

  take(result: RawResult): void {
    this.#total += 1;
    if (result.kind === "review" || result.kind === "open") this.#undecided += 1;
    if (this.#image === "") this.#image = imageOf(result, this.#context.tool.name);
    const weakness = weaknessOf(result, this.#context);
    if (weakness) this.found.push(weakness);
  }

  scan(record: WrittenRecord | undefined): Scan {
    const { run, tool, version, rules, now } = this.#context;
    const counts = { total: this.#total, undecided: this.#undecided };
    const image = scannedImage(run, this.#image);
    return scanOf({ run, tool, version, rules: rules.count, found: this.found, counts, image, record, now });
  }
}
