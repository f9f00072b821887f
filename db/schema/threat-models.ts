import { boolean, index, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { AUTHOR_ROLES, ITEM_KINDS, MODEL_FORMATS } from "#lib/threat-models/rules/model.ts";
import { instant } from "./columns.ts";
import { people } from "./people.ts";
import { services } from "./teams.ts";

export const threatModels = pgTable(
  "threat_models",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    serviceId: integer()
      .notNull()
      .references(() => services.id),
    name: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [index("threat_models_service").on(t.serviceId)],
);

/** An immutable version over the imported bytes. The same bytes again create no new version. */
export const threatModelVersions = pgTable(
  "threat_model_versions",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    threatModelId: integer()
      .notNull()
      .references(() => threatModels.id),
    seq: integer().notNull(),
    format: text({ enum: MODEL_FORMATS }).notNull(),
    shape: text().notNull(),
    fileName: text().notNull(),
    sha256: text().notNull(),
    content: text().notNull(),
    /** Digest of the model's meaning; null for versions older than this column. */
    meaning: text(),
    /** Digest of items and links alone, the basis for credit; null for versions older than this column. */
    itemsMeaning: text(),
    threats: integer().notNull(),
    mitigations: integer().notNull(),
    assumptions: integer().notNull(),
    undocumented: integer().notNull(),
    warnings: jsonb().$type<{ path: (string | number)[]; message: string }[]>().notNull(),
    importedById: integer().references(() => people.id),
    /** The author, entered at import because no format contains one. */
    authorId: integer().references(() => people.id),
    authorRole: text({ enum: AUTHOR_ROLES }).notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    unique("threat_model_versions_seq").on(t.threatModelId, t.seq),
    unique("threat_model_versions_bytes").on(t.threatModelId, t.sha256),
    index("threat_model_versions_author").on(t.authorId),
    index("threat_model_versions_items").on(t.itemsMeaning),
  ],
);

/** A threat, mitigation or assumption with one identity across its model's versions. */
export const threatModelItems = pgTable(
  "threat_model_items",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    threatModelId: integer()
      .notNull()
      .references(() => threatModels.id),
    kind: text({ enum: ITEM_KINDS }).notNull(),
    externalId: text().notNull(),
  },
  (t) => [unique("threat_model_items_identity").on(t.threatModelId, t.kind, t.externalId)],
);

/** An item's content in one version. */
export const threatModelItemRevisions = pgTable(
  "threat_model_item_revisions",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    versionId: integer()
      .notNull()
      .references(() => threatModelVersions.id),
    itemId: integer()
      .notNull()
      .references(() => threatModelItems.id),
    position: integer().notNull(),
    numericId: integer(),
    text: text().notNull(),
    priority: text(),
    status: text(),
    /** Our own state for a threat: undocumented, documented, done … */
    documentation: text(),
    outOfScope: boolean().notNull().default(false),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [unique("threat_model_item_revisions_once").on(t.versionId, t.itemId)],
);

/** Links as stated in the file. External ids are kept; the resolved items are null for dangling links. */
export const threatModelLinks = pgTable(
  "threat_model_links",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    versionId: integer()
      .notNull()
      .references(() => threatModelVersions.id),
    kind: text({ enum: ["mitigation", "assumption"] }).notNull(),
    fromExternalId: text().notNull(),
    toExternalId: text().notNull(),
    fromItemId: integer().references(() => threatModelItems.id),
    toItemId: integer().references(() => threatModelItems.id),
  },
  (t) => [index("threat_model_links_version").on(t.versionId)],
);
