import { and, eq, sql } from "drizzle-orm";
import { services, threatModels, threatModelVersions } from "#db/schema/index.ts";
import { isFirstWithThreat } from "#lib/threat-models/conditions.ts";
import { AUTHOR_ROLES, AUTHOR_WORDS } from "#lib/threat-models/rules/model.ts";
import { bucket, byWindow, inWindows } from "../cohort.ts";
import { noFigure, shareFigure, sharePart } from "../rules/figure.ts";
import { inScope } from "../scope.ts";
import type { CountFigures } from "./frame.ts";

/** M11: threat models whose first version with a threat came in during the quarter, by who wrote it. */
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
    .where(and(isFirstWithThreat(ctx), inScope(scope, services.teamId), inWindows(at, windows)))
    .groupBy(sql`1`, threatModelVersions.authorRole);
  return byWindow(windows, rows).map((roles) => {
    const n = roles.reduce((sum, row) => sum + row.n, 0);
    const of = (role: string) => roles.find((row) => row.role === role)?.n ?? 0;
    if (n === 0) return noFigure();
    const parts = AUTHOR_ROLES.map((role) => sharePart(AUTHOR_WORDS[role], of(role), n));
    return shareFigure(of("guardian"), n, parts);
  });
};
