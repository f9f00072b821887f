import type { ServiceFacts } from "../language/index.ts";
import type { FindingType, Location } from "./finding.ts";
import type { PolicyDocument } from "./policy-document.ts";

/** One place of a document, or several that belong together, to which a check's words apply. */
export type Found = {
  locations: Location[];
  /** What the `{{names}}` in the words stand for. */
  values?: Record<string, string>;
  /** Other words of the same code than the usual ones. */
  details?: string;
};

type Words = {
  code: string;
  /** As AWS has it: what is not confirmed is given as a suggestion. */
  type: FindingType;
  /** AWS's message, with `{{name}}` where a value is filled in. */
  details: string;
};

/** A check that needs only the document. */
export type Check = Words & { find(document: PolicyDocument): Iterable<Found> };

/** A check that needs to know which services, actions, resource types and condition keys exist. */
export type ServiceCheck = Words & { find(document: PolicyDocument, facts: ServiceFacts): Iterable<Found> };
