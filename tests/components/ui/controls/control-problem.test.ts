import { describe, expect, it } from "vitest";
import { controlProblem } from "#components/ui/controls/control-problem.ts";

const SOUND = {
  badInput: false,
  typeMismatch: false,
  rangeUnderflow: false,
  rangeOverflow: false,
  stepMismatch: false,
  customError: false,
  valueMissing: false,
};
const control = (
  parts: { type: string; inputMode?: string; value?: string; required?: boolean; willValidate?: boolean },
  fault = {},
) => ({
  inputMode: "",
  value: "",
  required: true,
  willValidate: true,
  min: "1",
  max: "9",
  validationMessage: "",
  ...parts,
  validity: { ...SOUND, ...fault },
});

describe("what a control lacks", () => {
  it.each([
    ["text", "required"],
    ["textarea", "required"],
    ["select-one", "choose one"],
    ["file", "choose one"],
    ["date", "must be a date"],
  ])("of type %s is said in words of the product", (type, words) => {
    expect(controlProblem(control({ type }, { valueMissing: true }))).toBe(words);
  });

  it.each([
    [{ type: "date" }, { badInput: true }, "must be a full date: day, month and year"],
    [{ type: "number" }, { badInput: true }, "must be a number"],
    [{ type: "number", value: "0" }, { rangeUnderflow: true }, "must be at least 1"],
    [{ type: "number", value: "10" }, { rangeOverflow: true }, "must be at most 9"],
    [{ type: "number", value: "1.5" }, { stepMismatch: true }, "must be a whole number"],
    [{ type: "email", value: "ana" }, { typeMismatch: true }, "must be an email address"],
    [{ type: "url", value: "ana" }, { typeMismatch: true }, "must be an http:// or https:// address"],
  ])("%j with %j", (parts, fault, words) => {
    expect(controlProblem(control(parts, fault))).toBe(words);
  });

  it("is said of a day as people write it", () => {
    const day = { ...control({ type: "date", value: "2027-03-01" }), min: "2026-11-30", max: "2027-02-28" };
    const beyond = (fault: object) => controlProblem({ ...day, validity: { ...SOUND, ...fault } });
    expect(beyond({ rangeOverflow: true })).toBe("must not be after 28 Feb 2027");
    expect(beyond({ rangeUnderflow: true })).toBe("must not be before 30 Nov 2026");
  });

  it("is a text where only white space is written, and nothing where it need not be written", () => {
    expect(controlProblem(control({ type: "text", value: "  " }))).toBe("required");
    expect(controlProblem(control({ type: "text", value: "  ", required: false }))).toBeNull();
    expect(controlProblem(control({ type: "text", willValidate: false }))).toBeNull();
    expect(controlProblem(control({ type: "text", inputMode: "decimal" }))).toBe("must be a number");
  });

  it("is what the control says of itself, where something is written", () => {
    const own = {
      ...control({ type: "textarea", value: "A" }, { customError: true }),
      validationMessage: "has no URL",
    };
    expect(controlProblem(own)).toBe("has no URL");
    expect(controlProblem({ ...own, value: "" })).toBe("required");
  });

  it("is a choice where words are typed into a list and nothing of it is chosen", () => {
    expect(controlProblem(control({ type: "text", value: "Led" }), "")).toBe("choose one");
    expect(controlProblem(control({ type: "text" }), "12")).toBeNull();
  });
});
