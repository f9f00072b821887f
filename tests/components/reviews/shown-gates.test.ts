import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { GateList } from "#components/reviews/decisions/gate-list.tsx";
import { shownGates } from "#components/reviews/decisions/shown-gates.ts";
import type { Gate } from "#lib/reviews/rules/gates.ts";
import type { ReviewState } from "#lib/reviews/rules/states.ts";

const CHECKS: Gate = { id: "policy_checks", state: "unmet", reason: "2 blocking results.", meets: "checks" };
const CONFLICTS: Gate = { id: "conflicts", state: "unmet", reason: "They are of its team.", meets: "decision" };
const FINDINGS: Gate = { id: "findings", state: "waived", reason: "One is open.", meets: "findings" };

type Standing = { state: ReviewState; launchedSince: boolean };

const statesOf = (standing: Standing) =>
  shownGates({ ...standing, gates: [CHECKS, CONFLICTS, FINDINGS] }).map(({ state }) => state);

const listed = (standing: Standing) =>
  renderToStaticMarkup(
    createElement(GateList, { gates: shownGates({ ...standing, gates: [CHECKS, CONFLICTS] }), threatModelId: null }),
  );

describe("the gates of a review as they are shown", () => {
  it.each<[string, Standing, string[]]>([
    ["of a draft", { state: "draft", launchedSince: false }, ["unmet", "unmet", "waived"]],
    ["in review", { state: "in_review", launchedSince: false }, ["unmet", "unmet", "waived"]],
    ["approved: who decided is settled", { state: "approved", launchedSince: false }, ["unmet", "past", "waived"]],
    ["launched", { state: "approved", launchedSince: true }, ["past", "past", "waived"]],
    ["rejected", { state: "rejected", launchedSince: false }, ["past", "past", "waived"]],
    ["cancelled", { state: "cancelled", launchedSince: false }, ["past", "past", "waived"]],
  ])("are missing where something to come rests on them, %s", (_, standing, states) => {
    expect(statesOf(standing)).toEqual(states);
  });

  it("stand in the list of gates without a link or a warning where nothing rests on them", () => {
    const open = listed({ state: "in_review", launchedSince: false });
    expect(open.match(/Missing/g)).toHaveLength(2);
    expect(open).toContain('href="#checks"');
    const over = listed({ state: "approved", launchedSince: true });
    expect(over.match(/Not met/g)).toHaveLength(2);
    expect(over).not.toMatch(/Missing|href|tone-warn/);
    expect(over).toContain("2 blocking results.");
  });
});
