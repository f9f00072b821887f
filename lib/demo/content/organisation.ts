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
        modelled("Basket", "api", "medium", "Stores a customer's basket across devices."),
        modelled("Checkout Pages", "web", "medium", "The pages from basket to order confirmation."),
      ),
      team(
        "Card Payments",
        9,
        ["active", "active", "alumni"],
        modelled("Card Gateway", "payments", "high", "Connects to the acquirers: authorise, capture, void."),
        modelled("Card Vault", "payments", "high", "Stores card numbers as tokens, so that no other service has to."),
        plain("Acquirer Monitor", "low", "Shows each acquirer's availability and response time."),
      ),
      team(
        "Invoicing",
        7,
        ["active", "nominated"],
        modelled("Invoice Export", "batch", "medium", "Exports last night's invoices as files for the accountants."),
        plain("Dunning Mailer", "low", "Reminds customers of due invoices."),
        plain("Tax Tables", "low", "Tax rates by country and product class."),
      ),
      team(
        "Fraud Signals",
        8,
        ["active", "paused", "alumni"],
        modelled("Fraud Scoring", "data_lake", "high", "Scores the fraud risk of each order."),
        plain("Rule Editor", "medium", "Lets analysts change the scoring rules."),
        plain("Case Notes", "low", "Analysts' notes on their cases."),
      ),
      team(
        "Payouts",
        6,
        ["active", "active"],
        modelled("Payout Runner", "batch", "high", "Pays merchants the amounts due, every night."),
        modelled("Bank File Import", "upload", "medium", "Reads statement files from banks."),
      ),
      team(
        "Ledger",
        10,
        ["active", "active", "consented"],
        modelled("Ledger Core", "api", "high", "Books every movement of money exactly once."),
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
        plain("Push Sender", "low", "Sends push notifications to the app."),
        plain("App Settings", "low", "Settings that the app reads at startup."),
      ),
      team(
        "Accounts and Sign-in",
        9,
        ["active", "active", "active"],
        modelled("Sign-in", "identity", "high", "Signs customers in and keeps their sessions."),
        modelled("Account Profile", "api", "medium", "Customers' names, addresses and preferences."),
        plain("Consent Centre", "medium", "Records each customer's consents and their dates."),
      ),
      team(
        "Search",
        7,
        ["active", "nominated"],
        modelled("Product Search", "api", "medium", "Finds products by text, filters and pictures."),
        plain("Suggestions", "low", "Completes queries in the search box."),
      ),
      team(
        "Content",
        6,
        [],
        plain("Page Builder", "low", "Builds campaign pages from blocks."),
        plain("Image Resizer", "medium", "Resizes pictures for every screen."),
        plain("Media Library", "low", "Pictures and videos with their usage rights."),
      ),
      team(
        "Support Tools",
        8,
        ["active", "training"],
        modelled("Support Console", "web", "high", "Lets support agents view a customer and act for them."),
        plain("Chat Bridge", "medium", "Connects a vendor's chat to the console."),
        plain("Reply Templates", "low", "Reply templates for agents."),
      ),
      team(
        "Loyalty",
        5,
        ["alumni"],
        plain("Points Balance", "medium", "Points that each customer has earned and spent."),
        plain("Voucher Printer", "low", "Creates vouchers as PDF files."),
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
        modelled("Lake Ingest", "data_lake", "high", "Ingests events from every service and stores them by day."),
        modelled("Lake Access Broker", "identity", "high", "Gives people and jobs temporary access to data sets."),
        plain("Lake Catalogue", "low", "Lists data sets with their origin and owner."),
      ),
      team(
        "Reporting",
        6,
        ["active", "nominated"],
        modelled("Daily Report Export", "batch", "medium", "Exports yesterday's numbers for the departments."),
        plain("Dashboard Host", "low", "Hosts internal dashboards."),
        plain("Numbers Mailer", "low", "Emails charts to subscribers."),
      ),
      team(
        "Machine Learning",
        9,
        ["active", "training"],
        modelled("Feature Store", "data_lake", "medium", "Stores features for machine learning."),
        plain("Model Serving", "medium", "Serves model predictions."),
        plain("Labelling Tool", "low", "Lets people label pictures."),
      ),
      team(
        "Experiments",
        4,
        ["consented"],
        plain("Experiment Assignment", "low", "Assigns people to experiment variants."),
        plain("Flag Console", "low", "Turns features on and off by audience."),
      ),
      team(
        "Partner Data",
        7,
        ["active", "alumni"],
        modelled("Partner Share", "data_lake", "high", "Gives partners the data in their contracts."),
        modelled("Partner Feed Import", "upload", "medium", "Reads partners' catalogues."),
      ),
      team(
        "Marketing Analytics",
        5,
        [],
        plain("Audience Builder", "medium", "Builds customer groups for campaigns."),
        plain("Campaign Counter", "low", "Counts views and clicks per campaign."),
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
        modelled("Artefact Store", "pipeline", "medium", "Stores signed builds until they are deployed."),
        plain("Deploy Console", "medium", "Shows what runs where, and rolls back deployments."),
      ),
      team(
        "Cloud Foundations",
        8,
        ["active", "active", "alumni"],
        modelled("Account Vending", "cloud", "high", "Sets up a cloud account with guard rails for a team."),
        modelled("Network Hub", "cloud", "medium", "Routes traffic between accounts, offices and the internet."),
        plain("Cost Report", "low", "Shows each team's weekly spending."),
      ),
      team(
        "Observability",
        7,
        ["active", "training"],
        modelled("Log Pipeline", "data_lake", "medium", "Collects logs from all services in one place."),
        plain("Alert Router", "low", "Routes alerts to the person on call."),
        plain("Status Page", "low", "Tells customers about outages."),
      ),
      team(
        "Developer Portal",
        5,
        ["nominated"],
        plain("Portal Pages", "low", "The developers' start page."),
        plain("Service Catalogue", "low", "Lists every service with its owner and runbook."),
        plain("Project Templates", "low", "Templates for new services."),
      ),
      team(
        "Device Fleet",
        8,
        ["active", "active", "paused"],
        modelled("Device Gateway", "devices", "high", "The entry point for terminals in shops."),
        modelled("Firmware Updater", "devices", "medium", "Delivers new firmware to every terminal."),
        plain("Kiosk Pages", "low", "The pages shown on shop kiosks."),
      ),
      team(
        "Internal Tools",
        6,
        ["active", "consented"],
        modelled("Expense Scanner", "upload", "medium", "Reads photographed receipts."),
        plain("Room Booking", "low", "Books rooms, desks and parking spaces."),
        plain("Badge Sync", "medium", "Keeps door badges in sync with a vendor's staff list."),
      ),
    ],
  },
];
