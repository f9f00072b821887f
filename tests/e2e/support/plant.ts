import { createHash } from "node:crypto";
import type { Page } from "playwright-core";
import { askApi } from "./ask-api.ts";
import type { Things } from "./every-page.ts";

/** Markup that leaves an element and a word behind where it is not shown as text. */
export const MARKUP = "<img src=x data-planted onerror=planted=1>";
const MARKDOWN = `[x](javascript:planted=1) ![x](javascript:planted=1) <script data-planted>planted=1</script> ${MARKUP}`;
const BREAKS_OUT = `"'></textarea></title></script><svg data-planted onload=planted=1> {{7*7}} ${MARKUP}`;

const TEMPLATE = JSON.stringify({
  Description: BREAKS_OUT,
  Resources: {
    [MARKUP]: {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: {
        ManagedPolicyName: BREAKS_OUT,
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Sid: MARKUP, Effect: "Allow", Action: ["iam:*", BREAKS_OUT], Resource: ["*", MARKUP] }],
        },
      },
    },
  },
});

const MODEL = JSON.stringify({
  schema: 1,
  applicationInfo: { name: MARKUP, description: MARKDOWN },
  architecture: { description: BREAKS_OUT },
  dataflow: { description: BREAKS_OUT },
  assumptions: [{ id: "a1", numericId: 1, content: MARKDOWN }],
  mitigations: [{ id: "m1", numericId: 1, content: BREAKS_OUT, status: "mitigationIdentified" }],
  assumptionLinks: [],
  mitigationLinks: [{ mitigationId: "m1", linkedId: "t1" }],
  threats: [
    {
      id: "t1",
      numericId: 1,
      statement: MARKUP,
      status: "threatIdentified",
      metadata: [{ key: "Priority", value: "High" }],
    },
    { id: "t2", numericId: 2, statement: MARKDOWN, status: BREAKS_OUT, metadata: [{ key: "Comments", value: MARKUP }] },
  ],
});

const ANSWERS = {
  authentication: false,
  internetFacing: false,
  sensitiveData: false,
  cryptography: false,
  untrustedFiles: false,
  iamPolicies: true,
  thirdParty: false,
  wantsEngineer: false,
};

type People = { admin: Page; manager: Page; engineer: Page };

/** Writes markup wherever somebody can write text, and says where it stands. */
export async function plant({ admin, manager, engineer }: People): Promise<Things> {
  const name = MARKUP;
  const { id: organisationId } = await post(manager, "/organisations", { name });
  const { id: team } = await post(manager, "/teams", { name, organisationId, developers: 5 });
  const links = [{ label: MARKUP, url: "https://example.com/?q=%3Cimg%20src=x%20onerror=planted=1%3E" }];
  const { id: service } = await post(manager, "/services", {
    name,
    teamId: team,
    tier: "high",
    description: BREAKS_OUT,
    links,
  });
  const { id: person } = await post(admin, "/people", { name, email: "img@example.com" });
  await post(manager, `/people/${person}/memberships`, { teamId: team });
  await post(engineer, "/guardians", { personId: person, teamId: team, rationale: MARKDOWN });
  const { id: course } = await post(manager, "/courses", {
    code: "IMG",
    title: name,
    description: BREAKS_OUT,
    minutes: 5,
  });
  const goal = { businessGoal: MARKUP, outcome: BREAKS_OUT, metric: "M1", target: 5, direction: "down" };
  await post(manager, "/goals", { ...goal, dueOn: "2099-01-01" });
  const intake = { summary: MARKDOWN, dataClass: "internal", dataHandling: "stored", answers: ANSWERS, links };
  const draft = { title: MARKUP, serviceId: service, type: "feature", intake };
  const { id: review, ref } = await post(manager, "/reviews", draft);
  await post(manager, `/reviews/${ref}/documents`, {
    sequence: 1,
    documents: [{ name: `${MARKUP}.json`, content: TEMPLATE }],
  });
  const model = { serviceId: service, fileName: `${MARKUP}.json`, content: MODEL, authorRole: "builder" };
  const { threatModelId, versionId } = await post(manager, "/threat-models", model);
  await post(manager, `/reviews/${ref}/threat-model`, { sequence: 2, versionId }, "put");
  await post(manager, `/reviews/${ref}/submission`, { sequence: 3 });
  await post(engineer, `/reviews/${ref}/claim`, { sequence: 4 });
  const finding = { sequence: 5, title: MARKUP, description: MARKDOWN, severity: "high", blocking: true };
  await post(engineer, `/reviews/${ref}/findings`, finding);
  await post(engineer, `/reviews/${ref}/comments`, { body: `${MARKDOWN}\n\n${BREAKS_OUT}` });
  const { id: letter } = await post(manager, "/newsletters", { organisationId, quarter: thisQuarter() });
  const sentences = { changed: MARKUP, atRisk: MARKDOWN, ask: BREAKS_OUT };
  await post(manager, `/newsletters/${letter}`, sentences, "patch");
  const definition = {
    references: { identity: [], resource: [] },
    sensitive: [],
    publicAccess: true,
    acceptedManagedPolicies: [],
  };
  const { profileId } = await post(manager, "/check-profiles", {
    name,
    description: BREAKS_OUT,
    tiers: [],
    definition,
  });
  const sha256 = createHash("sha256").update(TEMPLATE).digest("hex");
  return { review, sha256, model: threatModelId, person, team, service, course, letter, profile: profileId } as Things;
}

function thisQuarter(): string {
  const now = new Date();
  return `${now.getUTCFullYear()}-Q${Math.floor(now.getUTCMonth() / 3) + 1}`;
}

type Answer = Record<"id" | "threatModelId" | "versionId" | "profileId", number> & { ref: string };

function post(page: Page, path: string, data: unknown, method?: "put" | "patch"): Promise<Answer> {
  return askApi<Answer>(page, path, data, method);
}
