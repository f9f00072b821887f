import { createHash } from "node:crypto";
import type { Page } from "playwright-core";
import { askApi } from "./ask-api.ts";
import type { Things } from "./every-page.ts";

/** Markup that leaves an element and a word behind where it is not shown as text. */
export const MARKUP = "<img src=x data-planted onerror=planted=1>";

/** What someone writes: `name` where a few words go, `text` and `more` where there is room. */
export type Words = { name: string; text: string; more: string };

/** What would run in a page that takes it for its own. */
export const HOSTILE_WORDS: Words = {
  name: MARKUP,
  text: `[x](javascript:planted=1) ![x](javascript:planted=1) <script data-planted>planted=1</script> ${MARKUP}`,
  more: `"'></textarea></title></script><svg data-planted onload=planted=1> {{7*7}} ${MARKUP}`,
};

/** As long as a name may be, in two directions of writing and one word that no line takes. */
const LONG_NAME = `مراجعة الأمان 🛡️👩🏽‍💻 ${"Donaudampfschifffahrts".repeat(3)}`.slice(0, 80);
export const LONG_WORDS: Words = {
  name: LONG_NAME,
  text: `${LONG_NAME} ${"x".repeat(300)}`,
  more: `${"Words that go on. ".repeat(3)}${"arn:aws:iam::123456789012:role/".repeat(4)}`,
};

const templateOf = ({ name, more }: Words) =>
  JSON.stringify({
    Description: more,
    Resources: {
      [name]: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          ManagedPolicyName: more,
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [{ Sid: name, Effect: "Allow", Action: ["iam:*", more], Resource: ["*", name] }],
          },
        },
      },
    },
  });

const modelOf = ({ name, text, more }: Words) =>
  JSON.stringify({
    schema: 1,
    applicationInfo: { name, description: text },
    architecture: { description: more },
    dataflow: { description: more },
    assumptions: [{ id: "a1", numericId: 1, content: text }],
    mitigations: [{ id: "m1", numericId: 1, content: more, status: "mitigationIdentified" }],
    assumptionLinks: [],
    mitigationLinks: [{ mitigationId: "m1", linkedId: "t1" }],
    threats: [
      {
        id: "t1",
        numericId: 1,
        statement: name,
        status: "threatIdentified",
        metadata: [{ key: "Priority", value: "High" }],
      },
      { id: "t2", numericId: 2, statement: text, status: more, metadata: [{ key: "Comments", value: name }] },
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

type People = Record<"admin" | "manager" | "engineer" | "second", Page>;

/** Writes words wherever someone can write text, and says where they stand. */
export async function plant({ admin, manager, engineer, second }: People, words: Words): Promise<Things> {
  const { name, text, more } = words;
  const template = templateOf(words);
  const { id: organisationId } = await post(manager, "/organisations", { name });
  const { id: team } = await post(manager, "/teams", { name, organisationId, developers: 5 });
  const links = [{ label: name, url: "https://example.com/?q=%3Cimg%20src=x%20onerror=planted=1%3E" }];
  const { id: service } = await post(manager, "/services", {
    name,
    teamId: team,
    tier: "high",
    description: more,
    links,
  });
  const { id: person } = await post(admin, "/people", { name, email: "img@example.com" });
  await post(manager, `/people/${person}/memberships`, { teamId: team });
  await post(engineer, "/guardians", { personId: person, teamId: team, rationale: text });
  const { id: course } = await post(manager, "/courses", {
    code: "IMG",
    title: name,
    description: more,
    minutes: 5,
  });
  const goal = { businessGoal: name, outcome: more, metric: "M1", target: 5, direction: "down" };
  const { id: goalId } = await post(manager, "/goals", { ...goal, dueOn: "2099-01-01" });
  const intake = { summary: text, dataClass: "internal", dataHandling: "stored", answers: ANSWERS, links };
  const draft = { title: name, serviceId: service, type: "feature", intake };
  const { id: review, ref } = await post(manager, "/reviews", draft);
  await post(manager, `/reviews/${ref}/documents`, {
    sequence: 1,
    documents: [{ name: `${name}.json`, content: template }],
  });
  const model = { serviceId: service, fileName: `${name}.json`, content: modelOf(words), authorRole: "builder" };
  const { threatModelId, versionId } = await post(manager, "/threat-models", model);
  await post(manager, `/reviews/${ref}/threat-model`, { sequence: 2, versionId }, "put");
  await post(manager, `/reviews/${ref}/submission`, { sequence: 3 });
  await post(engineer, `/reviews/${ref}/claim`, { sequence: 4, conflict: "" });
  const finding = { sequence: 5, title: name, description: text, severity: "high", blocking: true };
  await post(engineer, `/reviews/${ref}/findings`, finding);
  await post(manager, `/reviews/${ref}/waivers/asks`, { sequence: 6, gate: "findings", reason: text });
  const expiresOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await post(second, `/reviews/${ref}/waivers`, { sequence: 7, gate: "findings", reason: more, expiresOn });
  await post(engineer, `/reviews/${ref}/comments`, { body: `${text}\n\n${more}` });
  const { id: letter } = await post(manager, "/newsletters", { organisationId, quarter: quarterBack(0) });
  const sentences = { changed: name, atRisk: text, ask: more };
  await post(manager, `/newsletters/${letter}`, sentences, "patch");
  // Of the two quarters before, one has its review already: which, the days since the last of them tell.
  const quarter = quarterBack(3);
  await post(manager, "/program-reviews", { quarter, heldOn: new Date().toISOString().slice(0, 10) });
  await post(manager, `/program-reviews/${quarter}/attendance`, { personId: person, said: text });
  await post(manager, `/program-reviews/${quarter}/decisions`, { text: name, goalId });
  const definition = {
    references: { identity: [], resource: [] },
    sensitive: [],
    publicAccess: true,
    acceptedManagedPolicies: [],
  };
  const { profileId } = await post(manager, "/check-profiles", {
    name,
    description: more,
    tiers: [],
    definition,
  });
  const sha256 = createHash("sha256").update(template).digest("hex");
  return {
    review,
    sha256,
    model: threatModelId,
    person,
    team,
    service,
    course,
    letter,
    profile: profileId,
    quarter,
  } as Things;
}

/** The quarter that runs, or one of those before it. */
function quarterBack(by: number): string {
  const now = new Date();
  const index = now.getUTCFullYear() * 4 + Math.floor(now.getUTCMonth() / 3) - by;
  return `${Math.floor(index / 4)}-Q${(index % 4) + 1}`;
}

type Answer = Record<"id" | "threatModelId" | "versionId" | "profileId", number> & { ref: string };

function post(page: Page, path: string, data: unknown, method?: "put" | "patch"): Promise<Answer> {
  return askApi<Answer>(page, path, data, method);
}
