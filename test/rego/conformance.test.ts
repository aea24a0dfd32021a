// All of OPA's own conformance cases, through our host: a policy means what OPA says that it means.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { execa } from "execa";
import yaml from "js-yaml";
import { guardedBuiltins } from "../../src/rego/builtins/guarded-builtins.ts";
import { PolicyInstance, defaultLimits } from "../../src/rego/policy-instance.ts";
import { messageOf } from "../../src/model/index.ts";
import { parseRegoValue, toJson } from "./rego-value.ts";

/** A line of what `toolchain/conformance` prints. */
interface Case {
  readonly note: string;
  readonly file: string;
  /** Base64. */
  readonly wasm?: string;
  readonly compileError?: string;
  /** JSON in a text, as are the results that are wanted. */
  readonly data: string;
  readonly input?: string;
  readonly wantDefined?: boolean;
  readonly wantResult?: string;
  /** The code of the error, then perhaps its message. */
  readonly wantErrors?: readonly string[];
  /** The error is one of OPA's strict mode: without it, the query has the result that is wanted, or none. */
  readonly strict: boolean;
  readonly sortBindings: boolean;
}

const program = join(import.meta.dirname, "../../.cache/tools/conformance");
const listed = yaml.load(readFileSync(join(import.meta.dirname, "conformance-exceptions.yaml"), "utf8"));

test("every conformance case of OPA passes, but for those that are listed with their reasons", async (t) => {
  const failed = new Map<string, string>();
  let tried = 0;
  for await (const line of execa(program, { stderr: "inherit", buffer: false })) {
    const one = JSON.parse(line) as Case;
    tried++;
    const problem = problemOf(one);
    if (problem !== undefined) failed.set(one.note, problem);
  }
  t.diagnostic(`OPA's conformance cases: ${tried - failed.size} of ${tried} passed`);
  for (const [note, problem] of failed) t.diagnostic(`${note}: ${problem.slice(0, 200)}`);
  assert.deepEqual([...failed.keys()].toSorted(), Object.keys(listed as object).toSorted());
  assert.ok(tried >= 2400, `only ${tried} cases were tried`);
  assert.ok(failed.size <= tried / 100, "less than 99 % passed");
});

/** Undefined when the case passes. */
function problemOf(one: Case): string | undefined {
  let answer: string;
  try {
    answer = answerOf(one);
  } catch (thrown) {
    const wanted = one.wantErrors !== undefined && !one.strict;
    return wanted && isWanted(messageOf(thrown), one.wantErrors) ? undefined : `the error ${messageOf(thrown)}`;
  }
  const results = parseRegoValue(answer);
  // A case may have a result, and an error for OPA's strict mode beside it.
  if (one.wantErrors && one.wantResult === undefined)
    return one.strict && isEmpty(answer) ? undefined : `no error, but ${answer}`;
  if (one.wantDefined !== undefined)
    return isEmpty(answer) === one.wantDefined ? `it is ${one.wantDefined ? "un" : ""}defined` : undefined;
  const [got, wanted] = [answer, one.wantResult ?? ""].map((text) => bindings(text, one.sortBindings));
  return got === wanted ? undefined : `${JSON.stringify(toJson(results, false))} in place of ${one.wantResult}`;
}

function answerOf({ wasm, compileError, data, input }: Case): string {
  if (wasm === undefined) throw new Error(compileError);
  const instance = new PolicyInstance(new WebAssembly.Module(Buffer.from(wasm, "base64")), data, {
    ...defaultLimits,
    builtins: { now: "2026-11-24T12:00:00.000Z", allowed: [...guardedBuiltins] },
  });
  return instance.answer(0, input ?? "", "rego");
}

/** A compiled policy knows one error of evaluation, a conflict; it says of what. */
function isWanted(message: string, [code = ""]: readonly string[]): boolean {
  return code === "eval_conflict_error" ? /conflict/.test(message) : message.includes(code);
}

function isEmpty(answer: string): boolean {
  return answer === "set()" || answer === "[]";
}

/** The result set without the order of its bindings. */
function bindings(text: string, sortArrays: boolean): string {
  const list = toJson(parseRegoValue(text), sortArrays) as readonly unknown[];
  return [...new Set(list.map((binding) => JSON.stringify(binding)))].toSorted().join("\n");
}
