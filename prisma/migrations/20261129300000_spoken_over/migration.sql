-- A text belongs to one project, so asking for the project as well only misled the planner: on a table without statistics
-- the index on projects looked as good as the one on texts, and every entry of the first big queue read all the others.
CREATE OR REPLACE FUNCTION is_spoken_over(e queue_entries) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM queue_entries later
    WHERE later.revision_id = e.revision_id AND later.curation AND later.status <> 'VOID'
      AND (coalesce(later.closed_at, 'infinity'), later.id) > (coalesce(e.closed_at, 'infinity'), e.id))
$$;
