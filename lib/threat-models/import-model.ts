import { and, asc, desc, eq, isNull, type SQL } from "drizzle-orm";
import type { z } from "zod";
import { broughtInAt } from "#db/conditions/threat-models.ts";
import { threatModels, threatModelVersions } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, Invalid, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { sha256 } from "#lib/sha256.ts";
import { lockService } from "#lib/teams/lock-service.ts";
import { requireInUse } from "#lib/teams/require-in-use.ts";
import { type ImportThreatModelInput, importThreatModelInput } from "./input.ts";
import type { ImportedModel } from "./output.ts";
import { readModel } from "./read-model.ts";
import { canHaveWritten } from "./rules/written-by.ts";
import type { StoredModel } from "./tasks.ts";
import { isUndocumented } from "./unmitigated.ts";
import { writeItems } from "./write-items.ts";

type Wanted = z.infer<typeof importThreatModelInput>;
type Model = typeof threatModels.$inferSelect;
type Version = typeof threatModelVersions.$inferSelect;

/**
 * Imports a service's threat model file as a new version with its exact bytes, except for access keys. Importing the
 * same bytes again adds no version, regardless of the author named then.
 */
export async function importThreatModel(ctx: Context, input: ImportThreatModelInput): Promise<ImportedModel> {
  const wanted = parse(importThreatModelInput, input);
  const read = await readModel(ctx, wanted);
  return transaction(ctx, async (ctx) => {
    const { teamId } = await lockService(ctx, wanted.serviceId);
    ensure(may(ctx.actor, "threat-model.import", { teamId }));
    return importReadModel(ctx, wanted, read);
  });
}

/**
 * Imports a model whose file is already read, for a verb that has checked its own permission: by the service's team, or
 * by a review of it. `knownAuthor`: the author, if the verb knows who it is.
 */
export async function importReadModel(
  ctx: Context,
  wanted: Wanted,
  read: StoredModel,
  knownAuthor: number | null = null,
): Promise<ImportedModel> {
  return transaction(ctx, async (ctx) => {
    // Serialises writes of model versions per service.
    requireInUse(await lockService(ctx, wanted.serviceId));
    const digest = sha256(wanted.content);
    const model = await modelFor(ctx, wanted, read, digest);
    const [same] = await ctx.db
      .select()
      .from(threatModelVersions)
      .where(and(eq(threatModelVersions.threatModelId, model.id), eq(threatModelVersions.sha256, digest)));
    if (same) {
      const credits = await isFirstByAuthor(ctx, wanted, same);
      if (credits) await recordImported(ctx, same);
      return { ...answer(model, same, false), credits };
    }
    const authorId = knownAuthor ?? (await authorOf(ctx, wanted));
    const version = await writeVersion(ctx, model, { ...wanted, authorId, sha256: digest }, read);
    await writeItems(ctx, model.id, version.id, read);
    await recordImported(
      ctx,
      version,
      authorId === null || authorId === version.importedById ? {} : { toIds: [authorId] },
    );
    return answer(model, version, true);
  });
}

async function recordImported(ctx: Context, version: Version, told: { toIds?: readonly number[] } = {}): Promise<void> {
  const { threatModelId, id: versionId, seq, format, threats } = version;
  const subject = { kind: "threat_model", id: threatModelId } as const;
  await record(ctx, {
    type: "threat-model.imported",
    subject,
    data: { threatModelId, versionId, seq, format, threats, ...told },
  });
}

/** Whether this person imports, as their own, a version that so far only others have imported in their name. */
async function isFirstByAuthor(ctx: Context, wanted: Wanted, { id, authorId }: Version): Promise<boolean> {
  if (authorId === null || authorId !== personOf(ctx.actor)?.personId) return false;
  if ((await authorOf(ctx, wanted)) !== authorId) return false;
  const notYet = and(eq(threatModelVersions.id, id), isNull(broughtInAt()));
  return (await ctx.db.select({ id: threatModelVersions.id }).from(threatModelVersions).where(notYet)).length > 0;
}

function answer(model: Model, version: Version, isNew: boolean): ImportedModel {
  const { id: versionId, seq, authorRole, format, threats, undocumented, warnings } = version;
  const { id: threatModelId, name } = model;
  return {
    threatModelId,
    versionId,
    seq,
    isNew,
    credits: false,
    authorRole,
    name,
    format,
    threats,
    undocumented,
    warnings,
  };
}

