import type { ServiceFacts } from "../language/index.ts";
import type { FindingType, Location } from "./finding.ts";
import type { PolicyDocument } from "./policy-document.ts";

/** One place of a document, or several related places, that a check's words apply to. */
export type Found = {
  locations: Location[];
  /** Values for the `{{names}}` in the words. */
  values?: Record<string, string>;
  /** Alternative words for the same code. */
  details?: string;
};

type Words = {
  code: string;
  /** AWS's type; unconfirmed types are reported as suggestions. */
  type: FindingType;
  /** AWS's message, with `{{name}}` for each value to fill in. */
  details: string;
};

/** A check that needs only the document. */
export type Check = Words & { find(document: PolicyDocument): Iterable<Found> };

/** A check that needs to know which services, actions, resource types and condition keys exist. */
export type ServiceCheck = Words & { find(document: PolicyDocument, facts: ServiceFacts): Iterable<Found> };
