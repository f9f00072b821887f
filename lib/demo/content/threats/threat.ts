import type { ExampleThreat } from "#lib/threat-models/formats/example.ts";
import type { ServiceKind } from "../organisation.ts";

export type Kind = Exclude<ServiceKind, "small">;
export type Model = { dataflow: string; threats: ExampleThreat[] };

type Rest = Pick<ExampleThreat, "stride" | "priority" | "goals" | "assets" | "impact" | "mitigations">;

/** A threat in the grammar of Threat Composer: who, with what, does what. */
export function threat(source: string, prerequisites: string, action: string, rest: Rest): ExampleThreat {
  return { source, prerequisites, action, ...rest };
}

export const done = (content: string) => ({ content, status: "resolved" as const });
export const planned = (content: string) => ({ content, status: "identified" as const });
export const started = (content: string) => ({ content, status: "in_progress" as const });

export const LIMITS = done("Requests are rate-limited per client at the gateway");
export const OWNER = done("Every query is scoped to the object's owner, and a test tries the wrong owner");
export const LEAST = done("The role names its actions and resources; the policy checks enforce this");
export const VAULT = done("Secrets come from the vault at startup and are rotated every ninety days");
export const RECORD = done("Every action is recorded with who and when, in a log the service cannot change");
