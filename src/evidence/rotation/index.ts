// When credentials were renewed, as evidence.
export { RotationCollector } from "./collect-rotation.ts";
export { Credentials } from "./credentials.ts";
