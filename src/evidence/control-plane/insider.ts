// Which objects may tell of the control plane, and who reads them.
import type { Insider } from "../inside/insider.ts";
import { mayTellOfControlPlane } from "./may-tell.ts";

export const controlPlaneInsider: Insider = {
  gives: ["control-plane"],
  reads: (object) => mayTellOfControlPlane(object),
  load: async () => new (await import("./index.ts")).ControlPlaneReader(),
};
