// The options that say where policies come from and whose they must be: for scan, gate and checks.
import type { Command } from "commander";
import type { Config } from "../config/index.ts";
import type { VerificationSettings } from "../library/index.ts";
import { TouchstoneError } from "../model/index.ts";

export interface PolicyOptions {
  readonly policy: readonly string[];
  readonly verificationKey?: string;
  readonly verificationKeyId?: string;
  readonly verificationScope?: string;
  readonly verificationAlg?: string;
}

export function addPolicyOptions(command: Command): Command {
  return command
    .option(
      "--policy <path>",
      "your own Rego checks: a folder, or an OPA bundle (repeatable)",
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option("--verification-key <file>", "refuse policies that are not signed with this public key or secret")
    .option("--verification-key-id <id>", "the key's name: refuse signatures that name another key")
    .option("--verification-scope <scope>", "the scope that signatures must have")
    .option(
      "--verification-alg <name>",
      "algorithm of the signatures; needed for a secret (default: the usual one of the key)",
    );
}

/**
 * The command line over the configuration, value by value.
 * @throws TouchstoneError E_USAGE for options that need a key when there is none
 */
export function verificationOf(
  { verificationKey, verificationKeyId, verificationScope, verificationAlg }: PolicyOptions,
  configured: Config["verification"],
): VerificationSettings | undefined {
  const said = { keyId: verificationKeyId, scope: verificationScope, algorithm: verificationAlg };
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const key = verificationKey ?? configured?.key;
  if (key !== undefined) return { ...configured, ...given, key };
  if (Object.keys(given).length === 0) return undefined;
  const message = "options of a verification key are given, but no key";
  throw new TouchstoneError("E_USAGE", message, "Name the file with the key: --verification-key FILE.");
}
