import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAIL_ON, GATES } from "#lib/cli/check/input/arguments.ts";
import { exitCode } from "#lib/cli/check/report/exit-code.ts";
import { formatGithub } from "#lib/cli/check/report/format-github.ts";
import { formatText } from "#lib/cli/check/report/format-text.ts";
import { LEVELS } from "#lib/cli/check/report/placed-result.ts";
import { makeReport } from "#lib/cli/check/report/report.ts";

const findings = fc.array(
  fc.record({
    level: fc.constantFrom(...LEVELS),
    accepted: fc.constantFrom(null, null, "ignored" as const, "baseline" as const),
    state: fc.constantFrom(null, "new" as const, "unchanged" as const),
  }),
  { maxLength: 6 },
);
const failOn = fc.constantFrom(...FAIL_ON);
const gate = fc.constantFrom(...GATES);

describe("a report of a run that broke", () => {
  it("says so first of all, next to what it found", () => {
    const found = { policies: [], planned: [], drafts: [], assumptions: [], leftOut: [], escalations: [] };
    const nothing = { ...found, suppressions: [], before: null };
    const report = makeReport({
      files: [{ ...nothing, file: "a.yaml", uri: "a.yaml", format: "unreadable", errors: ["It broke."] }],
      whole: [],
      failOn: "never",
      gate: "all",
      profile: "default",
      against: null,
      account: { id: "111122223333", given: true },
      passedOver: { otherFiles: 0, folderLinks: 0, excluded: 0 },
      ignore: new Set(),
      baseline: new Set(),
      redacted: () => "[redacted]",
    });
    expect(report).toMatchObject({ verdict: "error", exitCode: 1, errors: ["a.yaml: It broke."] });
    expect(formatText(report, { color: false })).toContain("Internal error: a.yaml: It broke.\nFailed to run.");
    expect(formatGithub(report)).toMatch(/^::error title=Guardians::a\.yaml: It broke\.\n/);
  });
});

describe("the exit code", () => {
  it("is 1 whenever the program failed, whatever was found", () => {
    fc.assert(
      fc.property(findings, failOn, gate, (list, on, which) => exitCode(list, true, { failOn: on, gate: which }) === 1),
    );
  });

  it("is 0 exactly when nothing that counts is open", () => {
    fc.assert(
      fc.property(findings, failOn, gate, (list, on, which) => {
        const isAsked = ({ state }: { state: string | null }) => which === "all" || state !== "unchanged";
        const open = list.filter((each) => !each.accepted && isAsked(each)).map(({ level }) => level);
        const counting =
          on === "never"
            ? []
            : on === "incomplete"
              ? ["blocking", "incomplete", "warning"]
              : on === "results"
                ? ["blocking"]
                : ["blocking", "incomplete"];
        expect(exitCode(list, false, { failOn: on, gate: which }) === 0).toBe(
          !open.some((level) => counting.includes(level)),
        );
      }),
    );
  });

  it("is 2 before 3: what blocks is never hidden behind what could not be evaluated", () => {
    fc.assert(
      fc.property(findings, fc.constantFrom("blocking" as const, "incomplete" as const), (list, on) => {
        const blocking = [...list, { level: "blocking" as const, accepted: null, state: null }];
        expect(exitCode(blocking, false, { failOn: on, gate: "all" })).toBe(2);
        const code = exitCode(list, false, { failOn: on, gate: "all" });
        expect(code === 3 ? list.some(({ level, accepted }) => level === "incomplete" && !accepted) : true).toBe(true);
      }),
    );
  });

  it("does not change when an accepted finding is added", () => {
    fc.assert(
      fc.property(findings, failOn, gate, fc.constantFrom(...LEVELS), (list, on, which, level) => {
        const asked = { failOn: on, gate: which };
        const more = [...list, { level, accepted: "baseline" as const, state: "new" as const }];
        expect(exitCode(more, false, asked)).toBe(exitCode(list, false, asked));
      }),
    );
  });
});
