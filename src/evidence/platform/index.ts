// Files of servers and of the platform as evidence.
export { PlatformCollector } from "./collect-platform.ts";
