/** Everybody of the world, as they stand to its one team. */
const NAMES = [
  "stranger",
  "builder elsewhere",
  "guardian elsewhere",
  "builder of the team",
  "requester",
  "guardian",
  "guardian's manager",
  "leader of the node",
  "leader elsewhere",
  "reviewer",
  "engineer",
  "program manager",
  "auditor",
  "admin",
] as const;
export type Name = (typeof NAMES)[number];

type Someone = readonly Name[];
export const ALL: Someone = NAMES;
/** They know of the team's review, its evidence and its threat model. */
export const SEE_THE_REVIEW: Someone = [
  "builder of the team",
  "requester",
  "guardian",
  "leader of the node",
  "reviewer",
  "engineer",
  "program manager",
  "auditor",
];
const LEADERS_AND_STAFF: Someone = [
  "leader of the node",
  "leader elsewhere",
  "reviewer",
  "engineer",
  "program manager",
  "auditor",
];
const READ_THE_LETTER: Someone = ["leader of the node", "reviewer", "engineer", "program manager", "auditor"];

/** Leaders and staff, admins who may write it too, and the guardian who attended. */
const READ_THE_PROGRAM_REVIEW: Someone = ["guardian", ...LEADERS_AND_STAFF, "admin"];

/** Who knows that a thing is there: to all others it is not found. What is not named here is known to everybody. */
export const KNOWN_TO: Record<string, Someone> = {
  "GET /api/v1/newsletters/[letter]": READ_THE_LETTER,
  "PATCH /api/v1/newsletters/[letter]": READ_THE_LETTER,
  "page /newsletters/[letter]": READ_THE_LETTER,
  "page /program/reviews/[quarter]": READ_THE_PROGRAM_REVIEW,
  "GET /api/v1/metrics/business-case": LEADERS_AND_STAFF,
  "page /metrics/business-case": LEADERS_AND_STAFF,
  "page /settings/about/parts": ["admin"],
  "GET /api/v1/policy-runs/[run]": SEE_THE_REVIEW,
  "GET /api/v1/threat-models/[model]": SEE_THE_REVIEW,
  "GET /api/v1/threat-models/[model]/versions/[seq]/file": SEE_THE_REVIEW,
  "page /threat-models/[id]": SEE_THE_REVIEW,
  // Time is logged on the review.
  "POST /api/v1/activities": SEE_THE_REVIEW,
};

/** Who reads what everybody knows to be there: all others are refused. What is not named here is read by whoever knows it. */
export const READ_BY: Record<string, Someone> = {
  "GET /api/v1/analyzer": ["program manager", "admin"],
  "GET /api/v1/backup": ["admin"],
  "GET /api/v1/analyzer/disagreements": ["program manager", "admin"],
  "GET /api/v1/review-imports": ["program manager", "admin"],
  "GET /api/v1/events": ["program manager", "auditor", "admin"],
  "GET /api/v1/people/[person]/identities": ["guardian", "admin"],
  "GET /api/v1/people/[person]/courses": ["guardian", "guardian's manager", "reviewer", "engineer", "program manager"],
};

const ENGINEERS: Someone = ["reviewer", "engineer"];
const REVIEWERS: Someone = [...ENGINEERS, "program manager"];
const ASKERS: Someone = ["requester", "guardian"];
const AUTHORS: Someone = [...ASKERS, "program manager"];
const TEAM_AND_STAFF: Someone = ["builder of the team", ...ASKERS, ...REVIEWERS];
const PROGRAM: Someone = ["program manager"];
const ADMIN: Someone = ["admin"];
const ORGANISERS: Someone = [...PROGRAM, ...ADMIN];
const SELF: Someone = ["guardian", ...PROGRAM];

