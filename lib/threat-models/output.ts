import { z } from "zod";
import { placeOutput } from "#lib/place.ts";
import { type Documentation, documentationStates } from "./documentation.ts";
import { AUTHOR_ROLES, type AuthorRole, MODEL_FORMATS, type ModelFormat } from "./rules/model.ts";
import type { Rewording } from "./rules/rewordings.ts";
import type { DiffPiece } from "./rules/word-diff.ts";

const named = z.object({ id: z.number(), name: z.string() });

/** Parts of a file not understood at import, and where. */
const warningsOutput = z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() }));

export const importedModelOutput = z.object({
  threatModelId: z.number(),
  versionId: z.number(),
  seq: z.number(),
  /** False if the same bytes already exist. */
  isNew: z.boolean(),
  /**
   * Whether an existing version in the importer's name now counts as theirs, because until now only others had imported
   * it.
   */
  credits: z.boolean(),
  /** Who wrote the version; for an existing version, as recorded at its import. */
  authorRole: z.enum(AUTHOR_ROLES),
  name: z.string(),
  format: z.enum(MODEL_FORMATS),
  threats: z.number(),
  undocumented: z.number(),
  warnings: warningsOutput,
});
export type ImportedModel = z.infer<typeof importedModelOutput>;

export const threatModelRowOutput = z.object({
  id: z.number(),
  name: z.string(),
  service: named,
  /** Null while its service is in use. */
  serviceRetiredAt: z.union([z.date(), z.string()]).nullable(),
  team: named,
  version: z.object({
    id: z.number(),
    seq: z.number(),
    format: z.enum(MODEL_FORMATS),
    sha256: z.string(),
    threats: z.number(),
    mitigations: z.number(),
    assumptions: z.number(),
    undocumented: z.number(),
    author: named.nullable(),
    authorRole: z.enum(AUTHOR_ROLES),
    importedAt: z.string(),
  }),
});

export const threatModelListOutput = z.object({
  models: z.array(threatModelRowOutput),
  ...placeOutput,
});

export const threatModelOutput = threatModelRowOutput.extend({
  version: threatModelRowOutput.shape.version.extend({ warnings: warningsOutput }),
  outdated: z.string().nullable(),
  threats: z.array(
    z.object({
      itemId: z.number(),
      externalId: z.string(),
      numericId: z.number().nullable(),
      text: z.string(),
      priority: z.string().nullable(),
      status: z.string().nullable(),
      documentation: z.enum(documentationStates),
      undocumented: z.boolean(),
      unmitigated: z.boolean(),
      blocking: z.boolean(),
      mitigations: z.array(z.string()),
    }),
  ),
});

/**
 * A threat in one version. `undocumented`: no mitigation is written down, whatever its status; `unmitigated`:
 * undocumented and not marked as not applicable (Q01); `blocking`: the threat blocks an approval.
 */
export type ThreatRow = {
  itemId: number;
  externalId: string;
  numericId: number | null;
  position: number;
  text: string;
  priority: string | null;
  status: string | null;
  documentation: Documentation;
  undocumented: boolean;
  unmitigated: boolean;
  blocking: boolean;
  mitigations: string[];
};

type Named = { id: number; name: string };

/** A model with one of its versions. */
export type ThreatModelRow = {
  id: number;
  name: string;
  service: Named;
  serviceRetiredAt: Date | null;
  team: Named;
  version: {
    id: number;
    seq: number;
    format: ModelFormat;
    fileName: string;
    sha256: string;
    threats: number;
    mitigations: number;
    assumptions: number;
    undocumented: number;
    warnings: z.infer<typeof warningsOutput>;
    author: Named | null;
    authorRole: AuthorRole;
    importedAt: Date;
  };
};

export type QualityGroup = {
  id: string;
  title: string;
  level: "block" | "warn" | "info";
  results: { message: string; threat: string | null }[];
};

/** A threat in its own words, part by part; an empty part is null or empty. */
export type ThreatWords = {
  statement: string;
  source: string | null;
  prerequisites: string | null;
  action: string | null;
  impact: string | null;
  goals: string[];
  assets: string[];
  comments: string | null;
};

/**
 * Everything a version says about one threat. `before`: its words in the previous version, if different; `rewording`:
 * text removed and added since.
 */
export type ThreatDetail = ThreatWords & {
  stride: string[];
  tags: string[];
  before: ThreatWords | null;
  /** `added`: linked since the previous version. */
  mitigations: { id: string; text: string; status: string | null; added: boolean; rewording: DiffPiece[] | null }[];
  /** Mitigations linked in the previous version only. */
  unlinked: { id: string; text: string }[];
  assumptions: { id: string; text: string; rewording: DiffPiece[] | null }[];
  quality: { id: string; level: QualityGroup["level"]; message: string }[];
};

/** Everything the page of one version shows. */
export type ModelPage = ThreatModelRow & {
  description: string | null;
  /** Why the version no longer counts because of its age (Q16). */
  outdated: string | null;
  versions: { seq: number; importedAt: Date }[];
  threats: ThreatRow[];
  mitigations: { externalId: string; text: string; status: string | null; threats: number }[];
  assumptions: { externalId: string; text: string }[];
  quality: QualityGroup[];
  /** Relative to the previous version; null for the first one. `added` and `changed`: external ids of threats. */
  changes: { since: number; groups: ChangeGroup[]; added: string[]; changed: string[] } | null;
  /** The selected threat: the requested one, else the first; null in a version without threats. */
  chosen: (ThreatDetail & { itemId: number }) | null;
};

/**
 * One kind of change in words, such as "22 mitigations added", with each item; a reworded text is shown word by word.
 */
export type ChangeGroup = { title: string; items: (string | Rewording)[] };
