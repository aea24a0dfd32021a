// What is wrong with settings: a parameter that is looser than its bound, an intent that selects nothing. Each has switched its
// check off in all but name.
import { intentCheckId, type Check, type Intents, type SettingFault, type VainIntent } from "./model/index.ts";

/** In the order of the checks, and of their parameters. */
export function looseParameters(checks: readonly Check[]): readonly SettingFault[] {
  return checks.flatMap(({ id, parameters = [] }) =>
    parameters.flatMap(({ name, value, bound, loose }) =>
      loose
        ? [{ check: id, path: ["parameters", id, name], ...loose, details: { parameter: name, value, bound } }]
        : [],
    ),
  );
}

export function vainIntents(vain: readonly VainIntent[], { locate }: Intents): readonly SettingFault[] {
  return vain.map(({ name, path, message }) => ({
    check: intentCheckId(name),
    path,
    location: locate(path),
    message: `the statement holds whatever happens: ${message}`,
    details: { intent: name, reason: message },
  }));
}
