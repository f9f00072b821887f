import type { GuardianState } from "#lib/guardians/rules.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";

/** What a service does, which decides its changes, threats and policies. */
const SERVICE_KINDS = [
  "api",
  "payments",
  "batch",
  "web",
  "upload",
  "mobile",
  "identity",
  "data_lake",
  "pipeline",
  "cloud",
  "devices",
  "small",
] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** `model`: the service has a threat model; without one, only small changes are submitted for review. */
export type ServiceContent = { name: string; kind: ServiceKind; tier: Tier; model: boolean; description: string };
export type TeamContent = {
  name: string;
  developers: number;
  services: ServiceContent[];
  /** The state of each of the team's guardians at the end of the story. */
  guardians: GuardianState[];
};
type OrganisationContent = { name: string; teams: TeamContent[] };

export const COMPANY = "Example Company (demo)";

function modelled(name: string, kind: ServiceKind, tier: Tier, description: string): ServiceContent {
  return { name, kind, tier, description, model: true };
}

function plain(name: string, tier: Tier, description: string): ServiceContent {
  return { name, kind: "small", tier, description, model: false };
}

function team(
  name: string,
  developers: number,
  guardians: GuardianState[],
  ...services: ServiceContent[]
): TeamContent {
  return { name, developers, guardians, services };
}

