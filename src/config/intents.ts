// What the schema cannot say of intents: each has a name of its own, and one statement.
import type { Intents, Location, PathStep, StatedConnection } from "../model/index.ts";
import { throwProblems, type Problem } from "../yaml/index.ts";

export type WrittenIntents = Partial<Omit<Intents, "locate">>;

/** @throws TouchstoneError E_CONFIG, with a line for each problem */
export function checkIntents(
  { segmentation, leastPrivilege }: Omit<Intents, "locate">,
  locate: (path: readonly PathStep[]) => Location,
): void {
  const problems: Problem[] = [];
  const names = new Set<string>();
  for (const [list, intents] of Object.entries({ segmentation, leastPrivilege })) {
    for (const [index, { name }] of intents.entries()) {
      if (names.has(name))
        problems.push({ location: locate([list, index, "name"]), message: `there is another statement named ${name}` });
      names.add(name);
    }
  }
  for (const [index, intent] of segmentation.entries()) {
    const place = ["segmentation", index];
    const both: { readonly deny?: StatedConnection; readonly allow?: StatedConnection } = intent;
    if ("deny" in intent === "allow" in intent)
      problems.push({ location: locate(place), message: "a statement has either `deny` or `allow`" });
    for (const kind of ["deny", "allow"] as const) {
      const stated = both[kind];
      for (const side of ["from", "to"] as const) {
        const end = stated?.[side];
        if (end && "outside" in end && Object.keys(end).length > 1)
          problems.push({ location: locate([...place, kind, side]), message: "`outside` stands alone" });
      }
      if (stated && "outside" in stated.from && "outside" in stated.to)
        problems.push({ location: locate([...place, kind]), message: "one of the ends must be in the cluster" });
    }
  }
  throwProblems(problems, "E_CONFIG");
}
