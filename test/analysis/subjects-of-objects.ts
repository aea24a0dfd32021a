// Subjects of objects that a test writes down, each with a place of its own: line 100 times its number and as many as a path has steps.
import { normalise, type CollectedObject } from "../../src/evidence/index.ts";
import type { PathStep, Subject } from "../../src/model/index.ts";

export function subjectsOfObjects(objects: readonly unknown[]): readonly (readonly [Subject, ...Subject[]])[] {
  return objects.map((value, index) => {
    const locate = (path: readonly PathStep[]) => ({ file: "agents.yaml", line: 100 * index + path.length });
    return normalise({ value, locate, defaultNamespace: "agents" } as unknown as CollectedObject, 0);
  });
}
