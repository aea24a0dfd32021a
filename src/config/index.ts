// Reads touchstone.yaml.
export { loadConfig, type Config } from "./config.ts";
