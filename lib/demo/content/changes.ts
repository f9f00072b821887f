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
  if (value === undefined) throw new Error(`“${word}” is no word of a change`);
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
  change("Sort lists by name instead of by id", "C int/re"),
  change("Move to the current runtime", "C int/pr"),
  change("Replace the charting library", "C int/re"),
  change("Add a health page for the load balancer", "I int/re"),
  change("Keep metrics for thirteen months", "I int/st"),
  change("Retry requests that time out", "C int/pr"),
  change("Cache reads for a minute", "C int/pr"),
  change("Add filters by team and week", "F int/re"),
  change("Translate the pages into two languages", "F pub/pr"),
  change("Send a weekly summary to its owners", "F int/pr"),
  change("Show a banner while the service is read-only", "F pub/re"),
  change("Split the nightly job into two", "C int/pr"),
  change("Write structured logs", "C int/st"),
  change("Drop the columns that nothing reads", "C int/st"),
  change("Move build and tests to the shared pipeline", "I int/re"),
  change("Add keyboard shortcuts", "F pub/re"),
  change("Warn before a form is left unsaved", "F int/re"),
  change("Scale with the number of waiting jobs", "I int/pr"),
  change("Use the shared design components", "C pub/re"),
  change("Export the list as a spreadsheet", "F int/pr"),
  change("Archive entries older than two years", "C int/st"),
  change("Merge the two settings pages", "C int/re"),
  change("Raise the limit of entries per page", "C int/re"),
  change("Add a read replica for reports", "I int/st"),
  change("Show who owns an entry", "F int/re"),
  change("Start the service in a second zone", "I int/pr"),
  change("Replace the feature switch with a setting", "C int/pr"),
];

