// Makes subjects of what objects say of components of the control plane.
import { namePathOf, type Subject } from "../../model/index.ts";
import type { CollectedObject } from "../collected.ts";
import type { InsideContext, InsideReader } from "../inside/insider.ts";
import { identityOf } from "../normalise.ts";
import { readObject } from "./read-object.ts";

export class ControlPlaneReader implements InsideReader {
  /** Each component has the identity of the object that says how it runs. */
  inside(object: CollectedObject, { evidence }: Pick<InsideContext, "evidence">): readonly Subject[] {
    const { value, locate } = object;
    return readObject(value).map((input) => ({
      kind: "control-plane",
      resource: identityOf(object),
      evidence,
      location: locate(input.path),
      input,
      locate,
      namePath: (path) => namePathOf(value, path),
    }));
  }
}
