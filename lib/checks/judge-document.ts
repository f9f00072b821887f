import type { ServiceFacts } from "#lib/iam/index.ts";
import type { TemplatePolicy, TemplateReading } from "#lib/templates/read.ts";
import type { Ask } from "./aws/ask.ts";
import { type Hash, named } from "./fingerprint.ts";
import { judgeDefaults } from "./judge-defaults.ts";
import { judgeReading, judgeUnreadable, type KnownElsewhere } from "./judge-gaps.ts";
import { type Around, judgeAttached, judgePolicy, judgeUnread } from "./judge-policy.ts";
import { judgeText } from "./judge-text.ts";
import { attachedPolicies, type ManagedPolicies } from "./managed-policies.ts";
import { ownIdentities } from "./own-identities.ts";
import type { ReadProfile } from "./read-profile.ts";
import { type Checked, type CheckedResult, type Judged, WHOLE_DOCUMENT } from "./result.ts";
import { isUnread } from "./unread.ts";
import { judgeVariants, variantsOf } from "./variants.ts";

/** `beside`: the policies of documents judged together with this one. */
export type ReadDocument = {
  name: string;
  text: string;
  reading: TemplateReading;
  beside?: readonly TemplatePolicy[];
};

/**
 * Inputs besides document and profile. Without `facts`, validation codes that need them are skipped. `hash` must be
 * unforgeable where names are stored. `managed` has policy texts by ARN, `knownElsewhere` texts others have; `ask`
 * defaults to the engine.
 */
export type Means = {
  facts?: ServiceFacts | undefined;
  hash: Hash;
  managed?: ManagedPolicies;
  knownElsewhere?: KnownElsewhere;
  ask?: Ask;
};

type Placed = Judged & Checked;
type Read = Extract<TemplateReading, { ok: true }>;

/**
 * Every check of a profile on every policy of one document, in order; shared by the command, the product and the
 * playground. Unknown parts are reported and do not pass. Pure.
 */
export function judgeDocument(document: ReadDocument, profile: ReadProfile, means: Means): CheckedResult[] {
  const { hash, ...rest } = means;
  return named(judgements(document, profile, rest), hash);
}

function judgements(document: ReadDocument, profile: ReadProfile, means: Omit<Means, "hash">): Placed[] {
  const { reading, text, name, beside } = document;
  const { facts, ask, managed = () => undefined, knownElsewhere = () => undefined } = means;
  const keys = profile.credentials ? [{ ...WHOLE_DOCUMENT, ...judgeText(text, name, reading) }] : [];
  if (!reading.ok) return [...judgeUnreadable(reading.problems), ...keys];
  const trustedPrincipals = [...profile.trustedPrincipals, ...ownIdentities(reading)];
  const around: Around = { profile: { ...profile, trustedPrincipals }, facts, file: name, ask };
  const { known, unknown } = attachedPolicies(reading, profile, managed, beside);
  const own = variantsOf(reading.policies);
  return [
    ...judgeReading(reading, unknown, own.length, knownElsewhere),
    ...judgeDefaults(reading),
    ...own.flatMap((variants) => judgeVariants(variants, (found) => judgePolicy(found, around))),
    ...variantsOf(known).flatMap((variants) => judgeVariants(variants, (found) => judgeAttached(found, around))),
    ...keys,
  ];
}

/**
 * Parts of a document that no check can read, whatever the profile. Policies attached by ARN are not included, because
 * their text may be known elsewhere.
 */
export function judgeUnreadParts(reading: Read): Placed[] {
  const own = variantsOf(reading.policies);
  const unknown = reading.attachments.filter(({ arn }) => arn === null);
  return [
    ...judgeReading(reading, unknown, own.length, () => undefined),
    ...own.flatMap((variants) => judgeVariants(variants, (found) => judgeUnread(found))),
  ].filter(isUnread);
}
