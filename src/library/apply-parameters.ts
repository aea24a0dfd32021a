// Lays what a user sets over the defaults of parameters, and hands the result to the policies as data.
import { createHash } from "node:crypto";
import type { Bundle, Check, ParameterSettings } from "../model/index.ts";
import { suggestion, throwProblems, type Problem } from "../yaml/index.ts";
import { canonicalJson } from "./canonical-json.ts";
import { looseness, problemWith } from "./check-parameters.ts";
import { withData } from "./module-data.ts";

/**
 * The bundle with every parameter's value: in its checks, in the data of its modules, and in its digest.
 * @throws TouchstoneError E_CONFIG, with a line for each unknown check or parameter and each wrong value
 */
export function applyParameters(bundle: Bundle, settings: ParameterSettings | undefined): Bundle {
  if (settings) throwProblems([...problemsOf(bundle.checks, settings)], "E_CONFIG");
  const checks = bundle.checks.map((check) => withValues(check, settings));
  const document = Object.fromEntries(
    checks.flatMap(({ id, parameters }) =>
      parameters ? [[id, Object.fromEntries(parameters.map(({ name, value }) => [name, value]))]] : [],
    ),
  );
  if (Object.keys(document).length === 0) return bundle;
  const digest = createHash("sha256").update(canonicalJson({ bundle: bundle.digest, parameters: document }));
  return {
    checks,
    digest: `sha256:${digest.digest("hex")}`,
    modules: withData(bundle.modules, "parameters", document),
  };
}

function withValues(check: Check, settings: ParameterSettings | undefined): Check {
  const values = settings?.values[check.id];
  if (!check.parameters || !settings || !values) return check;
  const parameters = check.parameters.map((parameter) => {
    const { name } = parameter;
    if (!Object.hasOwn(values, name)) return parameter;
    const problem = looseness(parameter, values[name]);
    if (!problem) return { ...parameter, value: values[name] };
    const location = settings.locate(["parameters", check.id, name, ...problem.path]);
    const message = `the parameter ${name} is looser than its bound: it ${problem.message}`;
    return { ...parameter, value: values[name], loose: { message, location } };
  });
  return { ...check, parameters };
}

function* problemsOf(checks: readonly Check[], { values, locate }: ParameterSettings): Generator<Problem> {
  for (const [id, set] of Object.entries(values)) {
    const check = checks.find((one) => one.id === id);
    if (!check) {
      const known = checks.map((one) => one.id);
      yield { location: locate(["parameters", id]), message: `unknown check "${id}"${suggestion(id, known)}` };
      continue;
    }
    const { parameters = [] } = check;
    for (const [name, value] of Object.entries(set)) {
      const parameter = parameters.find((one) => one.name === name);
      const problem = parameter && problemWith(parameter, value);
      if (problem) {
        const location = locate(["parameters", id, name, ...problem.path]);
        yield { location, message: `the parameter ${name} of ${id} ${problem.message}` };
      }
      if (parameter) continue;
      const names = parameters.map((one) => one.name);
      const message =
        names.length === 0
          ? `the check ${id} has no parameters`
          : `unknown parameter "${name}" of ${id}${suggestion(name, names)}`;
      yield { location: locate(["parameters", id, name]), message };
    }
  }
}