const LARGE: Record<Exclude<ServiceKind, "small">, Change[]> = {
  api: [
    change("Let partners place orders through the API", "F con/pr ait"),
    change("Open the API to the shopper app of a partner", "F con/pr ais"),
    change("Accept sign-in tokens of the new issuer", "C con/pr ai"),
    change("Return delivery addresses with an order", "F con/pr s"),
    change("Move sessions from memory into the shared cache", "C con/st c"),
    change("Give the service a role of its own", "C int/pr p"),
    change("Call the address checker of a vendor", "V con/pr t"),
    change("Let support staff correct an order", "F con/pr a"),
    change("Store attachments of orders in a bucket", "F con/st p"),
    change("Publish changes as events", "F con/pr p"),
    change("Take over the endpoints of the old monolith", "N con/pr ais"),
  ],
  payments: [
    change("Add a second acquirer", "N res/pr it"),
    change("Keep cards for repeat orders", "F res/st sc"),
    change("Rotate the keys that protect card numbers", "C res/st cp"),
    change("Pay by bank transfer", "F res/pr ist"),
    change("Move the vault to its own account", "I res/st p"),
    change("Let merchants start refunds themselves", "F con/pr a"),
    change("Answer disputes with documents", "F con/pr u"),
    change("Reconcile by the hour instead of by night", "C con/pr p"),
    change("Fall back to another acquirer", "C con/pr w"),
  ],
  batch: [
    change("Send the files to a new accountant", "V con/pr t"),
    change("Write the export into a bucket of the receiver", "C con/pr p"),
    change("Sign every file that leaves", "C con/pr c"),
    change("Add salaries to the nightly run", "F res/pr s"),
    change("Run under a role that only reads", "C int/pr p"),
    change("Take corrections as files", "F con/pr u"),
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
    change("Add a chat of a vendor", "V con/re t"),
    change("Load fonts and scripts from our own domain", "C con/re w"),
    change("Let agents upload screenshots", "F con/st u"),
    change("Keep drafts in the browser", "F con/st s"),
  ],
  upload: [
    change("Accept spreadsheets beside text files", "F con/pr u"),
    change("Unpack archives that partners send", "F con/pr u"),
    change("Read receipts with the text recognition of a vendor", "V con/pr tu"),
    change("Let partners upload through a public page", "F con/pr iau"),
    change("Keep originals for seven years", "C con/st p"),
    change("Fetch files from partner servers", "C con/pr ct"),
    change("Scan every file before it is read", "C con/pr u"),
    change("Read statements of a new bank", "F res/pr u"),
    change("Read files in an account of their own", "I con/pr p"),
  ],
  mobile: [
    change("Sign in with a fingerprint", "F con/st ai"),
    change("Pay with the wallet of the phone", "F res/pr ist"),
    change("Keep the basket on the phone", "F con/st s"),
    change("Open links from mails in the app", "F con/re w"),
    change("Measure crashes with a vendor", "V con/re t"),
    change("Scan products with the camera", "F int/pr u"),
    change("Pin the certificates of our servers", "C con/re c"),
    change("Share wish lists by link", "F con/re is"),
    change("Log in on a second phone by code", "F con/pr ai"),
  ],
  identity: [
    change("Sign in without a password", "F res/st ai"),
    change("Accept sign-ins of a partner", "F con/pr ait"),
    change("Ask for a second factor at payments", "F con/pr ai"),
    change("Move password hashes to a stronger function", "C res/st c"),
    change("Let data owners approve access by mail", "F con/pr a"),
    change("Give jobs access for an hour at a time", "C con/pr ap"),
    change("Keep a record of every access", "F con/st s"),
    change("Block sign-ins that look automated", "F con/pr i"),
    change("Recover accounts through support", "F res/pr ai"),
    change("Hand out roles through a policy template", "C con/re p"),
  ],
  data_lake: [
    change("Take in payment events", "F res/st s"),
    change("Share a data set with a partner account", "F res/re p"),
    change("Open the lake to a vendor for models", "V res/pr tp"),
    change("Hide names and addresses in copies", "C con/pr s"),
    change("Keep raw events for ninety days only", "C con/st p"),
    change("Read data sets from notebooks", "F con/pr a"),
    change("Encrypt data sets with keys of their owners", "C con/st cp"),
    change("Replay events of a day", "F con/pr w"),
    change("Copy the lake to a second region", "I con/st p"),
    change("Score in real time", "N res/pr sp"),
  ],
  pipeline: [
    change("Let builds assume roles in team accounts", "C con/re ap"),
    change("Run builds of forks", "F con/re iau"),
    change("Sign what is built", "F con/pr c"),
    change("Move secrets of builds into the vault", "C con/st cp"),
    change("Add runners in a second region", "I int/pr p"),
    change("Take in actions of third parties", "F con/re t"),
    change("Serve packages to partners", "F con/re ai"),
    change("Delete artefacts after a year", "C int/st p"),
    change("Build images without root", "C int/pr w"),
  ],
  cloud: [
    change("Vend accounts for partners", "F con/re aip"),
    change("Let teams write their own roles", "C con/re ap"),
    change("Route partner networks into the hub", "F con/re it"),
    change("Open the hub to a remote access vendor", "V con/re ait"),
    change("Send flow logs to the lake", "I con/st p"),
    change("Tighten the guard rails of sandbox accounts", "C int/re p"),
    change("Replace access keys by roles", "C con/re cp"),
    change("Close accounts that nobody uses", "C int/re p"),
    change("Rotate certificates by themselves", "C con/re c"),
  ],
  devices: [
    change("Enrol terminals without a visit", "F con/pr aic"),
    change("Let shops reboot their terminals", "F con/re ai"),
    change("Sign firmware with a key in hardware", "C con/st c"),
    change("Read card data on the new terminal", "N res/pr isc"),
    change("Collect crash dumps of terminals", "F con/st us"),
    change("Update terminals in waves", "C con/pr w"),
    change("Give every terminal a certificate of its own", "C con/st cp"),
    change("Let a vendor repair terminals from afar", "V con/re ait"),
    change("Write device logs into a bucket", "I con/st p"),
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
  change("Read the files that people drop", "F int/pr u"),
  change("Take over the single sign-on of the company", "C int/re a"),
];
