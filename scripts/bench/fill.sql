-- :reviews reviews over five quarters up to :now, with the people, evidence and history around them. The same each time.
select setseed(0.42);

insert into organisations (name, parent_id, created_at)
select 'Organisation ' || i, case when i > 1 then 1 end, '2025-01-06' from generate_series(1, 13) i;

insert into teams (name, organisation_id, developers, eligible_from, created_at)
select 'Team ' || i, 2 + i % 12, 6 + i % 7, '2025-01-06', '2025-01-06' from generate_series(1, 200) i;

insert into services (name, team_id, tier, created_at)
select 'Service ' || i, 1 + i % 200, (array['low', 'medium', 'high'])[1 + i % 3], '2025-01-06'
from generate_series(1, 600) i;

-- Each team has ten people: the first is its guardian in two teams of three. The last forty people are engineers.
insert into people (name, email, organisation_id, created_at)
select 'Person ' || i, 'person' || i || '@example.com', 2 + (1 + (i - 1) % 200) % 12, '2025-01-06'
from generate_series(1, 2040) i;

insert into memberships (person_id, team_id, from_on)
select i, 1 + (i - 1) % 200, '2025-01-06' from generate_series(1, 2000) i;

insert into role_grants (person_id, role, granted_at)
select i, 'security_engineer', timestamptz '2025-01-06' from generate_series(2001, 2040) i
union all select 2040, 'program_manager', timestamptz '2025-01-06';

-- A leader of a twelfth of the company.
insert into role_grants (person_id, role, organisation_id, granted_at) values (600, 'leader', 2, '2025-01-06');

insert into guardianships (person_id, team_id, state, rationale, hours_per_month, nominated_at, consented_at, active_at)
select i, i, 'active', 'Knows the services well', 3.5, '2025-01-06', '2025-01-13', '2025-02-03'
from generate_series(1, 200) i where i % 3 > 0;

create temporary table plan as
select i as id, 1 + (random() * 599)::int as service,
  :now::timestamptz - interval '455 days' * (1 - i / (:reviews)::float) as submitted,
  exp(case t when 'low' then 1.0 when 'medium' then 2.0 else 2.9 end
      + 0.7 * sqrt(-2 * ln(greatest(random(), 1e-9))) * cos(2 * pi() * random())) as lead_days,
  t as tier, random() as fate, 2001 + i % 40 as reviewer
from generate_series(1, :reviews) i
cross join lateral (select case when i % 20 < 9 then 'low' when i % 20 < 17 then 'medium' else 'high' end as t) tier;

insert into reviews (title, type, state, sequence, service_id, team_id, requester_id, guardian_id, guardian_at_submit_id,
  reviewer_id, intake, tier, requested_launch_on, launched_on, current_revision, created_at, updated_at,
  first_submitted_at, first_response_at, first_decided_at, decided_at, ended_at)
select 'Review of change ' || p.id, (array['new_service', 'feature', 'change', 'vendor', 'infrastructure'])[1 + p.id % 5],
  case when decided is null then case when fate < 0.3 then 'submitted' when fate < 0.7 then 'in_review'
        when fate < 0.9 then 'changes_requested' else 'on_hold' end
       when fate < 0.06 then 'rejected' when fate < 0.14 then 'approved_with_conditions'
       when fate < 0.30 then 'approved' else 'closed' end,
  5, p.service, s.team_id, s.team_id + 200 * (1 + p.id % 9),
  case when s.team_id % 3 > 0 and p.id % 5 > 0 then s.team_id end,
  case when s.team_id % 3 > 0 and p.id % 5 > 0 then s.team_id end,
  case when decided is not null or fate >= 0.3 then reviewer end,
  jsonb_build_object('summary', 'What changes and why, in a sentence or two, as people write it.', 'dataClass', 'internal',
    'dataHandling', 'processed', 'links', '[]'::jsonb, 'answers', jsonb_build_object('authentication', p.tier = 'high',
    'internetFacing', p.tier = 'high', 'sensitiveData', false, 'cryptography', false, 'untrustedFiles', false,
    'iamPolicies', p.tier <> 'low', 'thirdParty', false, 'wantsEngineer', false)),
  p.tier, (submitted + interval '30 days')::date, case when fate >= 0.30 and decided is not null then decided::date + 3 end,
  1, submitted - interval '1 day', coalesce(decided, submitted), submitted,
  case when decided is not null or fate >= 0.3 then submitted + interval '8 hours' end, decided, decided, decided
from plan p join services s on s.id = p.service
cross join lateral (select case when submitted + lead_days * interval '1 day' <= :now::timestamptz
  then submitted + lead_days * interval '1 day' end as decided) d;

insert into review_states (review_id, state, from_at, to_at)
select id, 'draft', created_at, first_submitted_at from reviews
union all select id, 'submitted', first_submitted_at, first_response_at from reviews
union all select id, 'in_review', first_response_at, coalesce(decided_at, case when state <> 'in_review' then first_response_at + interval '4 hours' end)
  from reviews where first_response_at is not null
union all select id, state, coalesce(decided_at, first_response_at + interval '4 hours'), null from reviews
  where first_response_at is not null and state not in ('submitted', 'in_review');

insert into review_revisions (review_id, number, digest, evidence, sealed_at)
select id, 1, md5(id::text), jsonb_build_object('artefacts', '[]'::jsonb, 'threatModelVersionId', null,
  'threatModelSha256', null, 'intake', intake), first_submitted_at from reviews;

insert into review_claims (review_id, person_id, claimed_at, released_at)
select id, reviewer_id, first_response_at, null from reviews where reviewer_id is not null;

