// How components of the control plane and of nodes are configured, as evidence.
export { ControlPlaneReader } from "./control-plane-reader.ts";
