import type { Member, TextPlace } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";
import { isTrustPolicy } from "./trust.ts";
import { tests } from "./walk.ts";

/** A statement of a resource policy that lets AWS services in. */
export type ServiceGrant = {
  principals: TextPlace[];
  /** Nothing says on whose behalf the service calls. */
  unsourced: boolean;
  /** Keys that are no substitute for a source. */
  referred: Member[];
};

const SOURCES = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner"];

export function* serviceGrants(document: PolicyDocument): Generator<ServiceGrant> {
  if (document.type !== "resource" || isTrustPolicy(document)) return;
  for (const statement of document.statements) {
    if (statement.effect !== "Allow") continue;
    const principals = statement.principals.flatMap(({ kind, place, element }) =>
      kind === "Service" && element === "Principal" ? [place] : [],
    );
    if (principals.length === 0) continue;
    const unsourced = !tests(statement, ...SOURCES);
    const referred = statement.conditions.flatMap(({ name, key }) => (name === "aws:referer" ? [key] : []));
    yield { principals, unsourced, referred };
  }
}
