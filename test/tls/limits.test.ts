// Endpoints that hang, reset, send garbage or drip are told as not measured, in bounded time; none keeps others from being measured.
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { after, before, test } from "node:test";
import { measureEndpoints, readTarget } from "../../src/tls/index.ts";
import { Certificates } from "./certificates.ts";
import { limits, measure } from "./measure.ts";
import { freePort, opensslServer, scriptedServer, type Running } from "./servers.ts";

const started: Running[] = [];
let good = 0;
before(async () => {
  const issued = new Certificates().issue({ name: "redis", names: ["DNS:redis.agents.svc"] });
  const server = await opensslServer(issued, ["-tls1_3"]);
  started.push(server);
  good = server.port;
});
after(async () => {
  for (const server of started) await server.stop();
});

async function scripted(handle: (socket: Socket) => void): Promise<number> {
  const server = await scriptedServer(handle);
  started.push(server);
  return server.port;
}

const bad: readonly (readonly [what: string, handle: (socket: Socket) => void, reason: RegExp])[] = [
  ["hangs", () => undefined, /^no answer within 0\.5 seconds$/],
  ["closes", (socket) => socket.end(), /^it closes the connection$/],
  ["resets", (socket) => socket.once("data", () => socket.resetAndDestroy()), /^it resets the connection$/],
  [
    "sends garbage",
    (socket) => socket.once("data", () => socket.end(Buffer.alloc(4000, 0x2a))),
    /^what it answers is no TLS: /,
  ],
  [
    "drips",
    (socket) => {
      const timer = setInterval(() => socket.write(Buffer.from([22])), 100);
      socket.on("close", () => clearInterval(timer));
    },
    /^(?:no whole answer within 0\.5 seconds|what it answers is no TLS: .*)$/,
  ],
  [
    "announces a record and never sends it",
    (socket) => socket.once("data", () => socket.write(Buffer.from([22, 3, 3, 0x40, 0, 2]))),
    /^no whole answer within 0\.5 seconds$/,
  ],
  ["floods", (socket) => socket.once("data", () => socket.write(Buffer.alloc(2_000_000, 22))), /./],
  [
    "refuses every hello",
    (socket) => socket.once("data", () => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 40]))),
    /^it speaks TLS, and accepts no hello: the alert handshake_failure$/,
  ],
];

for (const [what, handle, reason] of bad) {
  test(`an endpoint that ${what} is not measured, and says why in bounded time`, async () => {
    const begun = performance.now();
    const measured = await measure(`127.0.0.1:${await scripted(handle)}`, undefined, { milliseconds: 500 });
    assert.equal(measured.outcome, "not-measured");
    assert.match(measured.reason, reason);
    assert.deepEqual([measured.protocols, measured.chains, measured.alpn], [[], [], null]);
    assert.ok(performance.now() - begun < 15_000);
  });
}

test("nothing that listens, and a name that nobody knows, are not measured", async () => {
  const nothing = await measure(`127.0.0.1:${await freePort()}`);
  assert.deepEqual(
    [nothing.outcome, nothing.reason],
    ["not-measured", "nothing listens there: the connection is refused"],
  );
  const resolve = (): Promise<string> => Promise.reject(new Error("ENOTFOUND"));
  const unknown = await measure("redis.invalid:6379", undefined, { resolve });
  assert.deepEqual(
    [unknown.outcome, unknown.reason, unknown.connections],
    ["not-measured", "the name cannot be resolved", 0],
  );
});

test("a name is resolved once, and all connections go to that address", async () => {
  let asked = 0;
  const resolve = async (): Promise<string> => {
    asked += 1;
    return "127.0.0.1";
  };
  const measured = await measure(`redis.agents.svc:${good}`, "redis.agents.svc", { resolve });
  assert.deepEqual([measured.outcome, measured.address, asked], ["measured", "127.0.0.1", 1]);
});

test("the limit of connections holds, and what it leaves open is said", async () => {
  const measured = await measure(`127.0.0.1:${good}`, undefined, { connections: 12 });
  assert.equal(measured.connections, 12);
  assert.ok(measured.gaps.some(({ reason }) => reason.endsWith("the limit of connections is reached")));
});

test("the limit of time of an endpoint holds", async () => {
  const slow = await scripted((socket) => setTimeout(() => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 40])), 200));
  const measured = await measure(`127.0.0.1:${slow}`, undefined, { millisecondsInAll: 500 });
  assert.equal(measured.outcome, "not-measured");
  assert.ok(measured.connections < 12);
});

test("no more connections are open at once than are allowed", async () => {
  let open = 0;
  let most = 0;
  const port = await scripted((socket) => {
    most = Math.max(most, (open += 1));
    const refuse = (): void => {
      open -= 1;
      socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 40]));
    };
    socket.once("data", () => setTimeout(refuse, 20));
  });
  await measure(`127.0.0.1:${port}`, undefined, { atOnce: 3 });
  assert.ok(most >= 2 && most <= 3, `${most} at once`);
});

test("a server that stops answering in the middle has accepted what it accepted, and the rest is open", async () => {
  let count = 0;
  const hello = Buffer.concat([
    Buffer.from([22, 3, 3, 0, 46, 2, 0, 0, 38, 3, 3]),
    Buffer.alloc(32, 1),
    Buffer.from([0, 0, 0x9c, 0, 14, 0, 0, 0]),
  ]);
  const port = await scripted((socket) => {
    socket.once("data", () => ((count += 1) === 1 ? socket.end(hello) : socket.resetAndDestroy()));
  });
  const measured = await measure(`127.0.0.1:${port}`);
  assert.equal(measured.outcome, "not-measured");
  assert.match(measured.reason, /^its answers change/);
});

test("two hundred endpoints are asked at once, and those that hang keep no other from being measured", async () => {
  let waiting = 0;
  let most = 0;
  const hanging = await scripted((socket) => {
    most = Math.max(most, (waiting += 1));
    socket.on("close", () => (waiting -= 1));
  });
  const targets = Array.from({ length: 200 }, (_, index) =>
    readTarget(`127.0.0.1:${index % 10 === 0 ? good : hanging}`, "redis.agents.svc"),
  );
  const results = await measureEndpoints(targets, { ...limits, milliseconds: 5000, endpointsAtOnce: 200 });
  assert.equal(most, 180, "all that hang are waited for at the same time");
  const outcomes = results.map(({ outcome }) => outcome);
  assert.deepEqual(
    outcomes,
    targets.map((_, index) => (index % 10 === 0 ? "measured" : "not-measured")),
  );
});
