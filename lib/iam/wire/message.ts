import type { ServiceFacts } from "../language/index.ts";
import type { Limits } from "../prove/index.ts";
import type { AccountResources } from "./neighbours/account-resources.ts";
import type { PreviewStore } from "./preview-store.ts";

/** An HTTP request: `path` and `query` as on the wire, without `?`; names of headers in lower case. */
export type WireRequest = {
  method: string;
  path: string;
  query: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
};

/** An HTTP answer. `body` is text in UTF-8. */
export type WireResponse = { status: number; headers: Record<string, string>; body: string };

/** A managed policy as IAM's GetPolicy and GetPolicyVersion tell it: `document` is JSON text. */
export type ManagedPolicy = { versionId: string; document: string };

/** What an answer takes besides the request. */
export type Surroundings = {
  /** The account that callers are said to be in: 12 digits. */
  account: string;
  requestId: string;
  now: Date;
  newId: () => string;
  store: PreviewStore;
  /** What was made in the account that does not belong to Access Analyzer. */
  resources: AccountResources;
  /** How much work one request may be. */
  limits: Limits;
  /** Facts about the services that these documents name; without them ValidatePolicy leaves checks out. */
  facts?: (documents: string[]) => Promise<ServiceFacts>;
  /** A managed policy by its ARN, where its text is known. */
  managedPolicy?: (arn: string) => ManagedPolicy | undefined;
  /** Does what `judge` of `answer.ts` does, elsewhere; it may throw WireError. Without it that is done here. */
  judge?: (request: WireRequest) => Promise<object>;
};

/** What judging policies takes: nothing that the server remembers. */
export type Means = Pick<Surroundings, "account" | "now" | "newId" | "limits" | "facts">;

/** A request that has found its operation. */
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

/** Answered from what the server remembers. */
export type Operation = Named & { answer: (call: Call, surroundings: Surroundings) => object | Promise<object> };

/**
 * Judges policies of strangers, which may take long: `judge` gives data and takes none of the server's. That is the answer, or
 * what `keep` makes of it.
 */
export type JudgingOperation = Named & {
  judge: (call: Call, means: Means) => object | Promise<object>;
  keep?: (judged: never, surroundings: Surroundings) => object;
};
