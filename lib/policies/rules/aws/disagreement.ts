import type { Answerer, CheckKind } from "#lib/checks/verdict.ts";
import type { PolicyKind } from "#lib/templates/read.ts";

/** A policy check that one analyzer fails and the other passes. */
export type Disagreement = {
  id: number;
  review: { id: number; ref: string; title: string };
  revision: number;
  documentName: string;
  sha256: string;
  logicalId: string;
  policyName: string | null;
  policyKind: PolicyKind | null;
  check: CheckKind;
  failedBy: Answerer;
  message: string;
  passedBy: Answerer;
  passMessage: string;
  profile: { id: number; name: string; version: number };
  finishedAt: Date | null;
};
