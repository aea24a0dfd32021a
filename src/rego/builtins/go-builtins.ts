// Calls OPA's own builtin functions in the embedded toolchain, which is started with the first call.
import { packageFile } from "../../package-root.ts";
import { messageOf } from "../../model/index.ts";
import { startGoModuleSync, type GoModule } from "../../wasi/go-module.ts";
import { PolicyFault } from "../policy-fault.ts";

export interface GoCallOptions {
  /** The time of the run in nanoseconds since 1970. */
  readonly nanoseconds: string;
  /** Whether an error of the arguments ends the evaluation; else the call is undefined. */
  readonly strict: boolean;
}

/** Beyond it, the module is started anew after a call: its memory never shrinks. */
const memoryLimitBytes = 384 * 1024 * 1024;

let module: GoModule | undefined;

/**
 * The text of the value; undefined when the call is undefined. The same call has the same value in the whole run.
 * @throws PolicyFault when the call ends the evaluation
 */
export function callGoBuiltin(name: string, args: readonly string[], options: GoCallOptions): string | undefined {
  let answer: string;
  try {
    module ??= startGoModuleSync(packageFile("dist", "toolchain", "rego.wasm"));
    answer = module.callText("builtin", [name, options.nanoseconds, ...args].join("\0"));
    if (module.memoryBytes > memoryLimitBytes) module = undefined;
  } catch (thrown) {
    module = undefined;
    throw new PolicyFault(`the builtin function ${name} crashed: ${messageOf(thrown)}`);
  }
  switch (answer.charAt(0)) {
    case "=":
      return answer.slice(1);
    case "?":
      return undefined;
    case "!":
      if (options.strict) throw new PolicyFault(answer.slice(1));
      return undefined;
    default:
      throw new PolicyFault(answer.slice(1));
  }
}
