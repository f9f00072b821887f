import { expect, it } from "vitest";
import { moreLists } from "#components/frame/nav/more-lists.ts";

const REVIEWS = { kind: "review", href: "/reviews?tab=all&q=ledger" };
const MODELS = { kind: "threat-model", href: "/threat-models?q=ledger" };
const PEOPLE = { kind: "person", href: "/guardians?state=everyone&q=ledger" };
const SERVICES = { kind: "service", href: "/guardians/teams?q=ledger" };
const TEAMS = { kind: "team", href: "/guardians/teams?q=ledger" };

it("more are offered of each list that has them", () => {
  const more = [REVIEWS, MODELS, PEOPLE];
  const offered = more.flatMap(({ kind }) => moreLists(kind, more));
  expect(offered).toEqual([
    { label: "More reviews", href: REVIEWS.href },
    { label: "More threat models", href: MODELS.href },
    { label: "More people", href: PEOPLE.href },
  ]);
  expect(moreLists("team", more)).toEqual([]);
});

it("the list of teams and their services is offered once", () => {
  const offered = [{ label: "More teams and services", href: TEAMS.href }];
  expect(moreLists("service", [SERVICES])).toEqual(offered);
  expect(moreLists("service", [SERVICES, TEAMS])).toEqual([]);
  expect(moreLists("team", [SERVICES, TEAMS])).toEqual(offered);
});
