-- What a backup's manifest lists: every object of the schema by kind, name and definition.
-- A restored condition comes back with its casts and parentheses written otherwise, so those
-- are left out of the comparison.
WITH ours AS (
    SELECT c.* FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
)
SELECT 'relation', relname::text,
       concat_ws(' ', relkind, relrowsecurity, relforcerowsecurity, reloptions::text)
FROM ours
UNION ALL
SELECT 'view', relname, pg_get_viewdef(oid) FROM ours WHERE relkind IN ('v', 'm')
UNION ALL
SELECT 'column', o.relname || '.' || a.attname,
       concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
                 a.attgenerated, pg_get_expr(d.adbin, d.adrelid))
FROM ours o
JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = o.oid AND d.adnum = a.attnum
WHERE o.relkind <> 'S'
UNION ALL
SELECT 'constraint', o.relname || '.' || k.conname,
       regexp_replace(pg_get_constraintdef(k.oid), '::(text|character varying)(\[\])?|[()\s]', '', 'g')
FROM pg_constraint k JOIN ours o ON o.oid = k.conrelid
UNION ALL
SELECT 'index', indexname,
       regexp_replace(indexdef, '::(text|character varying)(\[\])?|[()\s]', '', 'g')
FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT 'trigger', o.relname || '.' || t.tgname, concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid))
FROM pg_trigger t JOIN ours o ON o.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT 'policy', tablename || '.' || policyname,
       concat_ws(' ', permissive, roles::text, cmd, qual, with_check)
FROM pg_policies WHERE schemaname = 'public'
UNION ALL
SELECT 'function', p.oid::regprocedure::text, pg_get_functiondef(p.oid)
FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
UNION ALL
SELECT 'grants on relation', o.relname, string_agg(g::text, ' ' ORDER BY g::text)
FROM ours o,
     aclexplode(coalesce(o.relacl, acldefault(
         CASE o.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, o.relowner))) x,
     LATERAL (SELECT concat_ws(':', CASE x.grantee WHEN 0 THEN 'PUBLIC'
         ELSE x.grantee::regrole::text END, x.privilege_type, x.is_grantable) AS g) named
GROUP BY o.relname
UNION ALL
SELECT 'grants on column', o.relname || '.' || a.attname, a.attacl::text
FROM ours o JOIN pg_attribute a ON a.attrelid = o.oid WHERE a.attacl IS NOT NULL
UNION ALL
SELECT 'grants on function', p.oid::regprocedure::text,
       string_agg(concat_ws(':', CASE x.grantee WHEN 0 THEN 'PUBLIC'
           ELSE x.grantee::regrole::text END, x.privilege_type), ' '
           ORDER BY x.grantee::regrole::text, x.privilege_type)
FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
WHERE p.pronamespace = 'public'::regnamespace
GROUP BY p.oid
UNION ALL
SELECT 'default grants', concat_ws(' ', d.defaclrole::regrole, d.defaclobjtype), d.defaclacl::text
FROM pg_default_acl d
UNION ALL
SELECT 'type', t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
WHERE t.typnamespace = 'public'::regnamespace
GROUP BY t.typname
ORDER BY 1, 2
