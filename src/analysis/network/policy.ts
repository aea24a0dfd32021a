// What all kinds of network policies have in common, once they are read: whom they select, and rules in their order.
import type { PathStep } from "../../model/index.ts";
import { asList, asObject, type JsonObject } from "../json.ts";
import type { Block } from "./cidr.ts";
import type { Protocol } from "./port-set.ts";

export type Direction = "ingress" | "egress";

/** Admin policies come before NetworkPolicies, baseline policies after them. */
export type Tier = "admin" | "network" | "baseline";

/** A label selector that somebody has checked. */
export type Selector = JsonObject;

/** Pods by their labels and those of their namespace; `namespaces: null` stands for the policy's own namespace. */
export interface PodPeer {
  readonly form: "pods";
  readonly path: readonly PathStep[];
  readonly namespaces: Selector | null;
  readonly pods: Selector;
}

/** Addresses: those of a block, less some. */
export interface BlockPeer {
  readonly form: "block";
  readonly path: readonly PathStep[];
  readonly cidr: string;
  readonly block: Block;
  readonly except: readonly { readonly cidr: string; readonly block: Block }[];
}

/** What no manifest tells of: nodes, and names of domains. */
export interface OtherPeer {
  readonly form: "other";
  readonly path: readonly PathStep[];
}

export type Peer = PodPeer | BlockPeer | OtherPeer;

/** Ports by number; or by a name, which is looked up in the pod that is reached. */
export interface PortRule {
  readonly path: readonly PathStep[];
  /** null for all protocols, as only named ports of admin policies have it. */
  readonly protocol: Protocol | null;
  readonly name?: string;
  /** From and to; absent for all ports of the protocol. */
  readonly range?: readonly [from: number, to: number];
}

export interface PolicyRule {
  readonly path: readonly PathStep[];
  readonly action: "allow" | "deny" | "pass";
  /** null for everyone. */
  readonly peers: readonly Peer[] | null;
  /** null for all ports. */
  readonly ports: readonly PortRule[] | null;
}

/** A policy as it takes effect. */
export interface Policy {
  readonly tier: Tier;
  /** Lower ones first, among those of a tier. */
  readonly priority: number;
  /** Whom it holds for. */
  readonly subject: Omit<PodPeer, "form" | "path">;
  /** The rules of a direction; absent where the policy says nothing about it. */
  readonly ingress?: readonly PolicyRule[];
  readonly egress?: readonly PolicyRule[];
}

/** Whether a selector selects whatever there is. */
export function isEverySelector({ matchLabels, matchExpressions }: Selector): boolean {
  return Object.keys(asObject(matchLabels)).length === 0 && asList(matchExpressions).length === 0;
}

/** Whether a peer means pods without telling any apart: all of them, or none, or their addresses. */
export function isUniversal(peer: Peer): boolean {
  if (peer.form !== "pods") return true;
  return peer.namespaces !== null && isEverySelector(peer.namespaces) && isEverySelector(peer.pods);
}
