import { describe, expect, it } from "vitest";
import { formChoice, optionalChoice } from "#components/ui/controls/form-choice.ts";
import { formNumber, optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";

describe("reading a form", () => {
  const form = new FormData();
  form.set("tier", "high");
  form.set("minutes", "30");
  form.set("empty", "");
  form.set("file", new File(["text"], "a.txt"));

  it("reads a text, and nothing where there is none", () => {
    expect(formText(form, "tier")).toBe("high");
    expect(formText(form, "missing")).toBe("");
    expect(formText(form, "file")).toBe("");
  });

  it("reads a number, and tells an empty control from 0", () => {
    expect(formNumber(form, "minutes")).toBe(30);
    expect(formNumber(form, "empty")).toBe(0);
    expect(optionalNumber(form, "minutes")).toBe(30);
    expect(optionalNumber(form, "empty")).toBeNull();
  });

  it("reads a comma before decimals as a point, and nothing into what is no number", () => {
    form.set("hours", "3,5");
    form.set("many", "1,000");
    expect(formNumber(form, "hours")).toBe(3.5);
    expect(optionalNumber(form, "many")).toBeNaN();
  });

  it("reads what is chosen of a list, and null for what the verb has to refuse", () => {
    expect(formChoice(form, "tier", ["low", "high"])).toBe("high");
    expect(optionalChoice(form, "empty", ["low", "high"])).toBeNull();
    expect(formChoice(form, "empty", ["low", "high"])).toBeNull();
    expect(formChoice(form, "tier", ["low", "medium"])).toBeNull();
  });
});
