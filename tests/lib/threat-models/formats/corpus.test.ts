import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { diffReadings } from "#lib/threat-models/diff.ts";
import { exportThreatComposer } from "#lib/threat-models/formats/export-threat-composer.ts";
import { type ReadThreatModel, readThreatModel } from "#lib/threat-models/formats/read.ts";
import { qualityItems } from "#lib/threat-models/quality.ts";
import { threatSentence } from "#lib/threat-models/sentence.ts";
import { isUndocumented } from "#lib/threat-models/unmitigated.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const corpus = path.join(root, "../shared/samples");

function sample(file: string): Buffer {
  return readFileSync(path.join(corpus, "threat-models", file));
}

function read(file: string): ReadThreatModel {
  const result = readThreatModel(sample(file));
  if (!result.ok) throw new Error(`${file}: ${JSON.stringify(result.problems)}`);
  return result;
}

const counts: [
  file: string,
  format: string,
  threats: number,
  mitigations: number,
  assumptions: number,
  bare: number,
][] = [
  ["tc-threat-composer-self.tc.json", "threat_composer", 20, 18, 5, 5],
  ["tc-builders-exercise3.tc.json", "threat_composer", 10, 0, 19, 10],
  ["tc-builders-exercise4.tc.json", "threat_composer", 10, 22, 19, 0],
  ["tc-reinforce2024-ex2.tc.json", "threat_composer", 25, 18, 6, 11],
  ["tc-reinforce2024-ex3.3.tc.json", "threat_composer", 25, 20, 6, 9],
  ["tc-defectdojo-many-threats.tc.json", "threat_composer", 21, 20, 7, 5],
  ["tc-defectdojo-broken-mitigations.tc.json", "threat_composer", 1, 1, 2, 1],
  ["td-v1-demo-threat-model.json", "threat_dragon_v1", 14, 14, 0, 0],
  ["td-v2-demo-threat-model.json", "threat_dragon_v2", 14, 14, 0, 0],
  ["td-v2-test-reports.json", "threat_dragon_v2", 8, 0, 0, 8],
  ["otm-example.yaml", "otm", 2, 2, 0, 0],
  ["otm-mobile-cloud.otm.json", "otm", 43, 43, 0, 0],
];

const bare = (model: ReadThreatModel) => model.threats.filter(isUndocumented);
const open = (model: ReadThreatModel) => model.threats.filter((threat) => threat.rawStatus === "Open");
const dangling = (links: { resolved: boolean }[]) => links.filter((link) => !link.resolved).length;