/**
 * The model this file is a version of: the named one, the service's model with the same name or the same bytes under
 * any name, or a new one.
 */
async function modelFor(ctx: Context, wanted: Wanted, read: StoredModel, digest: string): Promise<Model> {
  const ofService = eq(threatModels.serviceId, wanted.serviceId);
  if (wanted.threatModelId) {
    const [model] = await ctx.db
      .select()
      .from(threatModels)
      .where(and(eq(threatModels.id, wanted.threatModelId), ofService));
    if (!model) throw new NotFound("The threat model of this service");
    return model;
  }
  const name = nameOf(wanted, read);
  const [known] = await ctx.db
    .select()
    .from(threatModels)
    .where(and(ofService, eq(threatModels.name, name)))
    .orderBy(asc(threatModels.id))
    .limit(1);
  const same = known ?? (await modelWith(ctx, ofService, digest));
  if (same) return same;
  const row = { serviceId: wanted.serviceId, name, createdAt: ctx.now };
  const [made] = await ctx.db.insert(threatModels).values(row).returning();
  if (!made) throw new NotFound("The new threat model");
  return made;
}

async function modelWith(ctx: Context, ofService: SQL, digest: string): Promise<Model | undefined> {
  const [found] = await ctx.db
    .select({ model: threatModels })
    .from(threatModels)
    .innerJoin(threatModelVersions, eq(threatModelVersions.threatModelId, threatModels.id))
    .where(and(ofService, eq(threatModelVersions.sha256, digest)))
    .orderBy(asc(threatModels.id))
    .limit(1);
  return found?.model;
}

/** The model's name in the file, or the file name without its extension. */
function nameOf({ fileName }: Wanted, { name }: StoredModel): string {
  const stem = fileName.replace(/(\.tc)?\.(json|ya?ml|otm)$/i, "");
  const words = (name ?? "").replace(/\s+/g, " ").trim();
  return (words || stem || fileName).slice(0, 200);
}

async function writeVersion(
  ctx: Context,
  model: Model,
  wanted: Omit<Wanted, "authorId"> & Pick<Version, "authorId" | "sha256">,
  read: StoredModel,
): Promise<Version> {
  const [last] = await ctx.db
    .select({ seq: threatModelVersions.seq })
    .from(threatModelVersions)
    .where(eq(threatModelVersions.threatModelId, model.id))
    .orderBy(desc(threatModelVersions.seq))
    .limit(1);
  const importedById = personOf(ctx.actor)?.personId ?? null;
  const { fileName, content, sha256, authorId, authorRole } = wanted;
  const { format, shape, threats, mitigations, assumptions, warnings } = read;
  const [version] = await ctx.db
    .insert(threatModelVersions)
    .values({
      threatModelId: model.id,
      seq: (last?.seq ?? 0) + 1,
      format,
      shape,
      fileName,
      sha256,
      content,
      meaning: read.meaning,
      itemsMeaning: read.itemsMeaning,
      threats: threats.length,
      mitigations: mitigations.length,
      assumptions: assumptions.length,
      undocumented: threats.filter(isUndocumented).length,
      warnings: warnings.map(({ path, message }) => ({ path, message })),
      importedById,
      authorId,
      authorRole,
      createdAt: ctx.now,
    })
    .returning();
  if (!version) throw new NotFound("The new version");
  return version;
}

/**
 * The named author, otherwise the importer if they can have the stated role, because credit goes to the author; null if
 * the importer cannot.
 */
async function authorOf(ctx: Context, { authorId, authorRole }: Wanted): Promise<number | null> {
  if (authorId === null) return null;
  if (authorId === undefined) {
    const importer = personOf(ctx.actor);
    return importer && canHaveWritten(importer, authorRole) ? importer.personId : null;
  }
  const author = await loadActor(ctx.db, authorId, ctx.now);
  if (!author)
    throw new Invalid("The author does not exist.", [{ path: ["authorId"], message: "is not a known person" }]);
  if (canHaveWritten(author, authorRole)) return author.personId;
  const problem = { path: ["authorRole"], message: "does not match the role of the named author" };
  throw new Invalid("The author does not have this role.", [problem]);
}
