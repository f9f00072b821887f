import { describe, expect, it } from "vitest";
import { readLogFilter } from "#lib/events/log-filter.ts";
import { directoryFilter } from "#lib/people/directory.ts";

const twice = ["a", "b"] as unknown as string;

describe("filters from an address", () => {
  it("of the directory keep what is understood", () => {
    expect(directoryFilter({ q: " gi\0na ", state: "paused", belt: "none", team: "3", page: "2" })).toEqual({
      q: "gina",
      state: "paused",
      belt: "none",
      teamId: 3,
      page: 2,
    });
    expect(directoryFilter({ q: " ", state: "boss", belt: "red", team: "0", page: "-1" })).toEqual({});
    expect(directoryFilter({ q: twice, team: twice, page: "99999999999" })).toEqual({});
    expect(directoryFilter({ q: "x".repeat(200) }).q).toHaveLength(100);
  });

  it("of the log keep what is understood", () => {
    const query = { type: "goal.set", kind: "person", subject: "4", actor: "5", page: "2" };
    expect(readLogFilter(query)).toEqual({
      type: "goal.set",
      subjectKind: "person",
      subjectId: 4,
      actorId: 5,
      page: 2,
    });
    expect(readLogFilter({ type: "x", kind: "y", subject: "z", actor: "1.5", page: twice })).toEqual({});
  });
});
