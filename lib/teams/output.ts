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
/** `retiredAt`: null while it is in use, as all are that are answered. */
export type ServiceRow = z.infer<typeof serviceRowOutput> & { retiredAt: Date | null };
export const servicesOutput = z.object({ items: z.array(serviceRowOutput) });

const instant = z.union([z.date(), z.string()]);
export const retiredServiceOutput = z.object({ id: z.number(), retiredAt: instant });

export const servicePageOutput = serviceOutput.extend({
  team: named,
  /** Null while it is in use. */
  retiredAt: instant.nullable(),
  /** Null too where no person did it. */
  retiredBy: named.nullable(),
  reviews: z.array(reviewLineOutput),
});
export type ServicePage = z.infer<typeof servicePageOutput>;

export const organisationOutput = z.object({ id: z.number(), name: z.string(), parentId: z.number().nullable() });
export const organisationNodeOutput = organisationOutput.extend({
  depth: z.number(),
  /** Teams of the node itself, without those below it. */
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
  /** It is to have a guardian: the day is within its dates, where it has any. */
  eligible: z.boolean(),
  /** It is to have a guardian, had an active one once and has none now. */
  lostLastGuardian: z.boolean(),
  /** Null where this actor may not know of each. */
  openReviews: z.number().nullable(),
});
export type TeamRow = z.infer<typeof teamRowOutput>;
export const teamsOutput = z.object({ items: z.array(teamRowOutput) });

const ownServiceOutput = z.object({ id: z.number(), name: z.string(), tier: z.enum(TIERS) });

export const teamPageOutput = teamRowOutput.extend({
  eligibleFrom: z.string().nullable(),
  eligibleTo: z.string().nullable(),
  members: z.array(named.extend({ guardianState: z.enum(GUARDIAN_STATES).nullable() })),
  /** Its guardians, and those on the way to become one, who are no members. */
  outsideGuardians: z.array(named.extend({ guardianState: z.enum(GUARDIAN_STATES) })),
  /** Those that are in use. */
  serviceList: z.array(ownServiceOutput),
  retiredServices: z.array(ownServiceOutput),
  reviews: z.array(reviewLineOutput),
});
export type TeamPage = z.infer<typeof teamPageOutput>;
