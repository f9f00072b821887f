import { aliasedTable, and, asc, desc, eq, exists, or, type SQL, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { blockingThreat, confirmedAt, visibleVersion } from "#db/conditions/threat-models.ts";
import { contains } from "#db/contains.ts";
import { fullText } from "#db/full-text.ts";
import { sliceOf } from "#db/paging.ts";
import {
  people,
  services,
  teams,
  threatModelItemRevisions,
  threatModelItems,
  threatModelLinks,
  threatModels,
  threatModelVersions,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { numberFrom1, PAGE, type Query, readParameters, searchWords } from "#lib/parameters.ts";
import type { Documentation } from "./documentation.ts";
import { isWritten } from "./formats/placeholder.ts";
import type { ThreatModelRow, ThreatRow } from "./output.ts";

const other = aliasedTable(threatModelVersions, "other_version");

/** Whether a version is the newest of its model that this actor may know about. */
function isLatest(ctx: Context): SQL {
  const newest = ctx.db
    .select({ seq: sql`max(${other.seq})` })
    .from(other)
    .where(ofThisModel(ctx));
  return sql`${threatModelVersions.seq} = (${newest})`;
}

/** The versions of a row's model that this actor may know about. */
function ofThisModel(ctx: Context): SQL | undefined {
  return and(eq(other.threatModelId, threatModels.id), visibleVersion(ctx, other.id));
}

function modelRows(ctx: Context) {
  return ctx.db
    .select({
      id: threatModels.id,
      name: threatModels.name,
      service: { id: services.id, name: services.name },
      serviceRetiredAt: services.retiredAt,
      team: { id: teams.id, name: teams.name },
      version: {
        id: threatModelVersions.id,
        seq: threatModelVersions.seq,
        format: threatModelVersions.format,
        fileName: threatModelVersions.fileName,
        sha256: threatModelVersions.sha256,
        threats: threatModelVersions.threats,
        mitigations: threatModelVersions.mitigations,
        assumptions: threatModelVersions.assumptions,
        undocumented: threatModelVersions.undocumented,
        warnings: threatModelVersions.warnings,
        authorRole: threatModelVersions.authorRole,
        importedAt: threatModelVersions.createdAt,
      },
      author: { id: people.id, name: people.name },
    })
    .from(threatModels)
    .innerJoin(services, eq(services.id, threatModels.serviceId))
    .innerJoin(teams, eq(teams.id, services.teamId))
    .innerJoin(threatModelVersions, eq(threatModelVersions.threatModelId, threatModels.id))
    .leftJoin(people, eq(people.id, threatModelVersions.authorId))
    .$dynamic();
}

function modelRow(row: Awaited<ReturnType<typeof modelRows>>[number]): ThreatModelRow {
  const { author, version, ...model } = row;
  return { ...model, version: { ...version, author } };
}

/** A page of the models this actor may see, each with its latest version, by service. */
export async function listThreatModels(ctx: Context, filter: ModelFilter & { authorId?: number } = {}) {
  const where = and(
    isLatest(ctx),
    filter.q ? or(contains(threatModels.name, filter.q), contains(services.name, filter.q)) : undefined,
    filter.serviceId ? eq(threatModels.serviceId, filter.serviceId) : undefined,
    filter.authorId ? writtenBy(ctx, filter.authorId) : undefined,
  );
  const { place, limit, offset } = await sliceOf(ctx.db, modelRows(ctx).where(where), filter.page);
  const rows = await modelRows(ctx)
    .where(where)
    .orderBy(byName(services.name), byName(threatModels.name), asc(threatModels.id))
    .limit(limit)
    .offset(offset);
  return { models: rows.map(modelRow), ...place };
}

/** Models with a version written by this person that the actor may know about. */
function writtenBy(ctx: Context, authorId: number): SQL {
  const version = aliasedTable(threatModelVersions, "written_version");
  const written = ctx.db
    .select({ one: sql`1` })
    .from(version)
    .where(
      and(eq(version.threatModelId, threatModels.id), eq(version.authorId, authorId), visibleVersion(ctx, version.id)),
    );
  return exists(written);
}

/** Models whose name contains the words and that this actor may know about, at most `most`. */
export function modelsCalled(ctx: Context, words: string, most: number) {
  const known = ctx.db.select({ one: sql`1` }).from(other).where(ofThisModel(ctx));
  return ctx.db
    .select({ id: threatModels.id, name: threatModels.name, service: services.name })
    .from(threatModels)
    .innerJoin(services, eq(services.id, threatModels.serviceId))
    .where(and(contains(threatModels.name, words), exists(known)))
    .orderBy(byName(threatModels.name), asc(threatModels.id))
    .limit(most);
}

/** One version of a model this actor may see, the latest by default, with the list of versions they may see. */
export async function threatModelVersion(ctx: Context, id: number, seq?: number) {
  const asked = seq === undefined ? isLatest(ctx) : and(eq(threatModelVersions.seq, seq), visibleVersion(ctx));
  const [row] = await modelRows(ctx)
    .where(and(eq(threatModels.id, id), asked))
    .limit(1);
  if (!row) throw new NotFound(seq === undefined ? "The threat model" : "This version of the threat model");
  const model = modelRow(row);
  const versions = await ctx.db
    .select({ seq: threatModelVersions.seq, importedAt: threatModelVersions.createdAt })
    .from(threatModelVersions)
    .innerJoin(threatModels, eq(threatModels.id, threatModelVersions.threatModelId))
    .innerJoin(services, eq(services.id, threatModels.serviceId))
    .where(and(eq(threatModels.id, id), visibleVersion(ctx)))
    .orderBy(desc(threatModelVersions.seq));
  return { ...model, versions };
}

/** When someone last confirmed that a version is still valid; null if nobody did. The caller applies the scope. */
export async function lastConfirmed(ctx: Context, versionId: number): Promise<Date | null> {
  const [row] = await ctx.db
    .select({ at: confirmedAt(ctx) })
    .from(threatModelVersions)
    .where(eq(threatModelVersions.id, versionId));
  return row?.at ?? null;
}

/** The original bytes of a version, except for access keys. */
export async function versionFile(ctx: Context, id: number, seq: number) {
  await threatModelVersion(ctx, id, seq);
  return fileOf(ctx, id, seq);
}

/** The file of one of the versions that `threatModelVersion` lists. */
export async function fileOf(ctx: Context, id: number, seq: number): Promise<{ fileName: string; content: string }> {
  const [row] = await ctx.db
    .select({ fileName: threatModelVersions.fileName, content: fullText(threatModelVersions.content) })
    .from(threatModelVersions)
    .where(and(eq(threatModelVersions.threatModelId, id), eq(threatModelVersions.seq, seq)));
  if (!row) throw new NotFound("This version of the threat model");
  return row;
}

/** The threats of a version: unmitigated first, blocking before the rest. The caller applies the scope. */
export async function threatsOfVersion(ctx: Context, versionId: number): Promise<ThreatRow[]> {
  const { itemId, position, numericId, text, priority, status, documentation, detail } = threatModelItemRevisions;
  const rows = await ctx.db
    .select({
      itemId,
      externalId: threatModelItems.externalId,
      numericId,
      position,
      text,
      priority,
      status,
      documentation: sql<Documentation>`${documentation}`,
      unmitigated: sql<boolean>`${detail}->>'undocumented' is not null`,
      blocking: sql<boolean>`coalesce(${blockingThreat()}, false)`,
    })
    .from(threatModelItemRevisions)
    .innerJoin(threatModelItems, eq(threatModelItems.id, itemId))
    .where(and(eq(threatModelItemRevisions.versionId, versionId), eq(threatModelItems.kind, "threat")))
    .orderBy(sql`case ${detail}->>'undocumented' when 'block' then 0 when 'warn' then 1 else 2 end`, asc(position));
  const mitigations = await mitigationsByThreat(ctx, versionId);
  return rows.map((threat) => {
    const texts = mitigations.get(threat.itemId) ?? [];
    return { ...threat, undocumented: !texts.some(isWritten), mitigations: texts };
  });
}

/** Joins two queries here, because a database without statistics would scan all texts for each link. */
async function mitigationsByThreat(ctx: Context, versionId: number): Promise<Map<number, string[]>> {
  const { itemId, text, position } = threatModelItemRevisions;
  const links = await ctx.db
    .select({ threatId: threatModelLinks.toItemId, mitigationId: threatModelLinks.fromItemId })
    .from(threatModelLinks)
    .where(and(eq(threatModelLinks.versionId, versionId), eq(threatModelLinks.kind, "mitigation")));
  const items = await ctx.db
    .select({ itemId, text })
    .from(threatModelItemRevisions)
    .where(eq(threatModelItemRevisions.versionId, versionId))
    .orderBy(asc(position));
  const threats = new Map<number, Set<number>>();
  for (const { threatId, mitigationId } of links) {
    if (threatId === null || mitigationId === null) continue;
    threats.set(mitigationId, (threats.get(mitigationId) ?? new Set()).add(threatId));
  }
  const texts = new Map<number, string[]>();
  for (const item of items) {
    for (const threatId of threats.get(item.itemId) ?? []) {
      const listed = texts.get(threatId);
      if (listed) listed.push(item.text);
      else texts.set(threatId, [item.text]);
    }
  }
  return texts;
}

export const MODEL_PARAMETERS = {
  q: searchWords("part of the name of a model or of its service"),
  service: numberFrom1("the id of a service"),
  page: PAGE,
};

type ModelFilter = { q?: string; serviceId?: number; page?: number };

/** Reads the list's filter from a query, ignoring anything not understood. */
export function readModelFilter(query: Query): ModelFilter {
  const { q, service, page } = readParameters(MODEL_PARAMETERS, query);
  return { ...(q ? { q } : {}), ...(service ? { serviceId: service } : {}), ...(page ? { page } : {}) };
}
