// The builtin functions that a user allows, although they see the world outside.
import { TouchstoneError } from "../model/index.ts";
import { guardedBuiltins, type EvaluatorOptions } from "../rego/index.ts";
import { suggestion } from "../yaml/index.ts";

/**
 * What the evaluator is to be told of them. Standard error says which they are.
 * @throws TouchstoneError E_USAGE for a name of which there is nothing to allow
 */
export function allowedBuiltins(
  names: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Pick<EvaluatorOptions, "allowBuiltins" | "runtime"> {
  const known = [...guardedBuiltins];
  const allowBuiltins = [...new Set(names)].toSorted();
  for (const name of allowBuiltins) {
    if (guardedBuiltins.has(name)) continue;
    throw new TouchstoneError(
      "E_USAGE",
      `--allow-builtin ${name}: there is no such builtin function to allow${suggestion(name, known)}`,
      `These are off unless they are allowed: ${known.join(", ")}. All of OPA's others are on.`,
    );
  }
  if (allowBuiltins.length === 0) return {};
  const list = allowBuiltins.join(", ");
  process.stderr.write(`note: allowed: ${list}; results may depend on more than evidence and policies\n`);
  return {
    allowBuiltins,
    ...(allowBuiltins.includes("opa.runtime") && { runtime: JSON.stringify({ env: environment }) }),
  };
}
