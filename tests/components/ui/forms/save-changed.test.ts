import { describe, expect, it } from "vitest";
import { saveChanged } from "#components/ui/forms/save-changed.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

function formOf(controls: Record<string, string | string[]>): FormData {
  const form = new FormData();
  for (const [name, values] of Object.entries(controls)) {
    for (const value of [values].flat()) form.append(name, value);
  }
  return form;
}

async function savedOf(drawn: FormData, form: FormData, fields: object): Promise<unknown> {
  let saved: unknown = "nothing";
  const answer = await saveChanged({ form, drawn }, fields, async (changed): Promise<ActionResult<unknown>> => {
    saved = changed;
    return { ok: true, value: 1 };
  });
  expect(answer.ok).toBe(true);
  return saved;
}

describe("an edit", () => {
  it("saves the fields whose control holds something else than at first", async () => {
    const drawn = formOf({ name: "Cards", days: "90", owner: "7" });
    const form = formOf({ name: "Cards", days: "60", owner: "" });
    expect(await savedOf(drawn, form, { name: "Cards", days: 60, owner: null })).toEqual({ days: 60, owner: null });
  });

  it("saves a control that was not drawn, that is gone, or of which another one is chosen", async () => {
    const drawn = formOf({ gone: "x", chosen: ["a", "b"], same: ["a", "b"] });
    const form = formOf({ come: "y", chosen: ["a", "c"], same: ["a", "b"] });
    const fields = { come: "y", gone: "", chosen: ["a", "c"], same: ["a", "b"] };
    expect(await savedOf(drawn, form, fields)).toEqual({ come: "y", gone: "", chosen: ["a", "c"] });
  });

  it("asks for nothing where nothing was changed", async () => {
    expect(await savedOf(formOf({ name: "Cards" }), formOf({ name: "Cards" }), { name: "Cards" })).toBe("nothing");
  });
});
