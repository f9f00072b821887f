import { z } from "zod";
import { GUARDIAN_STATES } from "#lib/guardians/rules.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { reviewLineOutput } from "#lib/reviews/output.ts";

const link = z.object({ label: z.string(), url: z.string() });
const named = z.object({ id: z.number(), name: z.string() });

export const serviceOutput = z.object({
  id: z.number(),
  name: z.string(),
  teamId: z.number(),
  tier: z.enum(TIERS),
  description: z.string(),
  links: z.array(link),
});
export type Service = z.infer<typeof serviceOutput>;

export const serviceRowOutput = z.object({ id: z.number(), name: z.string(), tier: z.enum(TIERS), team: named });
/** `retiredAt`: null for services in use, which are the only ones returned. */
export type ServiceRow = z.infer<typeof serviceRowOutput> & { retiredAt: Date | null };
export const servicesOutput = z.object({ items: z.array(serviceRowOutput) });

const instant = z.union([z.date(), z.string()]);
export const retiredServiceOutput = z.object({ id: z.number(), retiredAt: instant });

export const servicePageOutput = serviceOutput.extend({
  team: named,
  /** Null while in use. */
  retiredAt: instant.nullable(),
  /** Also null if no person retired it. */
  retiredBy: named.nullable(),
  reviews: z.array(reviewLineOutput),
});
export type ServicePage = z.infer<typeof servicePageOutput>;

export const organisationOutput = z.object({ id: z.number(), name: z.string(), parentId: z.number().nullable() });
export const organisationNodeOutput = organisationOutput.extend({
  depth: z.number(),
  /** Teams of this organisation itself, without those below it. */
  teams: z.number(),
});
export type OrganisationNode = z.infer<typeof organisationNodeOutput>;
export const organisationsOutput = z.object({ items: z.array(organisationNodeOutput) });

export const teamOutput = z.object({
  id: z.number(),
  name: z.string(),
  organisationId: z.number(),
  developers: z.number(),
  eligibleFrom: z.string().nullable(),
  eligibleTo: z.string().nullable(),
});

export const teamRowOutput = z.object({
  id: z.number(),
  name: z.string(),
  organisation: named,
  developers: z.number(),
  services: z.number(),
  activeGuardians: z.number(),
  /** The team needs a guardian: today is within its eligibility dates, if it has any. */
  eligible: z.boolean(),
  /** The team needs a guardian, once had an active one and has none now. */
  lostLastGuardian: z.boolean(),
  /** Null if this actor may not know about every one of them. */
  openReviews: z.number().nullable(),
});
export type TeamRow = z.infer<typeof teamRowOutput>;
export const teamsOutput = z.object({ items: z.array(teamRowOutput) });

const ownServiceOutput = z.object({ id: z.number(), name: z.string(), tier: z.enum(TIERS) });

export const teamPageOutput = teamRowOutput.extend({
  eligibleFrom: z.string().nullable(),
  eligibleTo: z.string().nullable(),
  members: z.array(named.extend({ guardianState: z.enum(GUARDIAN_STATES).nullable() })),
  /** Guardians and future guardians of the team who are not members. */
  outsideGuardians: z.array(named.extend({ guardianState: z.enum(GUARDIAN_STATES) })),
  /** Services in use. */
  serviceList: z.array(ownServiceOutput),
  retiredServices: z.array(ownServiceOutput),
  reviews: z.array(reviewLineOutput),
});
export type TeamPage = z.infer<typeof teamPageOutput>;