/** Whom each write lets past its gate: of those who know the thing, all others are refused. */
export const WRITTEN_BY: Record<string, Someone> = {
  "POST /api/v1/activities": SEE_THE_REVIEW,
  "POST /api/v1/belts/awards": REVIEWERS,
  "POST /api/v1/belts/awards/[award]/revocation": REVIEWERS,
  "POST /api/v1/belts/criteria": PROGRAM,
  "POST /api/v1/check-profiles": REVIEWERS,
  "POST /api/v1/check-profiles/imports": REVIEWERS,
  "POST /api/v1/completions": ["guardian", "guardian's manager", ...REVIEWERS],
  "POST /api/v1/courses": PROGRAM,
  "PATCH /api/v1/courses/[course]": PROGRAM,
  "POST /api/v1/courses/[course]/retirement": PROGRAM,
  "POST /api/v1/goals": PROGRAM,
  "POST /api/v1/goals/[goal]/end": PROGRAM,
  "POST /api/v1/guardians": ALL,
  "POST /api/v1/guardians/[person]/consent": ["guardian's manager", ...PROGRAM],
  "POST /api/v1/guardians/[person]/decline": ["guardian's manager", ...PROGRAM],
  "POST /api/v1/guardians/[person]/leave": SELF,
  "POST /api/v1/guardians/[person]/pause": SELF,
  "POST /api/v1/guardians/[person]/resumption": SELF,
  "POST /api/v1/guardians/[person]/training": SELF,
  "PUT /api/v1/inbox/seen": ALL,
  "POST /api/v1/newsletters": ["leader of the node", ...PROGRAM],
  "PATCH /api/v1/goals/[goal]": PROGRAM,
  "PATCH /api/v1/newsletters/[letter]": ["leader of the node", ...PROGRAM],
  "POST /api/v1/organisations": ORGANISERS,
  "PATCH /api/v1/organisations/[organisation]": ORGANISERS,
  "POST /api/v1/people": ADMIN,
  "PATCH /api/v1/people/[person]": ORGANISERS,
  "POST /api/v1/people/[person]/deactivation": ADMIN,
  "POST /api/v1/people/[person]/erasure": ADMIN,
  "POST /api/v1/people/[person]/identities": ADMIN,
  "POST /api/v1/people/[person]/grants/[grant]/confirmation": ADMIN,
  "POST /api/v1/people/[person]/identities/[identity]/confirmation": ADMIN,
  "POST /api/v1/people/[person]/identities/[identity]/removal": ADMIN,
  "POST /api/v1/people/[person]/memberships": ORGANISERS,
  "POST /api/v1/people/[person]/memberships/[team]/end": ORGANISERS,
  "POST /api/v1/people/[person]/roles": ADMIN,
  "POST /api/v1/people/[person]/roles/[role]/revocation": ADMIN,
  "POST /api/v1/people/[person]/sessions/end": ["guardian", ...ADMIN],
  "PATCH /api/v1/program": PROGRAM,
  "POST /api/v1/review-imports": PROGRAM,
  "POST /api/v1/review-imports/[import]/undoing": ORGANISERS,
  "POST /api/v1/program-reviews": ORGANISERS,
  "PATCH /api/v1/program-reviews/[quarter]": ORGANISERS,
  "POST /api/v1/program-reviews/[quarter]/attendance": ORGANISERS,
  "POST /api/v1/program-reviews/[quarter]/attendance/[person]/removal": ORGANISERS,
  "POST /api/v1/program-reviews/[quarter]/closure": ORGANISERS,
  "POST /api/v1/program-reviews/[quarter]/decisions": ORGANISERS,
  "PATCH /api/v1/program-reviews/[quarter]/decisions/[decision]": ORGANISERS,
  "POST /api/v1/program-reviews/[quarter]/decisions/[decision]/removal": ORGANISERS,
  "POST /api/v1/program-reviews/[quarter]/decisions/[decision]/settlement": ["guardian", ...REVIEWERS, "admin"],
  "POST /api/v1/reviews": TEAM_AND_STAFF,
  "PATCH /api/v1/reviews/[ref]": AUTHORS,
  "POST /api/v1/reviews/[ref]/approval": ["reviewer"],
  "POST /api/v1/reviews/[ref]/cancellation": ["requester", ...PROGRAM],
  "POST /api/v1/reviews/[ref]/change-request": ["guardian", "reviewer"],
  "POST /api/v1/reviews/[ref]/checks/runs": [...ASKERS, ...REVIEWERS],
  "POST /api/v1/reviews/[ref]/checks/waivers": ["engineer", ...PROGRAM],
  "POST /api/v1/reviews/[ref]/checks/waivers/asks": [...ASKERS, "reviewer"],
  "POST /api/v1/reviews/[ref]/checks/waivers/end": REVIEWERS,
  "POST /api/v1/reviews/[ref]/claim": REVIEWERS,
  "POST /api/v1/reviews/[ref]/closure": REVIEWERS,
  "POST /api/v1/reviews/[ref]/comments": [...TEAM_AND_STAFF, "leader of the node"],
  "POST /api/v1/reviews/[ref]/conditions/[condition]/keeping": [...ASKERS, ...ENGINEERS],
  "POST /api/v1/reviews/[ref]/conditions/[condition]/verification": ENGINEERS,
  "POST /api/v1/reviews/[ref]/documents": AUTHORS,
  "POST /api/v1/reviews/[ref]/documents/[document]/removal": AUTHORS,
  "POST /api/v1/reviews/[ref]/endorsement": ["engineer"],
  "POST /api/v1/reviews/[ref]/no-policies": ENGINEERS,
  "POST /api/v1/reviews/[ref]/evidence": AUTHORS,
  "POST /api/v1/reviews/[ref]/feedback": ["reviewer"],
  "POST /api/v1/reviews/[ref]/findings": ["guardian", ...ENGINEERS],
  "POST /api/v1/reviews/[ref]/findings/[finding]/answer": [...ASKERS, ...ENGINEERS],
  "POST /api/v1/reviews/[ref]/findings/[finding]/acceptance": PROGRAM,
  "POST /api/v1/reviews/[ref]/findings/[finding]/recommendation": ENGINEERS,
  "POST /api/v1/reviews/[ref]/findings/[finding]/refusal": PROGRAM,
  "POST /api/v1/reviews/[ref]/findings/[finding]/settlement": ENGINEERS,
  "PUT /api/v1/reviews/[ref]/guardian": [...ASKERS, ...REVIEWERS],
  "POST /api/v1/reviews/[ref]/hold": ["requester", "reviewer", ...PROGRAM],
  "PUT /api/v1/reviews/[ref]/launch": [...ASKERS, ...REVIEWERS],
  "PUT /api/v1/reviews/[ref]/launch/break-glass": PROGRAM,
  "POST /api/v1/reviews/[ref]/rejection": ["reviewer"],
  "POST /api/v1/reviews/[ref]/release": ["reviewer", ...PROGRAM],
  "POST /api/v1/reviews/[ref]/reopening": ["requester", "reviewer", ...PROGRAM],
  "POST /api/v1/reviews/[ref]/reminder": [...ASKERS, "reviewer", ...PROGRAM],
  "POST /api/v1/reviews/[ref]/resubmission": ASKERS,
  "POST /api/v1/reviews/[ref]/resumption": ["requester", "reviewer", ...PROGRAM],
  "POST /api/v1/reviews/[ref]/submission": AUTHORS,
  "PUT /api/v1/reviews/[ref]/threat-model": AUTHORS,
  "PUT /api/v1/reviews/[ref]/tier": [...ASKERS, ...REVIEWERS],
  "POST /api/v1/reviews/[ref]/waivers": ["engineer", ...PROGRAM],
  "POST /api/v1/reviews/[ref]/waivers/asks": [...ASKERS, "reviewer"],
  "POST /api/v1/reviews/[ref]/waivers/end": REVIEWERS,
  "POST /api/v1/services": TEAM_AND_STAFF,
  "PATCH /api/v1/services/[service]": TEAM_AND_STAFF,
  "POST /api/v1/services/[service]/retirement": TEAM_AND_STAFF,
  "POST /api/v1/teams": ORGANISERS,
  "PATCH /api/v1/teams/[team]": ORGANISERS,
  "POST /api/v1/threat-models": TEAM_AND_STAFF,
};

/** Who knows that what this route or page is about is there. */
export function knownTo(name: string): Someone {
  if (name.includes("/reviews/[ref]")) return KNOWN_TO[name] ?? SEE_THE_REVIEW;
  return KNOWN_TO[name] ?? (name.includes("/program-reviews/[quarter]") ? READ_THE_PROGRAM_REVIEW : ALL);
}