if (!existsSync(corpus)) {
  test("corpus not present", () => {
    expect(existsSync(corpus)).toBe(false);
  });
} else {
  describe("models as their tools wrote them", () => {
    test.each(counts)("%s", (file, format, threats, mitigations, assumptions, withoutMitigation) => {
      const model = read(file);
      expect(model.format).toBe(format);
      expect([model.threats.length, model.mitigations.length, model.assumptions.length, bare(model).length]).toEqual([
        threats,
        mitigations,
        assumptions,
        withoutMitigation,
      ]);
      expect(model.threats.filter((threat) => threat.state === "unknown")).toEqual([]);
      expect(new Set(model.threats.map((threat) => threat.externalId)).size).toBe(threats);
      expect(model.warnings.filter((warning) => warning.message.includes("not part of"))).toEqual([]);
    });

    test("the model of Threat Composer itself: all resolved, some links dangle", () => {
      const model = read("tc-threat-composer-self.tc.json");
      expect(
        bare(model)
          .map((threat) => threat.numericId)
          .toSorted((a, b) => Number(a) - Number(b)),
      ).toEqual([2, 3, 6, 17, 22]);
      expect(new Set(model.threats.map((threat) => threat.rawStatus))).toEqual(new Set(["threatResolved"]));
      expect([dangling(model.links.mitigation), dangling(model.links.assumption)]).toEqual([4, 10]);
      expect(qualityItems(model).filter((item) => item.id === "Q02")).toHaveLength(5);
    });

    test("exercise 3 to 4: 22 mitigations added, all 10 priorities lost", () => {
      const diff = diffReadings(read("tc-builders-exercise3.tc.json"), read("tc-builders-exercise4.tc.json"));
      expect(diff.mitigations.added).toHaveLength(22);
      expect(diff.threats.changed.filter((change) => change.kind === "priority_lost")).toHaveLength(10);
      expect(diff.newlyMitigated).toHaveLength(10);
      expect([diff.threats.added, diff.threats.removed, diff.newlyUnmitigated]).toEqual([[], [], []]);
    });

    test("the workshop models have no status at all", () => {
      for (const file of ["tc-reinforce2024-ex2.tc.json", "tc-reinforce2024-ex3.3.tc.json"]) {
        const model = read(file);
        expect([...model.threats, ...model.mitigations].filter((item) => item.rawStatus !== null)).toEqual([]);
      }
    });

    test("of the many threats 4 without mitigation are open; the broken model's only link dangles", () => {
      const many = read("tc-defectdojo-many-threats.tc.json");
      expect(bare(many).filter((threat) => threat.state === "undocumented")).toHaveLength(4);
      const broken = read("tc-defectdojo-broken-mitigations.tc.json");
      expect(broken.threats[0]?.danglingMitigationIds).toHaveLength(1);
      expect(dangling(broken.links.mitigation)).toBe(1);
    });

    test("Threat Dragon: open threats, placeholders, elements out of scope", () => {
      expect(open(read("td-v1-demo-threat-model.json"))).toHaveLength(10);
      expect(open(read("td-v2-demo-threat-model.json"))).toHaveLength(10);
      const reports = read("td-v2-test-reports.json");
      expect(open(reports)).toHaveLength(6);
      expect(reports.threats.filter((threat) => threat.outOfScope)).toHaveLength(2);
      expect(reports.threats.map((threat) => threat.state)).toEqual(Array.from({ length: 8 }, () => "undocumented"));
      expect(read("td-v1-demo-threat-model.json").threats.filter((threat) => "id" in threat.raw)).toEqual([]);
    });

    test("the sentence from the parts is the one Threat Composer wrote, but for 6 that leave out or correct a part", () => {
      const threats = counts.filter(([file]) => file.startsWith("tc-")).flatMap(([file]) => read(file).threats);
      expect(threats.filter((threat) => threatSentence(threat) !== threat.statement)).toHaveLength(6);
    });

    test("OTM: one instance not implemented, and all recommended", () => {
      expect(read("otm-example.yaml").threats.map((threat) => threat.state)).toEqual(["done", "documented"]);
      const cloud = read("otm-mobile-cloud.otm.json");
      expect(cloud.threats.filter((threat) => threat.state === "documented")).toHaveLength(43);
      expect(new Set(cloud.links.mitigation.map((link) => link.rawStatus))).toEqual(new Set(["RECOMMENDED"]));
      expect(new Set(cloud.threats.map((threat) => threat.priority))).toEqual(new Set(["critical"]));
    });
  });

  describe("export", () => {
    const schema: unknown = JSON.parse(
      readFileSync(path.join(corpus, "schemas/threat-composer-v1.schema.json"), "utf8"),
    );
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    const validate = ajv.compile(Object(schema));

    test.each(counts.filter(([file]) => file.startsWith("tc-")))("%s is deep-equal to what arrived", (file) => {
      expect(exportThreatComposer(read(file))).toEqual(JSON.parse(sample(file).toString("utf8")));
    });

    test.each(counts)(
      "%s becomes valid Threat Composer",
      (file, _, threats, mitigations, assumptions, withoutMitigation) => {
        const exported = exportThreatComposer(read(file));
        validate(exported);
        expect(validate.errors ?? []).toEqual([]);
        const back = readThreatModel(JSON.stringify(exported));
        if (!back.ok) throw new Error(JSON.stringify(back.problems));
        expect([back.threats.length, back.mitigations.length, back.assumptions.length, bare(back).length]).toEqual([
          threats,
          mitigations,
          assumptions,
          withoutMitigation,
        ]);
      },
    );
  });
}
