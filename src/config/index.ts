// Reads touchstone.yaml.
export { loadExceptions } from "./exceptions.ts";
export { loadConfig, type Config } from "./config.ts";
