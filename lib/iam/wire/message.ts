import type { ServiceFacts } from "../language/index.ts";
import type { Limits } from "../prove/index.ts";
import type { AccountResources } from "./neighbours/account-resources.ts";
import type { PreviewStore } from "./preview-store.ts";

/** An HTTP request: `path` and `query` as on the wire, without `?`; header names in lower case. */
export type WireRequest = {
  method: string;
  path: string;
  query: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
};

/** An HTTP response. `body` is UTF-8 text. */
export type WireResponse = { status: number; headers: Record<string, string>; body: string };

/** A managed policy as returned by IAM's GetPolicy and GetPolicyVersion: `document` is JSON text. */
export type ManagedPolicy = { versionId: string; document: string };

/** What an answer needs besides the request. */
export type Surroundings = {
  /** The account that callers appear to be in: 12 digits. */
  account: string;
  requestId: string;
  now: Date;
  newId: () => string;
  store: PreviewStore;
  /** Resources created in the account outside Access Analyzer. */
  resources: AccountResources;
  /** The maximum work for one request. */
  limits: Limits;
  /** Facts about the services that these documents name; without them, ValidatePolicy skips checks. */
  facts?: (documents: string[]) => Promise<ServiceFacts>;
  /** A managed policy by ARN, if its text is known. */
  managedPolicy?: (arn: string) => ManagedPolicy | undefined;
  /** Runs `judge` of `answer.ts` elsewhere, and may throw WireError. Without it, judging runs here. */
  judge?: (request: WireRequest) => Promise<object>;
};

/** What judging policies needs, without any server state. */
export type Means = Pick<Surroundings, "account" | "now" | "newId" | "limits" | "facts">;

/** A request matched to its operation. */
export type Call = {
  /** The variable parts of the path, in order. */
  parts: string[];
  query: URLSearchParams;
  body: Record<string, unknown>;
  region: string;
};

type Named = {
  name: string;
  method: string;
  /** Matches the whole path; its groups are the variable parts. */
  path: RegExp;
};

/** Answered from server state. */
export type Operation = Named & { answer: (call: Call, surroundings: Surroundings) => object | Promise<object> };

/**
 * Judges policies of untrusted callers, which may take long: `judge` returns data and uses no server state. The answer
 * is that data, or what `keep` makes of it.
 */
export type JudgingOperation = Named & {
  judge: (call: Call, means: Means) => object | Promise<object>;
  keep?: (judged: never, surroundings: Surroundings) => object;
};
