import type { DataClass, DataHandling, Intake, RiskQuestion } from "#lib/intake/rules/intake.ts";
import { RISK_QUESTIONS } from "#lib/intake/rules/intake.ts";
import { DEFAULT_TIER_RULES, tierOf } from "#lib/intake/rules/tier-rules.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import type { ReviewType } from "#lib/reviews/rules/review-types.ts";
import type { ServiceKind } from "./organisation.ts";

/** A change as a team submits it for review. */
export type Change = {
  title: string;
  type: ReviewType;
  tier: Tier;
  dataClass: DataClass;
  dataHandling: DataHandling;
  yes: RiskQuestion[];
};

const TYPES: Record<string, ReviewType> = {
  N: "new_service",
  F: "feature",
  C: "change",
  V: "vendor",
  I: "infrastructure",
};
const CLASSES: Record<string, DataClass> = {
  pub: "public",
  int: "internal",
  con: "confidential",
  res: "restricted",
};
const HANDLINGS: Record<string, DataHandling> = { st: "stored", pr: "processed", re: "reachable" };
/** One letter for each risk question, in order. */
const LETTERS = "aiscuptw";

/** "F con/pr ai": a feature that processes confidential data, with a yes to authentication and internet-facing. */
function change(title: string, facts: string): Change {
  const [type = "", data = "", letters = ""] = facts.split(" ");
  const [dataClass = "", handling = ""] = data.split("/");
  const yes = RISK_QUESTIONS.filter((_, index) => letters.includes(LETTERS.charAt(index)));
  const parts = {
    type: known(TYPES, type),
    dataClass: known(CLASSES, dataClass),
    dataHandling: known(HANDLINGS, handling),
    yes,
  };
  return { title, ...parts, tier: tierOf(intakeOf({ ...parts, summary: "", links: [] }), DEFAULT_TIER_RULES).tier };
}

function known<T>(words: Record<string, T>, word: string): T {
  const value = words[word];
  if (value === undefined) throw new Error(`Unknown code “${word}” in a change`);
  return value;
}

export function intakeOf(
  parts: Pick<Change, "dataClass" | "dataHandling" | "yes"> & Pick<Intake, "summary" | "links">,
): Intake {
  const { dataClass, dataHandling, yes, summary, links } = parts;
  const answers = {
    authentication: yes.includes("authentication"),
    internetFacing: yes.includes("internetFacing"),
    sensitiveData: yes.includes("sensitiveData"),
    cryptography: yes.includes("cryptography"),
    untrustedFiles: yes.includes("untrustedFiles"),
    iamPolicies: yes.includes("iamPolicies"),
    thirdParty: yes.includes("thirdParty"),
    wantsEngineer: yes.includes("wantsEngineer"),
  };
  return { summary, dataClass, dataHandling, answers, links };
}

/** Small changes that any service may submit. */
const SMALL: Change[] = [
  change("Show the date of the last update", "F int/re"),
  change("Sort lists by name instead of ID", "C int/re"),
  change("Move to the current runtime", "C int/pr"),
  change("Replace the charting library", "C int/re"),
  change("Add a health page for the load balancer", "I int/re"),
  change("Keep metrics for thirteen months", "I int/st"),
  change("Retry requests that time out", "C int/pr"),
  change("Cache reads for one minute", "C int/pr"),
  change("Add filters by team and week", "F int/re"),
  change("Translate the pages into two languages", "F pub/pr"),
  change("Send a weekly summary to service owners", "F int/pr"),
  change("Show a banner while the service is read-only", "F pub/re"),
  change("Split the nightly job into two", "C int/pr"),
  change("Write structured logs", "C int/st"),
  change("Drop unused columns", "C int/st"),
  change("Move builds and tests to the shared pipeline", "I int/re"),
  change("Add keyboard shortcuts", "F pub/re"),
  change("Warn before leaving an unsaved form", "F int/re"),
  change("Scale with the number of queued jobs", "I int/pr"),
  change("Use the shared design components", "C pub/re"),
  change("Export the list as a spreadsheet", "F int/pr"),
  change("Archive entries older than two years", "C int/st"),
  change("Merge the two settings pages", "C int/re"),
  change("Raise the number of entries per page", "C int/re"),
  change("Add a read replica for reports", "I int/st"),
  change("Show who owns an entry", "F int/re"),
  change("Start the service in a second zone", "I int/pr"),
  change("Replace the feature switch with a setting", "C int/pr"),
];

