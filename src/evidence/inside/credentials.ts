// What Secrets say of the age of the credentials in them.
import type { Credentials } from "../rotation/index.ts";
import type { Insider } from "./insider.ts";

export const credentials: Insider<Credentials> = {
  gives: ["credential"],
  reads: ({ kind, apiVersion }) => kind === "Secret" && apiVersion === "v1",
  load: async () => new (await import("../rotation/index.ts")).Credentials(),
};
