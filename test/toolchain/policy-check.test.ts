// The embedded check and `opa check` find the same mistakes at the same places, strict or not.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { RegoProblem, RegoSources } from "../../src/toolchain/rego-toolchain.ts";
import { folderOf } from "../cli/touchstone.ts";
import { embedded, runOpa, skipWithoutOpa as skip } from "./opa-binary.ts";
import { broken, odd } from "./policy-cases.ts";

interface OpaProblem {
  readonly code: string;
  readonly message: string;
  readonly location?: { readonly file?: string; readonly row?: number; readonly col?: number };
}

async function nativeProblems(sources: RegoSources, flags: readonly string[]): Promise<readonly RegoProblem[]> {
  const folder = await folderOf(sources);
  const { stderr } = await runOpa(["check", "--format=json", "--max-errors=0", ...flags, "."], folder);
  const { errors = [] } = JSON.parse(stderr || "{}") as { readonly errors?: readonly OpaProblem[] };
  return inOrder(
    errors.map(({ code, message, location: { file = "", row = 0, col = 0 } = {} }) => {
      return { code, message, file, row, col };
    }),
  );
}

function embeddedProblems(modules: RegoSources, strict: boolean): readonly RegoProblem[] {
  return inOrder((embedded.ask({ op: "check", modules, strict }) as { readonly problems: RegoProblem[] }).problems);
}

/** Sorted, each once. */
function inOrder(problems: readonly RegoProblem[]): readonly RegoProblem[] {
  const lines = problems.map(({ code, message, file, row, col }) => JSON.stringify({ code, message, file, row, col }));
  return [...new Set(lines)].toSorted().map((line) => JSON.parse(line) as RegoProblem);
}

const careless: Readonly<Record<string, RegoSources>> = {
  "several files, each with its own mistake": {
    "a.rego": "",
    "b.rego": "package b\n\nx := é\n",
    "c.rego": "package c\n\nx := 1 +\n",
    "d.rego": "# only a comment\n",
  },
  "more mistakes than OPA shows without being asked": {
    "many.rego": `package many\n\n${Array.from({ length: 15 }, (_, index) => `x${index} := missing${index}(1)`).join("\n")}\n`,
  },
  "what only strict mode refuses": {
    "unused.rego": "package unused\n\nimport data.bread\n\np if {\n\tx := input.y\n}\n\nf(_, b) := 1\n",
    "deprecated.rego": 'package deprecated\n\np if any([true, false])\n\nq if re_match("a", "b")\n',
    "twice.rego": "package twice\n\nimport data.a\nimport data.b.a\n\np if a.x\n",
  },
  "types that cannot be": {
    "types.rego": 'package types\n\nx := 1 + "a"\n\ny := count(3)\n\nz if startswith(input.a, 3)\n',
  },
};

for (const strict of [false, true]) {
  test(`both find the same mistakes${strict ? " in strict mode" : ""}`, { skip }, async (context) => {
    for (const [theme, sources] of Object.entries({ ...broken, ...odd, ...careless })) {
      await context.test(theme, async () => {
        assert.deepEqual(embeddedProblems(sources, strict), await nativeProblems(sources, strict ? ["--strict"] : []));
      });
    }
  });
}

test("a file that is empty does not hide the mistakes of others", () => {
  const files = embeddedProblems(careless["several files, each with its own mistake"] ?? {}, false).map(({ file }) => file);
  assert.deepEqual(files.toSorted(), ["a.rego", "b.rego", "c.rego", "d.rego"]);
});
