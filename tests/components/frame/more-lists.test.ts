import { expect, it } from "vitest";
import { moreLists } from "#components/frame/more-lists.ts";

const REVIEWS = { kind: "review", href: "/reviews?tab=all&q=ledger" };
const MODELS = { kind: "threat-model", href: "/threat-models" };
const PEOPLE = { kind: "person", href: "/guardians?state=everyone&q=ledger" };
const SERVICES = { kind: "service", href: "/guardians/teams" };
const TEAMS = { kind: "team", href: "/guardians/teams" };

it("more are offered of a list that looks for the words, all of one that does not", () => {
  const more = [REVIEWS, MODELS, PEOPLE];
  const offered = more.flatMap(({ kind }) => moreLists(kind, more));
  expect(offered).toEqual([
    { label: "More reviews", href: REVIEWS.href },
    { label: "All threat models", href: MODELS.href },
    { label: "More people", href: PEOPLE.href },
  ]);
  expect(moreLists("team", more)).toEqual([]);
});

it("the list of teams and their services is offered once", () => {
  const offered = [{ label: "All teams and services", href: "/guardians/teams" }];
  expect(moreLists("service", [SERVICES])).toEqual(offered);
  expect(moreLists("service", [SERVICES, TEAMS])).toEqual([]);
  expect(moreLists("team", [SERVICES, TEAMS])).toEqual(offered);
});