export const ORGANISATIONS: OrganisationContent[] = [
  {
    name: "Payments",
    teams: [
      team(
        "Checkout",
        11,
        ["active", "active", "training"],
        modelled("Checkout API", "api", "high", "Prices a basket, takes the order and starts the payment."),
        modelled("Basket", "api", "medium", "Keeps what a customer has put aside, across devices."),
        modelled("Checkout Pages", "web", "medium", "The pages between the basket and the thank-you."),
      ),
      team(
        "Card Payments",
        9,
        ["active", "active", "alumni"],
        modelled("Card Gateway", "payments", "high", "Talks to the acquirers: authorise, capture, void."),
        modelled("Card Vault", "payments", "high", "Keeps card numbers as tokens so that nobody else has to."),
        plain("Acquirer Monitor", "low", "Shows whether each acquirer answers, and how fast."),
      ),
      team(
        "Invoicing",
        7,
        ["active", "nominated"],
        modelled("Invoice Export", "batch", "medium", "Writes last night's invoices as files for the accountants."),
        plain("Dunning Mailer", "low", "Reminds customers of invoices that are due."),
        plain("Tax Tables", "low", "Tax rates by country and product class."),
      ),
      team(
        "Fraud Signals",
        8,
        ["active", "paused", "alumni"],
        modelled("Fraud Scoring", "data_lake", "high", "Scores each order by how much it looks like fraud."),
        plain("Rule Editor", "medium", "Lets analysts change the scoring rules."),
        plain("Case Notes", "low", "Notes of analysts on cases they looked into."),
      ),
      team(
        "Payouts",
        6,
        ["active", "active"],
        modelled("Payout Runner", "batch", "high", "Pays merchants what they are owed, every night."),
        modelled("Bank File Import", "upload", "medium", "Reads the statements that banks send as files."),
      ),
      team(
        "Ledger",
        10,
        ["active", "active", "consented"],
        modelled("Ledger Core", "api", "high", "Books every movement of money, once."),
        plain("Ledger Reports", "low", "Balances by account and day."),
      ),
    ],
  },
  {
    name: "Customer Experience",
    teams: [
      team(
        "Shopper App",
        12,
        ["active", "active", "alumni"],
        modelled("Shopper App", "mobile", "high", "The shop on iOS and Android."),
        plain("Push Sender", "low", "Tells the app that something has happened."),
        plain("App Settings", "low", "Switches that the app reads when it starts."),
      ),
      team(
        "Accounts and Sign-in",
        9,
        ["active", "active", "active"],
        modelled("Sign-in", "identity", "high", "Signs customers in and keeps their sessions."),
        modelled("Account Profile", "api", "medium", "Names, addresses and preferences of customers."),
        plain("Consent Centre", "medium", "What each customer has agreed to, and when."),
      ),
      team(
        "Search",
        7,
        ["active", "nominated"],
        modelled("Product Search", "api", "medium", "Finds products by words, filters and pictures."),
        plain("Suggestions", "low", "Completes what is typed into the search box."),
      ),
      team(
        "Content",
        6,
        [],
        plain("Page Builder", "low", "Campaign pages put together from blocks."),
        plain("Image Resizer", "medium", "Makes every picture fit every screen."),
        plain("Media Library", "low", "Pictures and films with their rights."),
      ),
      team(
        "Support Tools",
        8,
        ["active", "training"],
        modelled("Support Console", "web", "high", "What an agent sees and does for a customer."),
        plain("Chat Bridge", "medium", "Connects the chat of a vendor with the console."),
        plain("Reply Templates", "low", "Texts that agents start their answers with."),
      ),
      team(
        "Loyalty",
        5,
        ["alumni"],
        plain("Points Balance", "medium", "Points earned and spent by each customer."),
        plain("Voucher Printer", "low", "Vouchers as PDF files."),
      ),
    ],
  },
  {
    name: "Data and Insights",
    teams: [
      team(
        "Data Lake",
        10,
        ["active", "active", "paused"],
        modelled("Lake Ingest", "data_lake", "high", "Takes in events of every service and keeps them by day."),
        modelled("Lake Access Broker", "identity", "high", "Gives people and jobs access to data sets for a while."),
        plain("Lake Catalogue", "low", "What data there is, where it came from and who owns it."),
      ),
      team(
        "Reporting",
        6,
        ["active", "nominated"],
        modelled("Daily Report Export", "batch", "medium", "Writes the numbers of yesterday for the departments."),
        plain("Dashboard Host", "low", "Serves dashboards inside the company."),
        plain("Numbers Mailer", "low", "Mails a chart to those who asked for it."),
      ),
      team(
        "Machine Learning",
        9,
        ["active", "training"],
        modelled("Feature Store", "data_lake", "medium", "Keeps what models learn from."),
        plain("Model Serving", "medium", "Answers what a model would say."),
        plain("Labelling Tool", "low", "People tell pictures apart here."),
      ),
      team(
        "Experiments",
        4,
        ["consented"],
        plain("Experiment Assignment", "low", "Decides who sees which variant."),
        plain("Flag Console", "low", "Switches features on and off by audience."),
      ),
      team(
        "Partner Data",
        7,
        ["active", "alumni"],
        modelled("Partner Share", "data_lake", "high", "Hands partners the data that a contract gives them."),
        modelled("Partner Feed Import", "upload", "medium", "Reads catalogues that partners send."),
      ),
      team(
        "Marketing Analytics",
        5,
        [],
        plain("Audience Builder", "medium", "Groups of customers for campaigns."),
        plain("Campaign Counter", "low", "Counts views and clicks by campaign."),
      ),
    ],
  },
  {
    name: "Platform",
    teams: [
      team(
        "Build and Deploy",
        9,
        ["active", "active", "training"],
        modelled("Build Runner", "pipeline", "high", "Builds and tests what developers push."),
        modelled("Artefact Store", "pipeline", "medium", "Keeps what was built, signed, until it is deployed."),
        plain("Deploy Console", "medium", "Shows what runs where, and rolls it back."),
      ),
      team(
        "Cloud Foundations",
        8,
        ["active", "active", "alumni"],
        modelled("Account Vending", "cloud", "high", "Sets up a cloud account with its guard rails for a team."),
        modelled("Network Hub", "cloud", "medium", "Routes between accounts, offices and the outside."),
        plain("Cost Report", "low", "What each team spends, by week."),
      ),
      team(
        "Observability",
        7,
        ["active", "training"],
        modelled("Log Pipeline", "data_lake", "medium", "Carries logs from everywhere into one place."),
        plain("Alert Router", "low", "Finds out who has to be woken up."),
        plain("Status Page", "low", "Tells customers what does not work."),
      ),
      team(
        "Developer Portal",
        5,
        ["nominated"],
        plain("Portal Pages", "low", "Where a developer starts the day."),
        plain("Service Catalogue", "low", "Every service with its owner and runbook."),
        plain("Project Templates", "low", "How a new service begins."),
      ),
      team(
        "Device Fleet",
        8,
        ["active", "active", "paused"],
        modelled("Device Gateway", "devices", "high", "The door through which terminals in shops come in."),
        modelled("Firmware Updater", "devices", "medium", "Brings new firmware to every terminal."),
        plain("Kiosk Pages", "low", "What a kiosk in a shop shows."),
      ),
      team(
        "Internal Tools",
        6,
        ["active", "consented"],
        modelled("Expense Scanner", "upload", "medium", "Reads receipts that people photograph."),
        plain("Room Booking", "low", "Rooms, desks and parking places."),
        plain("Badge Sync", "medium", "Keeps door badges in step with the staff list of a vendor."),
      ),
    ],
  },
];