insert into review_decisions (review_id, cycle, revision, outcome, reason, digest, seen, decided_by_id, decided_at)
select id, 1, 1, case when state = 'closed' then 'approved' else state end, 'The evidence holds.', md5(id::text), '{}',
  reviewer_id, decided_at from reviews where decided_at is not null;

insert into findings (review_id, title, severity, first_severity, source, finder, phase, blocking, state, revision, cycle,
  raised_by_id, owner_id, due_on, created_at, updated_at)
select r.id, 'Finding ' || n, v, v, 'manual', case when n % 3 = 0 then 'guardian' else 'engineer' end, 'in_review', n = 1,
  case when r.decided_at is null then 'open' when n = 3 then 'accepted' else 'verified' end, 1, 1, r.reviewer_id,
  r.requester_id, (r.first_response_at + interval '30 days')::date, r.first_response_at, r.updated_at
from reviews r cross join generate_series(1, 3) n
cross join lateral (select (array['high', 'medium', 'low', 'medium', 'info'])[1 + (r.id + n) % 5] as v) severity
where r.first_response_at is not null and n <= r.id % 4;

insert into review_comments (review_id, author_id, body, created_at)
select id, coalesce(reviewer_id, requester_id), 'A question about the change, as they are asked in reviews.', updated_at
from reviews cross join generate_series(1, 2);

insert into review_feedback (review_id, cycle, guardian_id, by_id, scope, threats, mitigations, validation, sentence, created_at)
select id, 1, guardian_id, reviewer_id, id % 4, (id + 1) % 4, (id + 2) % 4, (id + 3) % 4, 'Clear and complete.', decided_at
from reviews where decided_at is not null and guardian_id is not null and id % 3 = 0;

insert into blobs (sha256, content, bytes, created_at)
select md5('policy' || i), '{"Version":"2012-10-17","Statement":[]}', 40, '2025-01-06' from generate_series(1, 500) i;

insert into review_artefacts (review_id, name, format, language, sha256, policies, added_by_id, added_at)
select id, 'policy-' || n || '.json', 'policy', 'json', md5('policy' || 1 + (id + n) % 500), 1, requester_id, created_at
from reviews cross join generate_series(1, 2) n where tier <> 'low';

insert into check_profiles (name, tiers, created_at) values ('Default', '["low", "medium", "high"]', '2025-01-06');
insert into check_profile_versions (profile_id, version, definition, published_at)
values (1, 1, '{"references": {"identity": [], "resource": []}, "sensitive": [], "publicAccess": true, "acceptedManagedPolicies": []}', '2025-01-06');

insert into check_runs (review_id, revision, profile_version_id, documents_digest, analyzer, state, verdict, queued_at, started_at, finished_at)
select id, 1, 1, md5(id::text), 'engine', 'finished', case when id % 4 = 0 then 'fail' else 'pass' end,
  first_submitted_at, first_submitted_at, first_submitted_at from reviews where tier <> 'low';

insert into check_results (run_id, sha256, document_name, "check", logical_id, verdict, blocking, message, reasons)
select c.id, a.sha256, a.name, k, 'policy', case when k = 'no_new_access' then c.verdict else 'pass' end, true, 'As the check says.', '[]'
from check_runs c join review_artefacts a on a.review_id = c.review_id
cross join unnest(array['no_new_access', 'access_not_granted']) k;

insert into courses (code, title, minutes, required, created_at)
select 'SEC-' || i, 'Course ' || i, 60, i <= 3, '2025-01-06' from generate_series(1, 12) i;

insert into completions (person_id, course_id, completed_on, created_at)
select p, c, date '2025-02-01' + (p * 7 + c * 31) % 600, '2025-02-01' from generate_series(1, 600) p, generate_series(1, 6) c;

insert into activities (person_id, type, minutes, on_date, review_id, created_at)
select guardian_id, 'review', 30 + id % 90, decided_at::date, id, decided_at from reviews
where guardian_id is not null and decided_at is not null;

insert into events (at, type, actor_kind, actor_id, subject_kind, subject_id, data, request_id)
select at, type, 'person', actor, 'review', id, data, 'bench' from (
  select id, created_at as at, 'review.drafted' as type, requester_id as actor, jsonb_build_object('serviceId', service_id, 'teamId', team_id, 'tier', tier) as data from reviews
  union all select id, first_submitted_at, 'review.submitted', requester_id, jsonb_build_object('revision', 1, 'tier', tier, 'guardianId', guardian_id) from reviews
  union all select id, first_submitted_at, 'review.revision-sealed', requester_id, jsonb_build_object('revision', 1, 'digest', md5(id::text)) from reviews
  union all select id, first_response_at, 'review.claimed', reviewer_id, '{"conflict": "none"}' from reviews where first_response_at is not null
  union all select review_id, created_at, 'finding.raised', raised_by_id, jsonb_build_object('findingId', id, 'severity', severity, 'blocking', blocking) from findings
  union all select f.review_id, f.created_at + interval '1 day', 'finding.answered', coalesce(r.guardian_id, r.requester_id), jsonb_build_object('findingId', f.id, 'state', 'fixed') from findings f join reviews r on r.id = f.review_id where f.state = 'verified'
  union all select review_id, created_at, 'review.commented', author_id, jsonb_build_object('commentId', id) from review_comments
  union all select id, decided_at, 'review.approved', reviewer_id, jsonb_build_object('revision', 1, 'digest', md5(id::text)) from reviews where decided_at is not null and state <> 'rejected'
  union all select id, decided_at, 'review.closed', reviewer_id, jsonb_build_object('launchedOn', launched_on) from reviews where state = 'closed'
) history order by at;

drop table plan;
analyze;