const LARGE: Record<Exclude<ServiceKind, "small">, Change[]> = {
  api: [
    change("Let partners place orders through the API", "F con/pr ait"),
    change("Open the API to a partner's shopping app", "F con/pr ais"),
    change("Accept sign-in tokens from the new issuer", "C con/pr ai"),
    change("Return delivery addresses with an order", "F con/pr s"),
    change("Move sessions from memory into the shared cache", "C con/st c"),
    change("Give the service its own role", "C int/pr p"),
    change("Call a vendor's address checker", "V con/pr t"),
    change("Let support staff correct an order", "F con/pr a"),
    change("Store order attachments in a bucket", "F con/st p"),
    change("Publish changes as events", "F con/pr p"),
    change("Take over the old monolith's endpoints", "N con/pr ais"),
  ],
  payments: [
    change("Add a second acquirer", "N res/pr it"),
    change("Store cards for repeat orders", "F res/st sc"),
    change("Rotate the keys that protect card numbers", "C res/st cp"),
    change("Pay by bank transfer", "F res/pr ist"),
    change("Move the vault to its own account", "I res/st p"),
    change("Let merchants start refunds themselves", "F con/pr a"),
    change("Answer disputes with documents", "F con/pr u"),
    change("Reconcile hourly instead of nightly", "C con/pr p"),
    change("Fall back to another acquirer", "C con/pr w"),
  ],
  batch: [
    change("Send the files to a new accountant", "V con/pr t"),
    change("Write the export to the receiver's bucket", "C con/pr p"),
    change("Sign every outgoing file", "C con/pr c"),
    change("Add salaries to the nightly run", "F res/pr s"),
    change("Run under a read-only role", "C int/pr p"),
    change("Accept corrections as files", "F con/pr u"),
    change("Move the run to the job platform", "I con/pr p"),
    change("Pay out twice a day", "F res/pr w"),
    change("Let receivers fetch files themselves", "F con/pr ai"),
  ],
  web: [
    change("Show full order histories to agents", "F con/pr as"),
    change("Let agents act as a customer", "F res/pr as"),
    change("Embed the pages in partner sites", "F con/pr is"),
    change("Pay without an account", "F con/pr ai"),
    change("Sign in with the company account", "C con/re a"),
    change("Add a vendor's chat widget", "V con/re t"),
    change("Load fonts and scripts from our own domain", "C con/re w"),
    change("Let agents upload screenshots", "F con/st u"),
    change("Keep drafts in the browser", "F con/st s"),
  ],
  upload: [
    change("Accept spreadsheets as well as text files", "F con/pr u"),
    change("Unpack archives that partners send", "F con/pr u"),
    change("Read receipts with a vendor's text recognition", "V con/pr tu"),
    change("Let partners upload through a public page", "F con/pr iau"),
    change("Keep originals for seven years", "C con/st p"),
    change("Fetch files from partner servers", "C con/pr ct"),
    change("Scan every file before it is read", "C con/pr u"),
    change("Read statements from a new bank", "F res/pr u"),
    change("Read files in a separate account", "I con/pr p"),
  ],
  mobile: [
    change("Sign in with a fingerprint", "F con/st ai"),
    change("Pay with the phone's wallet", "F res/pr ist"),
    change("Keep the basket on the phone", "F con/st s"),
    change("Open links from emails in the app", "F con/re w"),
    change("Measure crashes with a vendor's tool", "V con/re t"),
    change("Scan products with the camera", "F int/pr u"),
    change("Pin the certificates of our servers", "C con/re c"),
    change("Share wish lists by link", "F con/re is"),
    change("Sign in on a second phone with a code", "F con/pr ai"),
  ],
  identity: [
    change("Sign in without a password", "F res/st ai"),
    change("Accept a partner's sign-ins", "F con/pr ait"),
    change("Require a second factor for payments", "F con/pr ai"),
    change("Move password hashes to a stronger function", "C res/st c"),
    change("Let data owners approve access by email", "F con/pr a"),
    change("Give jobs access for one hour at a time", "C con/pr ap"),
    change("Keep a record of every access", "F con/st s"),
    change("Block sign-ins that look automated", "F con/pr i"),
    change("Recover accounts through support", "F res/pr ai"),
    change("Hand out roles through a policy template", "C con/re p"),
  ],
  data_lake: [
    change("Ingest payment events", "F res/st s"),
    change("Share a data set with a partner account", "F res/re p"),
    change("Open the lake to a vendor for model training", "V res/pr tp"),
    change("Mask names and addresses in copies", "C con/pr s"),
    change("Keep raw events for only ninety days", "C con/st p"),
    change("Read data sets from notebooks", "F con/pr a"),
    change("Encrypt data sets with their owners' keys", "C con/st cp"),
    change("Replay one day of events", "F con/pr w"),
    change("Copy the lake to a second region", "I con/st p"),
    change("Score in real time", "N res/pr sp"),
  ],
  pipeline: [
    change("Let builds assume roles in team accounts", "C con/re ap"),
    change("Run builds from forks", "F con/re iau"),
    change("Sign build artefacts", "F con/pr c"),
    change("Move build secrets into the vault", "C con/st cp"),
    change("Add runners in a second region", "I int/pr p"),
    change("Allow third-party actions", "F con/re t"),
    change("Serve packages to partners", "F con/re ai"),
    change("Delete artefacts after a year", "C int/st p"),
    change("Build images without root", "C int/pr w"),
  ],
  cloud: [
    change("Create accounts for partners", "F con/re aip"),
    change("Let teams write their own roles", "C con/re ap"),
    change("Route partner networks into the hub", "F con/re it"),
    change("Open the hub to a remote access vendor", "V con/re ait"),
    change("Send flow logs to the lake", "I con/st p"),
    change("Tighten the guard rails of sandbox accounts", "C int/re p"),
    change("Replace access keys with roles", "C con/re cp"),
    change("Close unused accounts", "C int/re p"),
    change("Rotate certificates automatically", "C con/re c"),
  ],
  devices: [
    change("Enrol terminals remotely", "F con/pr aic"),
    change("Let shops reboot their terminals", "F con/re ai"),
    change("Sign firmware with a hardware key", "C con/st c"),
    change("Read card data on the new terminal", "N res/pr isc"),
    change("Collect crash dumps from terminals", "F con/st us"),
    change("Update terminals in waves", "C con/pr w"),
    change("Give every terminal its own certificate", "C con/st cp"),
    change("Let a vendor repair terminals remotely", "V con/re ait"),
    change("Write device logs to a bucket", "I con/st p"),
  ],
};

/** The changes of a tier that a service of this kind submits. */
export function changesOf(kind: ServiceKind, tier: Tier): Change[] {
  if (tier === "low" || kind === "small") return SMALL;
  return LARGE[kind].filter((change) => change.tier === tier);
}

/** Changes that a service without a threat model occasionally submits anyway. */
export const UNMODELLED: Change[] = [
  change("Move to a hosted version of the tool", "V int/pr t"),
  change("Let team leads change settings", "F int/pr a"),
  change("Read the files people upload", "F int/pr u"),
  change("Use the company's single sign-on", "C int/re a"),
];
