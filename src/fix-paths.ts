// Fixes what is at the paths: assess, edit, assess again, and keep only the edits after which nothing is worse.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { applyFixes, fixablesOf, type AppliedFix, type Fixable } from "./apply-fixes.ts";
import { assessPaths, type AssessOptions } from "./assess.ts";
import { findingsOf, newFindings, regressions, type Regression } from "./fix/index.ts";
import { TouchstoneError, messageOf, type Assessment, type Finding } from "./model/index.ts";
import { groupBy } from "./report/groups.ts";
import { ResultCache } from "./rego/index.ts";

/** `selected` are the checks whose findings are to be fixed; all checks see what the edits bring. */
export type FixOptions = AssessOptions;

/** An edit that was not made, or taken back. */
export interface RefusedFix extends Fixable {
  /** A clause without a full stop. */
  readonly reason: string;
}

export interface FixedFile {
  readonly source: string;
  readonly before: Buffer;
  readonly after: Buffer;
  /** By object, in the order of the file; findings that one edit mends have the same fix. */
  readonly fixed: readonly AppliedFix[];
}

export interface FixResult {
  readonly before: Assessment;
  readonly after: Assessment;
  /** Files that change, in the order of the evidence; standard input is `-`. */
  readonly files: readonly FixedFile[];
  readonly refused: readonly RefusedFix[];
  /** What came from standard input. */
  readonly input: Buffer | undefined;
}

/** Edits may bring findings that have fixes of their own; so often they are followed. */
const mostRounds = 8;
/** So many groups of edits are tried one by one when edits make something worse. */
const mostTrials = 500;

/**
 * Changes no file.
 * @throws TouchstoneError as `assessPaths` does; E_UNREADABLE for a file that changes in the meantime
 */
export async function fixPaths(options: FixOptions): Promise<FixResult> {
  return new Fixer(await withInput(options)).run();
}

/** Standard input can be read only once. */
async function withInput(options: FixOptions): Promise<FixOptions> {
  if (!options.paths.includes("-")) return options;
  const chunks: Buffer[] = [];
  for await (const chunk of options.stdin) chunks.push(chunk);
  return { ...options, contents: new Map([["-", Buffer.concat(chunks)]]) };
}

interface State {
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly assessment: Assessment;
  readonly applied: readonly AppliedFix[];
  readonly refused: readonly RefusedFix[];
}

type Permission = (fixable: Fixable) => boolean;

class Fixer {
  readonly #options: FixOptions;
  readonly #all: ReadonlySet<string>;
  readonly #cache = new ResultCache(50_000);
  readonly #original = new Map<string, Buffer>();
  #before: Assessment | undefined;

  constructor(options: FixOptions) {
    this.#options = options;
    this.#all = new Set(options.library.bundle.checks.map(({ id }) => id));
  }

