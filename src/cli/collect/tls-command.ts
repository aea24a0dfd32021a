// The options of `touchstone collect tls`.
import type { Command } from "commander";
import { collect, numberTo } from "../arguments.ts";
import type { CollectTlsOptions } from "./collect-tls.ts";

export function addCollectTlsCommand(parent: Command, done: (exitCode: number) => void): void {
  parent
    .command("tls")
    .description(
      "Ask endpoints what they accept of TLS, and keep what they answer. No others than those named are asked.",
    )
    .argument("[target...]", "HOST:PORT, or with one of the schemes below")
    .option(
      "--file <list>",
      "a file with one target a line, and the name to ask for behind it (repeatable)",
      collect,
      [],
    )
    .option("-o, --output <file>", "where to write, or - for standard output", "touchstone-evidence/endpoints.tls.json")
    .option(
      "--servername <name>",
      "the name to ask the targets of the command line for, which certificates have to be for",
    )
    .option("--ca <file>", "authorities of one's own that certificates may come from, in PEM (repeatable)", collect, [])
    .option("--timeout <seconds>", "how long one answer may take", numberTo(600), 5)
    .option("--endpoint-timeout <seconds>", "how long one endpoint may take in all", numberTo(86_400), 60)
    .option("--endpoints-at-once <number>", "how many endpoints are asked at the same time", numberTo(1000), 200)
    .option("--connections <number>", "how many connections one endpoint gets in all", numberTo(10_000), 120)
    .option("--connections-at-once <number>", "how many of them at the same time", numberTo(64), 4)
    .addHelpText("after", help)
    .action(async (targets: string[], options: CollectTlsOptions) => {
      const { collectTls } = await import("./collect-tls.ts");
      done(await collectTls(targets, options));
    });
}

const help = `
Targets:
  HOST:PORT                    TLS from the first byte; [::1]:443 for addresses of IPv6
  https://HOST                 the same, and one GET / for Strict-Transport-Security
  postgres://HOST              PostgreSQL's request for TLS comes first
  smtp://HOST:587              STARTTLS
  redis://HOST                 TLS from the first byte, and a PING without TLS when there is none
  nats://HOST                  the greeting of NATS comes first
  nats-tls-first://HOST        TLS from the first byte

Examples:
  touchstone collect tls redis.agents.svc:6379 postgres://postgresql.agents.svc
  touchstone collect tls --file endpoints.txt --ca ca.pem -o endpoints.tls.json
  touchstone collect tls 127.0.0.1:8443 --servername orchestrator.agents.svc -o - | jq .endpoints
  touchstone gate --tls touchstone-evidence/endpoints.tls.json

Exit codes:
  0  the file is written, also when endpoints could not be measured: it says so, and gate and scan do not pass over it
  3  wrong usage, or a file that cannot be read or written`;
