import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { threatsOfVersion } from "#lib/threat-models/queries.ts";
import { MODEL_TASKS } from "#lib/threat-models/tasks.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addService } from "#tests/support/people.ts";

const CORPUS = path.join(process.cwd(), "../shared/samples/threat-models");
const files = existsSync(CORPUS) ? readdirSync(CORPUS).filter((name) => /\.(json|yaml)$/.test(name)) : [];

/** Threats as parsed, and those without a documented mitigation, whatever their status. */
const EXPECTED: Record<string, [threats: number, undocumented: number]> = {
  "otm-example.yaml": [2, 0],
  "otm-mobile-cloud.otm.json": [43, 0],
  "tc-builders-exercise3.tc.json": [10, 10],
  "tc-builders-exercise4.tc.json": [10, 0],
  "tc-defectdojo-broken-mitigations.tc.json": [1, 1],
  "tc-defectdojo-many-threats.tc.json": [21, 5],
  "tc-reinforce2024-ex2.tc.json": [25, 11],
  "tc-reinforce2024-ex3.3.tc.json": [25, 9],
  "tc-threat-composer-self.tc.json": [20, 5],
  "td-v1-demo-threat-model.json": [14, 0],
  "td-v2-demo-threat-model.json": [14, 0],
  "td-v2-test-reports.json": [8, 8],
};

describe("importing real threat models", () => {
  const db = useDatabase();

  it(files.length > 0 ? "counts as the table of expected counts does" : "corpus not present", async () => {
    const ctx = systemContext(db());
    const serviceId = await addService(db());
    const counts: typeof EXPECTED = {};
    for (const fileName of files) {
      const content = readFileSync(path.join(CORPUS, fileName), "utf8");
      const model = await importThreatModel(ctx, { serviceId, fileName, content, authorRole: "guardian" });
      counts[fileName] = [model.threats, model.undocumented];
      const dropped = MODEL_TASKS.countThreats({ fileName, content }, () => {});
      expect(dropped).toMatchObject({ ok: true, threats: model.threats, undocumented: model.undocumented });
      const rows = await threatsOfVersion(ctx, model.versionId);
      expect(rows.filter(({ undocumented }) => undocumented)).toHaveLength(model.undocumented);
    }
    expect(counts).toEqual(files.length > 0 ? EXPECTED : {});
  });
});
