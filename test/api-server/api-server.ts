// A real API server on loopback for a test: etcd and kube-apiserver in one process, with nothing of a cluster behind it.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { execa } from "execa";

const program = join(import.meta.dirname, "../../.cache/tools/api-server");

/** Why tests of it are skipped; false when it is there. */
export const missing: string | false = existsSync(program)
  ? false
  : "SKIPPED: the API server is not built (.cache/tools/api-server); npm test builds it";

export interface ApiServer {
  readonly url: string;
  /** Of a member of system:masters. */
  readonly token: string;
  /** Of the user guest, who may do nothing but ask what APIs there are. */
  readonly userToken: string;
  /** File of the certificate that it is known by. */
  readonly certificate: string;
  /** The answer's status and JSON body. */
  ask(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  stop(): Promise<void>;
}

type ServerProcess = PromiseLike<{ readonly all: string }> & { kill(signal: "SIGKILL"): boolean };

const startLimitMs = 120_000;

/** Starts one, and waits until it is ready. `stop` ends it and takes its folder away. */
export async function startApiServer(): Promise<ApiServer> {
  const folder = await mkdtemp(join(tmpdir(), "touchstone-api-server-"));
  const [port, clientPort, peerPort] = await freePorts(3);
  const url = `https://127.0.0.1:${port}`;
  const [token, userToken] = [randomBytes(24).toString("hex"), randomBytes(24).toString("hex")];
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  await writeFile(join(folder, "accounts.pem"), privateKey, { mode: 0o600 });
  const tokens = `${token},admin,1,system:masters\n${userToken},guest,2\n`;
  await writeFile(join(folder, "tokens.csv"), tokens, { mode: 0o600 });
  const server = execa(
    program,
    [
      join(folder, "etcd"),
      String(clientPort),
      String(peerPort),
      "--bind-address=127.0.0.1",
      "--advertise-address=127.0.0.1",
      `--secure-port=${port}`,
      `--cert-dir=${join(folder, "certificates")}`,
      `--token-auth-file=${join(folder, "tokens.csv")}`,
      "--authorization-mode=RBAC",
      "--anonymous-auth=true",
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-key-file=${join(folder, "accounts.pem")}`,
      `--service-account-signing-key-file=${join(folder, "accounts.pem")}`,
      "--service-cluster-ip-range=10.96.0.0/16",
      "--disable-admission-plugins=ServiceAccount",
      "--endpoint-reconciler-type=none",
    ],
    {
      reject: false,
      all: true,
      maxBuffer: 64 * 1024 * 1024,
      stdin: "ignore",
      env: { ADMIN_URL: url, ADMIN_TOKEN: token },
    },
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 16, rejectUnauthorized: false });
  const stop = async (): Promise<void> => {
    agent.destroy();
    server.kill("SIGKILL");
    await server;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const ask: ApiServer["ask"] = (method, path, body) => send(agent, `${url}${path}`, token, method, body);
  try {
    await untilReady(ask, server);
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return { url, token, userToken, certificate: join(folder, "certificates/apiserver.crt"), ask, stop };
}

async function untilReady(ask: ApiServer["ask"], server: ServerProcess): Promise<void> {
  const limit = Date.now() + startLimitMs;
  const state = { exited: false };
  void server.then(() => (state.exited = true));
  while (!state.exited && Date.now() < limit) {
    const answer = await ask("GET", "/readyz").catch(() => undefined);
    if (answer?.status === 200) return;
    await setTimeout(250);
  }
  server.kill("SIGKILL");
  const { all } = await server;
  throw new Error(`the API server did not get ready:\n${all.split("\n").slice(-20).join("\n")}`);
}

function send(agent: Agent, url: string, token: string, method: string, body: unknown): ReturnType<ApiServer["ask"]> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        agent,
        method,
        timeout: 30_000,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json" },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          const isJson = (response.headers["content-type"] ?? "").includes("json");
          resolve({ status: response.statusCode ?? 0, body: isJson ? (JSON.parse(text) as unknown) : text });
        });
      },
    );
    call.on("error", reject);
    call.on("timeout", () => call.destroy(new Error(`${method} ${url} took too long`)));
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer();
          server.listen(0, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
