-- A threat is without a documented mitigation whatever its status: what is held was counted by Q01.
UPDATE "threat_model_versions" SET "undocumented" = (
	SELECT count(*) FROM "threat_model_item_revisions" "revision"
	JOIN "threat_model_items" "item" ON "item"."id" = "revision"."item_id" AND "item"."kind" = 'threat'
	WHERE "revision"."version_id" = "threat_model_versions"."id" AND NOT EXISTS (
		SELECT FROM "threat_model_links" "link"
		WHERE "link"."version_id" = "threat_model_versions"."id" AND "link"."kind" = 'mitigation'
			AND "link"."to_item_id" = "item"."id" AND "link"."from_item_id" IS NOT NULL
	)
);