  async run(): Promise<FixResult> {
    const before = await this.#assess(new Map());
    this.#before = before;
    const start: State = { contents: new Map(), assessment: before, applied: [], refused: [] };
    const selected: Permission = ({ finding }) => this.#options.selected.has(finding.check);
    const spoiled = new Set<string>();
    let state = await this.#rounds(start, selected);
    for (;;) {
      const worse = this.#worse(state);
      if (worse.length === 0) break;
      const known = spoiled.size;
      for (const object of this.#objectsBehind(worse, state)) spoiled.add(object);
      // Nobody can be named: then every edit is looked at alone.
      if (spoiled.size === known) for (const fixable of state.applied) spoiled.add(fixable.object);
      state = await this.#rounds(start, (fixable) => selected(fixable) && !spoiled.has(fixable.object));
    }
    if (spoiled.size > 0) state = await this.#oneByOne(state, spoiled, selected);
    return {
      before,
      after: state.assessment,
      files: this.#filesOf(state),
      refused: state.refused,
      input: this.#options.contents?.get("-"),
    };
  }

  /** Makes edits until nothing that may be fixed is left, or nothing more can be done. */
  async #rounds(start: State, allowed: Permission): Promise<State> {
    let { contents, assessment, applied, refused } = start;
    for (let round = 0; round < mostRounds; round++) {
      const not = new Set(refused.map(keyOf));
      const fresh = new Set(this.#before ? newFindings(this.#before, assessment).map(({ finding }) => finding) : []);
      const wanted = fixablesOf(assessment, "manifest").filter(
        (fixable) => !not.has(keyOf(fixable)) && (allowed(fixable) || fresh.has(fixable.finding)),
      );
      if (wanted.length === 0) break;
      const result = applyFixes(wanted, (source) => contents.get(source) ?? this.#originalOf(source), this.#options);
      refused = [...refused, ...result.refused];
      if (result.applied.length === 0) break;
      applied = [...applied, ...result.applied];
      contents = new Map([...contents, ...result.contents]);
      assessment = await this.#assess(contents);
    }
    return { contents, assessment, applied, refused };
  }

  /** What the edits made worse, and findings that stay in spite of them. */
  #worse({ assessment, applied }: State): readonly Regression[] {
    if (!this.#before || applied.length === 0) return [];
    const mended = new Set(applied.map(keyOf));
    const staying = findingsOf(assessment)
      .filter((one) => mended.has(keyOf(one)))
      .map((one): Regression => ({ ...one, what: "the finding stays" }));
    return [...regressions(this.#before, assessment), ...staying];
  }

  #objectsBehind(worse: readonly Regression[], { applied }: State): readonly string[] {
    return worse.flatMap(({ object, source }) =>
      applied
        .filter((one) => (object === undefined ? one.source === source : one.object === object))
        .map((one) => one.object),
    );
  }

  /** Tries the edits of objects that became worse, check by check, and keeps those that do no harm. */
  async #oneByOne(start: State, spoiled: ReadonlySet<string>, selected: Permission): Promise<State> {
    let state = start;
    let trials = 0;
    const open = fixablesOf(start.assessment, "manifest").filter(
      (fixable) => selected(fixable) && spoiled.has(fixable.object),
    );
    for (const [unit, fixables] of groupBy(open, unitOf)) {
      const refuse = (reason: string): void => {
        state = { ...state, refused: [...state.refused, ...fixables.map((fixable) => ({ ...fixable, reason }))] };
      };
      if (++trials > mostTrials) {
        refuse("too many edits make something worse to try each of them");
        continue;
      }
      const tried = await this.#rounds(state, (fixable) => selected(fixable) && unitOf(fixable) === unit);
      const [worse] = this.#worse(tried);
      if (worse) refuse(worse.what);
      else state = tried;
    }
    return state;
  }

  async #assess(contents: ReadonlyMap<string, Buffer>): Promise<Assessment> {
    return assessPaths({
      ...this.#options,
      selected: this.#all,
      cache: this.#cache,
      contents: new Map([...(this.#options.contents ?? []), ...contents]),
    });
  }

  /** The bytes that were assessed first. */
  #originalOf(source: string): Buffer {
    const known = this.#original.get(source);
    if (known) return known;
    const content = this.#options.contents?.get(source) ?? readFile(source);
    const digest = createHash("sha256").update(content).digest("hex");
    if (this.#before?.evidence.find((one) => one.source === source)?.sha256 !== digest) throw changed(source);
    this.#original.set(source, content);
    return content;
  }

  #filesOf({ contents, applied }: State): readonly FixedFile[] {
    const fixed = groupBy(applied, ({ source }) => source);
    return (this.#before?.evidence ?? []).flatMap(({ source }) => {
      const after = contents.get(source);
      return after ? [{ source, before: this.#originalOf(source), after, fixed: fixed.get(source) ?? [] }] : [];
    });
  }
}

function readFile(source: string): Buffer {
  try {
    return readFileSync(source);
  } catch (cause) {
    const hint = "Check that it is still there and may be read.";
    throw new TouchstoneError("E_UNREADABLE", `${source} cannot be read: ${messageOf(cause)}`, hint, cause);
  }
}

export function changed(source: string): TouchstoneError {
  const hint = "Nothing was written to it. Run the command again when the file is at rest.";
  return new TouchstoneError("E_UNREADABLE", `${source} has changed since it was assessed`, hint);
}

/** A finding, with what it says: after an edit another item of a list may stand at its place. */
function keyOf({ finding, object }: { readonly finding: Finding; readonly object: string | undefined }): string {
  return JSON.stringify([object, finding.fingerprint, finding.message]);
}

function unitOf({ finding, object }: Fixable): string {
  return `${object} ${finding.check}`;
}
