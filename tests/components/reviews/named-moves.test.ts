import { describe, expect, it } from "vitest";
import { namedMoves } from "#components/reviews/moves/named-moves.ts";
import { ALLOWED, refused } from "#lib/auth/actor.ts";

describe("the moves of a review that are found by name", () => {
  const approve = { key: "approve", label: "Approve" };
  const edit = { key: "edit", label: "Edit the intake", permission: ALLOWED, href: "/reviews/REV-1/edit" };
  const claim = { key: "claim", label: "Claim", permission: refused("state", "Someone has it.") };
  const hold = { key: "hold", label: "Put on hold", permission: ALLOWED, note: "Until someone resumes it." };

  it("are the first one and those of the menu, without what cannot be made now", () => {
    expect(namedMoves(approve, [[edit, claim], [], [hold]])).toEqual([
      { key: "approve", label: "Approve" },
      { key: "edit", label: "Edit the intake", href: "/reviews/REV-1/edit" },
      { key: "hold", label: "Put on hold" },
    ]);
  });

  it("are those of the menu where none comes first, and may be none", () => {
    expect(namedMoves(null, [[hold]])).toEqual([{ key: "hold", label: "Put on hold" }]);
    expect(namedMoves(null, [[claim]])).toEqual([]);
  });
});
