import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { isFirstWithThreat, visibleVersion } from "#db/conditions/threat-models.ts";
import { sliceOf } from "#db/paging.ts";
import { services, threatModels, threatModelVersions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Place } from "#lib/place.ts";
import { AUTHOR_ROLES, AUTHOR_WORDS, type AuthorRole } from "#lib/threat-models/rules/model.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { bucket, byWindow, inWindows, type Windows } from "../cohort.ts";
import { noFigure, shareFigure, sharePart } from "../rules/figure.ts";
import { inScope, type MetricsScope } from "../scope.ts";
import type { CountFigures } from "./frame.ts";

/** M11: threat models whose first version with a threat was submitted during the quarter, by author. */
export const modelsByAuthor: CountFigures = async (ctx, { scope, windows }) => {
  const at = threatModelVersions.createdAt;
  const rows = await ctx.db
    .select({
      window: bucket(at, windows).as("window"),
      role: threatModelVersions.authorRole,
      n: sql<number>`count(*)::int`,
    })
    .from(threatModelVersions)
    .innerJoin(threatModels, eq(threatModels.id, threatModelVersions.threatModelId))
    .innerJoin(services, eq(services.id, threatModels.serviceId))
    .where(counted(ctx, { scope, windows }))
    .groupBy(sql`1`, threatModelVersions.authorRole);
  return byWindow(windows, rows).map((roles) => {
    const n = roles.reduce((sum, row) => sum + row.n, 0);
    const of = (role: string) => roles.find((row) => row.role === role)?.n ?? 0;
    if (n === 0) return noFigure();
    const parts = AUTHOR_ROLES.map((role) => sharePart(AUTHOR_WORDS[role], of(role), n));
    return shareFigure(of("guardian"), n, parts);
  });
};

type Of = { scope: MetricsScope; windows: Windows };

/** The rows of `threat_model_versions`, joined with their service, that count. */
function counted(ctx: Context, { scope, windows }: Of): SQL | undefined {
  const { createdAt } = threatModelVersions;
  return and(isFirstWithThreat(ctx), inScope(scope, services.teamId), inWindows(createdAt, windows));
}

/** A model that counts: its first version with a threat, when this version was submitted, and who wrote it. */
type FirstModel = {
  id: number;
  name: string;
  service: string;
  version: number;
  author: AuthorRole;
  on: string;
};

/** The models that count and this actor may see, paged, latest first. */
export async function firstModels(
  ctx: Context,
  { timeZone, ...of }: Of & { timeZone: string },
  { page, size }: { page: number; size: number },
): Promise<{ place: Place; models: FirstModel[] }> {
  const all = () =>
    ctx.db
      .select({
        id: threatModels.id,
        name: threatModels.name,
        service: services.name,
        version: threatModelVersions.seq,
        author: threatModelVersions.authorRole,
        at: threatModelVersions.createdAt,
      })
      .from(threatModelVersions)
      .innerJoin(threatModels, eq(threatModels.id, threatModelVersions.threatModelId))
      .innerJoin(services, eq(services.id, threatModels.serviceId))
      .where(and(counted(ctx, of), visibleVersion(ctx)));
  const { place, offset } = await sliceOf(ctx.db, all(), page, { size });
  const rows = await all()
    .orderBy(desc(threatModelVersions.createdAt), desc(threatModels.id))
    .limit(size)
    .offset(offset);
  return { place, models: rows.map(({ at, ...row }) => ({ ...row, on: dayIn(at, timeZone) })) };
}
