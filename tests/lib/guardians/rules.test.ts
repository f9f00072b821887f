import { describe, expect, it } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import {
  allowedMoves,
  GUARDIAN_MOVES,
  GUARDIAN_STATES,
  type GuardianMove,
  type GuardianState,
  LIFECYCLE,
  mayMove,
} from "#lib/guardians/rules.ts";
import { personActor, systemActor } from "#tests/support/actors.ts";

const GUARDIAN = 1;
const MANAGER = 2;
const WHO: Record<string, Actor> = {
  guardian: personActor({ personId: GUARDIAN }),
  manager: personActor({ personId: MANAGER }),
  "program manager": personActor({ personId: 3, roles: ["program_manager"] }),
  "program manager who is the guardian": personActor({ personId: GUARDIAN, roles: ["program_manager"] }),
  "security engineer": personActor({ personId: 4, roles: ["security_engineer"] }),
  leader: personActor({ personId: 5, roles: ["leader"], organisationIds: [1] }),
  admin: personActor({ personId: 6, roles: ["admin"] }),
  stranger: personActor({ personId: 7 }),
  product: systemActor(),
};

/** Written out apart from the table: what each may do from each state. */
const EXPECTED: Record<string, Partial<Record<GuardianState, GuardianMove[]>>> = {
  guardian: {
    nominated: ["leave"],
    consented: ["start_training", "leave"],
    training: ["leave"],
    active: ["pause", "leave"],
    paused: ["resume", "leave"],
  },
  manager: { nominated: ["consent", "decline"] },
  "program manager": {
    nominated: ["consent", "decline", "leave"],
    consented: ["start_training", "leave"],
    training: ["leave"],
    active: ["pause", "leave"],
    paused: ["resume", "leave"],
  },
  "program manager who is the guardian": {
    nominated: ["leave"],
    consented: ["start_training", "leave"],
    training: ["leave"],
    active: ["pause", "leave"],
    paused: ["resume", "leave"],
  },
  "security engineer": {},
  leader: {},
  admin: {},
  stranger: {},
  product: {
    nominated: ["consent", "decline", "leave"],
    consented: ["start_training", "leave"],
    training: ["activate", "leave"],
    active: ["pause", "leave"],
    paused: ["resume", "leave"],
  },
};

describe("the lifecycle", () => {
  const cases = Object.keys(WHO).flatMap((who) => GUARDIAN_STATES.map((state) => ({ who, state })));

  it.each(cases)("lets the $who move a guardian who is $state exactly as said", ({ who, state }) => {
    const actor = WHO[who] ?? systemActor();
    const guardian = { personId: GUARDIAN, managerId: MANAGER, state };
    expect(allowedMoves(actor, guardian)).toEqual(EXPECTED[who]?.[state] ?? []);
    for (const move of GUARDIAN_MOVES) {
      const permission = mayMove(actor, move, guardian);
      if (!permission.allowed) expect(permission.reason).toMatch(/^[A-Z].+\.$/);
    }
  });

  it("tells the wrong person from the wrong moment", () => {
    const guardian = { personId: GUARDIAN, managerId: null, state: "active" } as const;
    expect(mayMove(personActor({ personId: 9 }), "pause", guardian)).toMatchObject({ because: "actor" });
    expect(mayMove(personActor({ personId: GUARDIAN }), "resume", guardian)).toMatchObject({ because: "state" });
  });

  it("reaches every state, and leads nowhere from the last", () => {
    const reached = new Set<GuardianState>(["nominated", ...Object.values(LIFECYCLE).map(({ to }) => to)]);
    expect([...reached].sort()).toEqual([...GUARDIAN_STATES].sort());
    expect(Object.values(LIFECYCLE).some(({ from }) => from.includes("alumni"))).toBe(false);
  });
});
