import { describe, expect, it } from "vitest";
import { logActivity } from "#lib/activity/log-activity.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { nominate } from "#lib/guardians/nominate.ts";
import { pause } from "#lib/guardians/pause.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import { addService } from "#lib/teams/add-service.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { addCourse } from "#lib/training/add-course.ts";
import { useDatabase } from "#tests/support/database.ts";
import { everyRow } from "#tests/support/every-row.ts";
import { addCast, answered, claimed } from "#tests/support/reviews.ts";
import { composerModel } from "#tests/support/threat-models.ts";
import { KEY_ID, privateKey, SECRET, TOKENS } from "../checks/credentials/fake-keys.ts";

const TYPED = Object.values(TOKENS).join(" ");
const BOTH = `${KEY_ID} ${SECRET}`;
const ALL = `${BOTH} ${TYPED}\n${privateKey()}\npostgres://app:hunter22@db.example`;
const LINK = `https://files.example/report?AWSAccessKeyId=${KEY_ID}`;

describe("a secret that someone types", () => {
  const db = useDatabase();

  it("S39 into a name, a title, a comment, a finding, a reason, a link or a threat model is in no table", async () => {
    const cast = await addCast(db());
    const links = [{ label: `Report ${BOTH}`, url: LINK }];
    const intake = answered([], { summary: `It uses ${ALL}`, links });
    const { id, sequence } = await claimed(cast, { title: `Rotate ${KEY_ID}`, intake });
    const finding = { sequence, title: `Key ${KEY_ID}`, description: ALL, severity: "high", blocking: true } as const;
    const raised = await raiseFinding(cast.engineer, id, finding);
    const hold = { sequence: raised.sequence, reasonCode: "evidence", resumeOn: "2026-12-10" } as const;
    await holdReview(cast.engineer, id, { ...hold, reason: `Waits for ${BOTH}` });
    await commentOnReview(cast.requester, id, { body: `In the log:\n${ALL}` });
    const { personId } = cast.guardian.actor;
    await pause(cast.guardian, { personId, reason: `Left ${BOTH} somewhere` });
    const { personId: colleague } = cast.colleague.actor;
    await nominate(cast.requester, { personId: colleague, teamId: cast.teamId, rationale: `Found ${ALL}` });
    await addService(cast.requester, {
      name: `S3 ${KEY_ID}`,
      teamId: cast.teamId,
      tier: "low",
      description: ALL,
      links,
    });
    await addCourse(cast.manager, {
      code: "TM",
      title: KEY_ID,
      description: ALL,
      url: LINK,
      minutes: 5,
      required: false,
    });
    await logActivity(cast.guardian, { type: "support", minutes: 5, onDate: "2026-11-25", note: BOTH });
    await importThreatModel(cast.requester, {
      serviceId: cast.serviceId,
      fileName: `${KEY_ID}.json`,
      content: composerModel({ name: `Model of ${BOTH}`, mitigation: TYPED }),
      authorRole: "builder",
    });
    const kept = await everyRow(db());
    expect(kept).not.toContain(KEY_ID);
    expect(kept).not.toContain(SECRET);
    for (const token of Object.values(TOKENS)) expect(kept).not.toContain(token);
    expect(kept).not.toContain("MIIEpAIBAAKCAQEA");
    expect(kept).not.toContain("hunter22");
    expect(kept).toContain("Rotate REDACTED-access-key-id");
    expect(kept).toContain("REDACTED-access-key-id REDACTED-secret-access-key somewhere");
    expect(kept).toContain("https://files.example/report?AWSAccessKeyId=REDACTED-access-key-id");
    expect(kept).toContain("Model of REDACTED-access-key-id REDACTED-secret-access-key");
  });
});
