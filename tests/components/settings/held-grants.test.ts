import { describe, expect, it } from "vitest";
import { chosenGrant, grantChoices, type HeldGrant, revoking } from "#components/settings/held-grants.ts";

const HELD: HeldGrant[] = [
  { id: 11, role: "admin", organisation: null },
  { id: 12, role: "leader", organisation: { id: 1, name: "Payments" } },
  { id: 13, role: "leader", organisation: { id: 2, name: "Retail" } },
];

describe("the roles that can be revoked of a person", () => {
  it("are each a choice, a leader's with what they lead", () => {
    expect(grantChoices(HELD, { admin: "This is the last admin." })).toEqual([
      { value: "11", label: "Admin", disabled: true },
      { value: "12", label: "Leader of Payments", disabled: false },
      { value: "13", label: "Leader of Retail", disabled: false },
    ]);
  });

  it("are none of a builder, who was granted nothing, and none where each is refused", () => {
    const refused = (reason: string) => ({ allowed: false, because: "state", reason });
    expect(revoking([], {})).toEqual(refused("No roles. Everyone is a builder."));
    expect(revoking(HELD, { admin: "This is the last admin." })).toEqual({ allowed: true });
    const reason = "This is the last admin.";
    expect(revoking(HELD.slice(0, 1), { admin: reason })).toEqual(refused(reason));
  });

  it("are taken by themselves: who leads two organisations leads the other one still", () => {
    const chosen = (id: string) => {
      const form = new FormData();
      form.set("role", id);
      return chosenGrant(HELD, form);
    };
    expect(chosen("13")).toEqual({ role: "leader", organisationId: 2 });
    expect(chosen("11")).toEqual({ role: "admin", organisationId: null });
  });
});
