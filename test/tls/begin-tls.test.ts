// Servers that begin in plain: PostgreSQL, SMTP, NATS; and Redis, which does not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { after, test } from "node:test";
import { createSecureContext, TLSSocket } from "node:tls";
import type { TlsMeasurement } from "../../src/model/index.ts";
import { programs, startPostgres } from "../history/postgres-server.ts";
import { Certificates } from "./certificates.ts";
import { measure, suitesIn } from "./measure.ts";
import { opensslServer, scriptedServer, type Running } from "./servers.ts";

const pki = new Certificates();
const issued = pki.issue({ name: "agents", names: ["DNS:postgresql.agents.svc"] });
const secureContext = createSecureContext({ key: readFileSync(issued.key), cert: readFileSync(issued.certificate) });
const started: Running[] = [];
after(async () => {
  for (const server of started) await server.stop();
});

async function scripted(handle: (socket: Socket) => void): Promise<number> {
  const server = await scriptedServer(handle);
  started.push(server);
  return server.port;
}

function upgrade(socket: Socket): void {
  socket.removeAllListeners("data");
  new TLSSocket(socket, { isServer: true, secureContext }).on("error", () => undefined);
}

function shown({ outcome, reason, protocols, tlsOptional }: TlsMeasurement): object {
  return { outcome, reason, protocols: protocols.map(({ name }) => name), tlsOptional };
}

const both = ["TLSv1.2", "TLSv1.3"];
const secured = { outcome: "measured", reason: "", protocols: both, tlsOptional: null };

test(
  "a real PostgreSQL is asked for TLS as its clients ask",
  programs === undefined ? { skip: "PostgreSQL (initdb and postgres) is not on this machine" } : {},
  async () => {
    for (const identity of [issued, undefined]) {
      const server = await startPostgres(identity);
      try {
        const measured = await measure(`postgres://127.0.0.1:${new URL(server.url).port}`);
        const plain = {
          outcome: "plain",
          reason: "PostgreSQL answers that it has no TLS",
          protocols: [],
          tlsOptional: null,
        };
        assert.deepEqual(shown(measured), identity ? secured : plain);
        if (!identity) continue;
        assert.ok(suitesIn(measured, "TLSv1.2").includes("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));
        assert.equal(measured.chains.length, 1);
        assert.deepEqual(measured.gaps, []);
      } finally {
        await server.stop();
      }
    }
  },
);

test("SMTP is asked for STARTTLS, and is plain where it does not offer it", async () => {
  const smtp = (offers: boolean, answer = "220 go ahead"): ((socket: Socket) => void) => {
    return (socket) => {
      socket.write("220-mail.agents.svc\r\n220 ESMTP\r\n");
      socket.on("data", (data: Buffer) => {
        const line = data.toString();
        if (line.startsWith("EHLO"))
          socket.write(`250-mail.agents.svc\r\n250-SIZE 1000\r\n${offers ? "250 STARTTLS" : "250 HELP"}\r\n`);
        else if (line.startsWith("STARTTLS")) {
          if (answer.startsWith("220")) upgrade(socket);
          socket.write(`${answer}\r\n`);
        }
      });
    };
  };
  assert.deepEqual(shown(await measure(`smtp://127.0.0.1:${await scripted(smtp(true))}`)), secured);
  assert.deepEqual(shown(await measure(`smtp://127.0.0.1:${await scripted(smtp(false))}`)), {
    outcome: "plain",
    reason: "SMTP offers no STARTTLS",
    protocols: [],
    tlsOptional: null,
  });
  const refusing = await measure(`smtp://127.0.0.1:${await scripted(smtp(true, "454 not now"))}`);
  assert.deepEqual([refusing.outcome, refusing.reason], ["not-measured", "it refuses STARTTLS, which it offers (454)"]);
});

test("NATS says in its greeting whether it has TLS, and whether it requires it", async () => {
  const nats =
    (info: object): ((socket: Socket) => void) =>
    (socket) => {
      upgrade(socket);
      socket.write(`INFO ${JSON.stringify({ server_id: "NATS", ...info })} \r\n`);
    };
  const ask = async (info: object): Promise<object> =>
    shown(await measure(`nats://127.0.0.1:${await scripted(nats(info))}`));
  assert.deepEqual(await ask({ tls_required: true }), { ...secured, tlsOptional: false });
  assert.deepEqual(await ask({ tls_available: true }), { ...secured, tlsOptional: true });
  assert.deepEqual(await ask({}), {
    outcome: "plain",
    reason: "NATS says in its greeting that it has no TLS",
    protocols: [],
    tlsOptional: null,
  });
});

test("NATS that begins with TLS is asked so, and is not taken for plain when it greets first", async () => {
  const first = await opensslServer(issued, []);
  started.push(first);
  assert.deepEqual(shown(await measure(`nats-tls-first://127.0.0.1:${first.port}`)), secured);
  const greeting = await scripted((socket) => socket.write('INFO {"tls_required":true}\r\n'));
  const measured = await measure(`nats-tls-first://127.0.0.1:${greeting}`);
  assert.deepEqual(
    [measured.outcome, measured.reason],
    ["not-measured", "it greets as NATS before TLS begins: ask nats://"],
  );
});

test("Redis and HTTP without TLS are plain, whatever they answer to a hello", async () => {
  const redis = await scripted((socket) => {
    socket.on("data", (data: Buffer) =>
      data.toString().startsWith("PING") ? socket.write("-NOAUTH Authentication required.\r\n") : undefined,
    );
  });
  const silent = await measure(`redis://127.0.0.1:${redis}`, "redis.agents.svc", { milliseconds: 300 });
  assert.deepEqual([silent.outcome, silent.reason], ["plain", "Redis answers a ping without TLS"]);
  const http = await scripted((socket) => socket.on("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
  const measured = await measure(`https://127.0.0.1:${http}`);
  assert.deepEqual([measured.outcome, measured.reason], ["plain", "it answers a hello of TLS in plain HTTP"]);
});
