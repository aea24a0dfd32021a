// Reads the flags of servers in the arguments of containers. Places are the numbers of the arguments.
import { asText, isMapping, type JsonObject } from "../json.ts";
import { Draft, type PlacedTransport, type Wrong } from "./draft.ts";
import type { WordLine } from "./lines.ts";
import { postgresqlSettings, type PostgresqlSetting } from "./postgresql.ts";
import { redisSettings } from "./redis.ts";
import { isLocal, splitAddress, switchOf } from "./words.ts";

/** An argument and where it stands: in `command` or `args`. */
export interface Argument {
  readonly text: string;
  readonly list: "command" | "args";
  readonly index: number;
}

/** Of the command and the arguments, in their order. */
export function argumentsOf(container: JsonObject): readonly Argument[] {
  return (["command", "args"] as const).flatMap((list) => {
    const items = container[list];
    if (!Array.isArray(items)) return [];
    return items.map((item: unknown, index) => ({ text: String(isMapping(item) ? "" : item), list, index }));
  });
}

type Server = "redis" | "postgresql" | "nats";

const programs: Readonly<Record<string, Server>> = {
  "redis-server": "redis",
  "valkey-server": "redis",
  postgres: "postgresql",
  "nats-server": "nats",
};

/** By their entrypoint: those of images that start their server when the arguments are flags. */
const images: Readonly<Record<string, Server>> = {
  redis: "redis",
  valkey: "redis",
  postgres: "postgresql",
  nats: "nats",
};

/** @throws what `wrong` makes */
export function argumentTransports(container: JsonObject, wrong: Wrong): readonly PlacedTransport[] {
  const all = argumentsOf(container);
  const at = all.findIndex(({ text }) => Object.hasOwn(programs, nameOf(text)));
  const program = all[at];
  const flagsFrom = all.findIndex(({ text }) => text.startsWith("-"));
  const image = /(?:^|\/)([^/:@]+)(?:[:@].*)?$/.exec(asText(container["image"]))?.[1] ?? "";
  const isImages = !Array.isArray(container["command"]) && flagsFrom === 0 && Object.hasOwn(images, image);
  const server = program ? programs[nameOf(program.text)] : isImages ? images[image] : undefined;
  // A shell before the program may say anything.
  if (!server || (program && all.slice(0, at).some(({ text }) => /^(?:\/\S*\/)?(?:ba|da|a|z)?sh$/.test(text))))
    return [];
  const flags = all.map(({ text }, place) => ({ text, place })).slice(program ? at + 1 : 0);
  switch (server) {
    case "redis":
      return redisFlags(flags, wrong);
    case "postgresql":
      return postgresqlFlags(flags, wrong);
    case "nats":
      return natsFlags(flags, wrong);
    default:
      return server satisfies never;
  }
}

function nameOf(text: string): string {
  return text.split("/").at(-1) ?? text;
}

interface Flag {
  readonly text: string;
  readonly place: number;
}

/** `redis-server [file] [--setting value ...]`. */
function redisFlags(flags: readonly Flag[], wrong: Wrong): readonly PlacedTransport[] {
  const lines: { line: number; words: string[] }[] = [];
  let hasFile = false;
  for (const { text, place } of flags) {
    if (text.startsWith("--")) lines.push({ line: place, words: text.slice(2).split(/\s+/) });
    else if (lines.length === 0) hasFile = true;
    else lines.at(-1)?.words.push(text);
  }
  const known: readonly WordLine[] = lines.filter(({ words }) => !words.some((word) => word.startsWith("$(")));
  return redisSettings(known, wrong, !hasFile && known.length === lines.length);
}

/** `-c name=value`, `--name=value`, and a few letters. The file in the data directory is read as well. */
function postgresqlFlags(flags: readonly Flag[], wrong: Wrong): readonly PlacedTransport[] {
  const settings: PostgresqlSetting[] = [];
  for (const [index, { text, place: line }] of flags.entries()) {
    const next = flags[index + 1]?.text ?? "";
    const [, long = ""] = /^--(.+=.*)$/s.exec(text) ?? /^-c(.+=.*)$/s.exec(text) ?? [];
    const written = text === "-c" ? next : long;
    const [, name = "", value = ""] = /^([A-Za-z_][\w.-]*)=(.*)$/s.exec(written) ?? [];
    if (name !== "" && !value.startsWith("$("))
      settings.push({ name: name.toLowerCase().replaceAll("-", "_"), value: value.replace(/^'(.*)'$/s, "$1"), line });
    if (text === "-l") settings.push({ name: "ssl", value: "on", line });
  }
  const isOfTls = settings.some(
    ({ name }) => name === "ssl" || name.startsWith("ssl_") || name === "password_encryption",
  );
  return isOfTls ? postgresqlSettings(settings, wrong, false) : [];
}

/** https://docs.nats.io/running-a-nats-service/introduction/flags */
function natsFlags(flags: readonly Flag[], wrong: Wrong): readonly PlacedTransport[] {
  const given = new Map<string, Flag>();
  for (const [index, { text, place }] of flags.entries()) {
    const [, name = "", value] = /^--?([a-z_]+)(?:=(.*))?$/s.exec(text) ?? [];
    if (name !== "") given.set(name, { text: value ?? flags[index + 1]?.text ?? "", place });
  }
  const hasFile = given.has("c") || given.has("config");
  const value = (...names: readonly string[]): Flag | undefined =>
    names.map((name) => given.get(name)).find((flag) => flag !== undefined);
  const found: Draft[] = [];
  const on = (name: string): boolean => {
    const flag = given.get(name);
    if (!flag) return false;
    const isOn = /^-|^$/.test(flag.text) || switchOf(flag.text) === undefined ? true : switchOf(flag.text);
    return isOn ?? true;
  };
  const certificate = value("tlscert");
  const encrypted = on("tls") || on("tlsverify") || certificate !== undefined;
  const tls = value("tls", "tlsverify", "tlscert");
  if (!hasFile || encrypted) {
    const draft = new Draft({ software: "nats", name: "clients", role: "server" }, tls?.place ?? flags[0]?.place ?? 0);
    if (hasFile) draft.leaveOpen();
    const address = splitAddress(value("a", "addr", "net")?.text ?? "").address;
    const port = Number(value("p", "port")?.text ?? 4222);
    draft.end(
      { address, port: Number.isSafeInteger(port) ? port : null, encrypted, local: isLocal(address) },
      tls?.place,
    );
    const verify = given.get("tlsverify");
    if (encrypted && verify && on("tlsverify")) draft.say("clientAuth", "required", verify.place);
    if (certificate) draft.certificate(certificate.text);
    if (encrypted) draft.assume("clientAuth", "none").assume("protocols", ["TLSv1.2", "TLSv1.3"]);
    found.push(draft);
  }
  for (const [names, isTls] of [
    [["m", "http_port"], false],
    [["ms", "https_port"], true],
  ] as const) {
    const flag = value(...names);
    if (!flag) continue;
    const port = Number(flag.text);
    if (!Number.isSafeInteger(port)) throw wrong(flag.place, "the port of the monitoring is no number");
    const draft = new Draft({ software: "nats", name: "monitoring", role: "server" }, flag.place);
    found.push(draft.end({ address: "", port, encrypted: isTls, local: false }, flag.place));
  }
  return found.map((draft) => draft.done());
}
