-- Sections that are empty are filled
PRAGMA cache_size = -64000;
CREATE TEMPORARY TABLE IF NOT EXISTS doomed (model INTEGER NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (model, row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS moved (old_value TEXT NOT NULL, row_no BIGINT, row_key TEXT NOT NULL, PRIMARY KEY (old_value));
CREATE TEMPORARY TABLE IF NOT EXISTS placed (row_key TEXT NOT NULL, row_position BIGINT NOT NULL, PRIMARY KEY (row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_0 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, username TEXT, email TEXT, role TEXT, profile_picture TEXT, bio TEXT, created_at BIGINT, tenant_id TEXT, is_instance_owner BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_0 (row_no, row_place, row_key, extra, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?); -- 3 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_1 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, user_id TEXT, content TEXT, created_at BIGINT, updated_at BIGINT, parent_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_1 (row_no, row_place, row_key, extra, user_id, content, created_at, updated_at, parent_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?); -- 2 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_2 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, id TEXT, type TEXT, parent_id TEXT, child_ids TEXT, sort_order INTEGER, page_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_2 (row_no, row_place, row_key, extra, id, type, parent_id, child_ids, sort_order, page_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_3 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, password_hash TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_3 (row_no, row_place, row_key, extra, password_hash) VALUES (?, ?, ?, ?, ?); -- 3 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_4 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, first_login BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_4 (row_no, row_place, row_key, extra, first_login) VALUES (?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_5 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, data TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_5 (row_no, row_place, row_key, extra, data) VALUES (?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_6 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, name TEXT, owner_id TEXT, created_at BIGINT, homepage_config TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_6 (row_no, row_place, row_key, extra, name, owner_id, created_at, homepage_config) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_1 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_1 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_2 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_2 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_3 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_3 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_4 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_4 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_5 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_5 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_6 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_6 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
INSERT INTO doomed (model, row_key) SELECT 0, id FROM users WHERE NOT EXISTS (SELECT 1 FROM incoming_0 i WHERE i.row_key = users.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = users.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE NOT EXISTS (SELECT 1 FROM incoming_1 i WHERE i.row_key = comments.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 2, node_key FROM component_nodes WHERE NOT EXISTS (SELECT 1 FROM incoming_2 i WHERE i.row_key = component_nodes.node_key) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 2 AND d.row_key = component_nodes.node_key);
INSERT INTO doomed (model, row_key) SELECT 4, package_id FROM package_data WHERE NOT EXISTS (SELECT 1 FROM incoming_5 i WHERE i.row_key = package_data.package_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 4 AND d.row_key = package_data.package_id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE NOT EXISTS (SELECT 1 FROM incoming_6 i WHERE i.row_key = tenants.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
SELECT row_no, row_key, tenant_id FROM incoming_0 WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_6 t WHERE t.row_key = incoming_0.tenant_id) ORDER BY row_no;
SELECT row_no, row_key, user_id FROM incoming_1 WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_1.user_id) ORDER BY row_no;
SELECT row_no, row_key, owner_id FROM incoming_6 WHERE owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_6.owner_id) ORDER BY row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT username, MIN(row_no) AS first_no FROM incoming_0 GROUP BY username HAVING COUNT(*) > 1) f ON f.username = i.username WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT email, MIN(row_no) AS first_no FROM incoming_0 GROUP BY email HAVING COUNT(*) > 1) f ON f.email = i.email WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT role, MIN(row_no) AS first_no FROM incoming_0 WHERE role = 'supergod' GROUP BY role HAVING COUNT(*) > 1) f ON f.role = i.role WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT CASE WHEN EXISTS (SELECT 1 FROM users) THEN 1 ELSE 0 END;
INSERT INTO users (id, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner, extra, row_position, row_version) SELECT i.row_key, i.username, i.email, i.role, i.profile_picture, i.bio, i.created_at, i.tenant_id, i.is_instance_owner, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_0 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM comments) THEN 1 ELSE 0 END;
INSERT INTO comments (id, user_id, content, created_at, updated_at, parent_id, extra, row_position, row_version) SELECT i.row_key, i.user_id, i.content, i.created_at, i.updated_at, i.parent_id, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_1 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM component_nodes) THEN 1 ELSE 0 END;
INSERT INTO component_nodes (node_key, id, type, parent_id, child_ids, sort_order, page_id, extra, row_position, row_version) SELECT i.row_key, i.id, i.type, i.parent_id, i.child_ids, i.sort_order, i.page_id, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_2 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM package_data) THEN 1 ELSE 0 END;
INSERT INTO package_data (package_id, data, row_position, row_version) SELECT i.row_key, i.data, (i.row_place + 1) * 1024, 1 FROM incoming_5 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM tenants) THEN 1 ELSE 0 END;
INSERT INTO tenants (id, name, owner_id, created_at, homepage_config, extra, row_position, row_version) SELECT i.row_key, i.name, i.owner_id, i.created_at, i.homepage_config, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_6 i;
DELETE FROM credentials WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = credentials.username) AND username IN (SELECT (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)) FROM moved m WHERE EXISTS (SELECT 1 FROM credentials f WHERE f.username = m.old_value));
DELETE FROM credentials WHERE username IN (SELECT m.old_value FROM moved m WHERE NOT EXISTS (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)));
UPDATE credentials SET username = 'parked <uuid> ' || m.row_no FROM moved m WHERE m.old_value = credentials.username;
UPDATE credentials SET username = t.username, row_version = credentials.row_version + 1 FROM moved m JOIN users t ON t.id = m.row_key WHERE credentials.username = 'parked <uuid> ' || m.row_no;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed;
UPDATE credentials SET password_hash = NULL, row_version = row_version + 1 WHERE password_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_3 i WHERE i.row_key = credentials.username);
DELETE FROM credentials WHERE password_hash IS NULL AND first_login IS NULL;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
INSERT INTO credentials (username, password_hash, row_position, row_version) SELECT i.row_key, i.password_hash, 0, 1 FROM incoming_3 i;
UPDATE credentials SET first_login = NULL, row_version = row_version + 1 WHERE first_login IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_4 i WHERE i.row_key = credentials.username);
DELETE FROM credentials WHERE password_hash IS NULL AND first_login IS NULL;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
SELECT COUNT(*) FROM incoming_4 i JOIN credentials t ON t.username = i.row_key WHERE t.first_login IS NULL;
UPDATE credentials SET first_login = i.first_login, row_position = COALESCE(p.row_position, credentials.row_position), row_version = credentials.row_version + 1 FROM incoming_4 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = credentials.username AND (p.row_key IS NOT NULL OR credentials.first_login IS DISTINCT FROM i.first_login);
INSERT INTO credentials (username, first_login, row_position, row_version) SELECT i.row_key, i.first_login, 0, 1 FROM incoming_4 i WHERE NOT EXISTS (SELECT 1 FROM credentials t WHERE t.username = i.row_key);
DELETE FROM placed;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed; -- 2 times
DELETE FROM moved;
DELETE FROM placed;
DELETE FROM incoming_0;
DELETE FROM incoming_1;
DELETE FROM incoming_2;
DELETE FROM incoming_3;
DELETE FROM incoming_4;
DELETE FROM incoming_5;
DELETE FROM incoming_6;
PRAGMA cache_size = -2000;

-- Sections are replaced
PRAGMA cache_size = -64000;
CREATE TEMPORARY TABLE IF NOT EXISTS doomed (model INTEGER NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (model, row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS moved (old_value TEXT NOT NULL, row_no BIGINT, row_key TEXT NOT NULL, PRIMARY KEY (old_value));
CREATE TEMPORARY TABLE IF NOT EXISTS placed (row_key TEXT NOT NULL, row_position BIGINT NOT NULL, PRIMARY KEY (row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_0 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, username TEXT, email TEXT, role TEXT, profile_picture TEXT, bio TEXT, created_at BIGINT, tenant_id TEXT, is_instance_owner BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_0 (row_no, row_place, row_key, extra, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?); -- 3 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_1 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, user_id TEXT, content TEXT, created_at BIGINT, updated_at BIGINT, parent_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_1 (row_no, row_place, row_key, extra, user_id, content, created_at, updated_at, parent_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_2 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, id TEXT, type TEXT, parent_id TEXT, child_ids TEXT, sort_order INTEGER, page_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_2 (row_no, row_place, row_key, extra, id, type, parent_id, child_ids, sort_order, page_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_3 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, password_hash TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_3 (row_no, row_place, row_key, extra, password_hash) VALUES (?, ?, ?, ?, ?); -- 2 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_4 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, first_login BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_4 (row_no, row_place, row_key, extra, first_login) VALUES (?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_5 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, data TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_5 (row_no, row_place, row_key, extra, data) VALUES (?, ?, ?, ?, ?); -- 2 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_6 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, name TEXT, owner_id TEXT, created_at BIGINT, homepage_config TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_6 (row_no, row_place, row_key, extra, name, owner_id, created_at, homepage_config) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_1 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_1 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_2 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_2 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_3 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_3 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_4 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_4 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_5 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_5 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_6 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_6 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
INSERT INTO doomed (model, row_key) SELECT 0, id FROM users WHERE NOT EXISTS (SELECT 1 FROM incoming_0 i WHERE i.row_key = users.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = users.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE NOT EXISTS (SELECT 1 FROM incoming_1 i WHERE i.row_key = comments.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 2, node_key FROM component_nodes WHERE NOT EXISTS (SELECT 1 FROM incoming_2 i WHERE i.row_key = component_nodes.node_key) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 2 AND d.row_key = component_nodes.node_key);
INSERT INTO doomed (model, row_key) SELECT 4, package_id FROM package_data WHERE NOT EXISTS (SELECT 1 FROM incoming_5 i WHERE i.row_key = package_data.package_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 4 AND d.row_key = package_data.package_id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE NOT EXISTS (SELECT 1 FROM incoming_6 i WHERE i.row_key = tenants.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
SELECT row_no, row_key, tenant_id FROM incoming_0 WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_6 t WHERE t.row_key = incoming_0.tenant_id) ORDER BY row_no;
SELECT row_no, row_key, user_id FROM incoming_1 WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_1.user_id) ORDER BY row_no;
SELECT row_no, row_key, owner_id FROM incoming_6 WHERE owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_6.owner_id) ORDER BY row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT username, MIN(row_no) AS first_no FROM incoming_0 GROUP BY username HAVING COUNT(*) > 1) f ON f.username = i.username WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT email, MIN(row_no) AS first_no FROM incoming_0 GROUP BY email HAVING COUNT(*) > 1) f ON f.email = i.email WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT role, MIN(row_no) AS first_no FROM incoming_0 WHERE role = 'supergod' GROUP BY role HAVING COUNT(*) > 1) f ON f.role = i.role WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT CASE WHEN EXISTS (SELECT 1 FROM users) THEN 1 ELSE 0 END;
INSERT INTO moved (row_key, old_value, row_no) SELECT users.id, users.username, i.row_no FROM users LEFT JOIN incoming_0 i ON i.row_key = users.id WHERE i.row_key IS NULL OR i.username <> users.username;
SELECT i.row_key, t.row_position FROM incoming_0 i LEFT JOIN users t ON t.id = i.row_key ORDER BY i.row_place;
INSERT INTO placed (row_key, row_position) VALUES (?, ?); -- 2 times
UPDATE users SET username = 'parked <uuid> ' || i.row_no FROM incoming_0 i WHERE i.username = users.username AND i.row_key <> users.id;
UPDATE users SET email = 'parked <uuid> ' || i.row_no FROM incoming_0 i WHERE i.email = users.email AND i.row_key <> users.id;
UPDATE users SET role = 'parked' FROM incoming_0 i WHERE i.role = users.role AND i.row_key <> users.id AND i.role = 'supergod';
UPDATE users SET username = i.username, email = i.email, role = i.role, profile_picture = i.profile_picture, bio = i.bio, created_at = i.created_at, tenant_id = i.tenant_id, is_instance_owner = i.is_instance_owner, extra = i.extra, row_position = COALESCE(p.row_position, users.row_position), row_version = users.row_version + 1 FROM incoming_0 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = users.id AND (p.row_key IS NOT NULL OR users.username IS DISTINCT FROM i.username OR users.email IS DISTINCT FROM i.email OR users.role IS DISTINCT FROM i.role OR users.profile_picture IS DISTINCT FROM i.profile_picture OR users.bio IS DISTINCT FROM i.bio OR users.created_at IS DISTINCT FROM i.created_at OR users.tenant_id IS DISTINCT FROM i.tenant_id OR users.is_instance_owner IS DISTINCT FROM i.is_instance_owner OR users.extra IS DISTINCT FROM i.extra);
INSERT INTO users (id, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner, extra, row_position, row_version) SELECT i.row_key, i.username, i.email, i.role, i.profile_picture, i.bio, i.created_at, i.tenant_id, i.is_instance_owner, i.extra, p.row_position, 1 FROM incoming_0 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM users t WHERE t.id = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM comments) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_1 i LEFT JOIN comments t ON t.id = i.row_key ORDER BY i.row_place;
UPDATE comments SET user_id = i.user_id, content = i.content, created_at = i.created_at, updated_at = i.updated_at, parent_id = i.parent_id, extra = i.extra, row_position = COALESCE(p.row_position, comments.row_position), row_version = comments.row_version + 1 FROM incoming_1 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = comments.id AND (p.row_key IS NOT NULL OR comments.user_id IS DISTINCT FROM i.user_id OR comments.content IS DISTINCT FROM i.content OR comments.created_at IS DISTINCT FROM i.created_at OR comments.updated_at IS DISTINCT FROM i.updated_at OR comments.parent_id IS DISTINCT FROM i.parent_id OR comments.extra IS DISTINCT FROM i.extra);
INSERT INTO comments (id, user_id, content, created_at, updated_at, parent_id, extra, row_position, row_version) SELECT i.row_key, i.user_id, i.content, i.created_at, i.updated_at, i.parent_id, i.extra, p.row_position, 1 FROM incoming_1 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM comments t WHERE t.id = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM component_nodes) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_2 i LEFT JOIN component_nodes t ON t.node_key = i.row_key ORDER BY i.row_place;
INSERT INTO placed (row_key, row_position) VALUES (?, ?);
UPDATE component_nodes SET id = i.id, type = i.type, parent_id = i.parent_id, child_ids = i.child_ids, sort_order = i.sort_order, page_id = i.page_id, extra = i.extra, row_position = COALESCE(p.row_position, component_nodes.row_position), row_version = component_nodes.row_version + 1 FROM incoming_2 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = component_nodes.node_key AND (p.row_key IS NOT NULL OR component_nodes.id IS DISTINCT FROM i.id OR component_nodes.type IS DISTINCT FROM i.type OR component_nodes.parent_id IS DISTINCT FROM i.parent_id OR component_nodes.child_ids IS DISTINCT FROM i.child_ids OR component_nodes.sort_order IS DISTINCT FROM i.sort_order OR component_nodes.page_id IS DISTINCT FROM i.page_id OR component_nodes.extra IS DISTINCT FROM i.extra);
INSERT INTO component_nodes (node_key, id, type, parent_id, child_ids, sort_order, page_id, extra, row_position, row_version) SELECT i.row_key, i.id, i.type, i.parent_id, i.child_ids, i.sort_order, i.page_id, i.extra, p.row_position, 1 FROM incoming_2 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM component_nodes t WHERE t.node_key = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM package_data) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_5 i LEFT JOIN package_data t ON t.package_id = i.row_key ORDER BY i.row_place;
INSERT INTO placed (row_key, row_position) VALUES (?, ?);
SELECT COUNT(*) FROM incoming_5 i JOIN package_data t ON t.package_id = i.row_key WHERE t.data IS NULL;
UPDATE package_data SET data = i.data, row_position = COALESCE(p.row_position, package_data.row_position), row_version = package_data.row_version + 1 FROM incoming_5 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = package_data.package_id AND (p.row_key IS NOT NULL OR package_data.data IS DISTINCT FROM i.data);
INSERT INTO package_data (package_id, data, row_position, row_version) SELECT i.row_key, i.data, p.row_position, 1 FROM incoming_5 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM package_data t WHERE t.package_id = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM tenants) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_6 i LEFT JOIN tenants t ON t.id = i.row_key ORDER BY i.row_place;
UPDATE tenants SET name = i.name, owner_id = i.owner_id, created_at = i.created_at, homepage_config = i.homepage_config, extra = i.extra, row_position = COALESCE(p.row_position, tenants.row_position), row_version = tenants.row_version + 1 FROM incoming_6 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = tenants.id AND (p.row_key IS NOT NULL OR tenants.name IS DISTINCT FROM i.name OR tenants.owner_id IS DISTINCT FROM i.owner_id OR tenants.created_at IS DISTINCT FROM i.created_at OR tenants.homepage_config IS DISTINCT FROM i.homepage_config OR tenants.extra IS DISTINCT FROM i.extra);
INSERT INTO tenants (id, name, owner_id, created_at, homepage_config, extra, row_position, row_version) SELECT i.row_key, i.name, i.owner_id, i.created_at, i.homepage_config, i.extra, p.row_position, 1 FROM incoming_6 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM tenants t WHERE t.id = i.row_key);
DELETE FROM placed;
DELETE FROM credentials WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = credentials.username) AND username IN (SELECT (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)) FROM moved m WHERE EXISTS (SELECT 1 FROM credentials f WHERE f.username = m.old_value));
DELETE FROM credentials WHERE username IN (SELECT m.old_value FROM moved m WHERE NOT EXISTS (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)));
UPDATE credentials SET username = 'parked <uuid> ' || m.row_no FROM moved m WHERE m.old_value = credentials.username;
UPDATE credentials SET username = t.username, row_version = credentials.row_version + 1 FROM moved m JOIN users t ON t.id = m.row_key WHERE credentials.username = 'parked <uuid> ' || m.row_no;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed;
UPDATE credentials SET password_hash = NULL, row_version = row_version + 1 WHERE password_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_3 i WHERE i.row_key = credentials.username);
DELETE FROM credentials WHERE password_hash IS NULL AND first_login IS NULL;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
SELECT COUNT(*) FROM incoming_3 i JOIN credentials t ON t.username = i.row_key WHERE t.password_hash IS NULL;
UPDATE credentials SET password_hash = i.password_hash, row_position = COALESCE(p.row_position, credentials.row_position), row_version = credentials.row_version + 1 FROM incoming_3 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = credentials.username AND (p.row_key IS NOT NULL OR credentials.password_hash IS DISTINCT FROM i.password_hash);
INSERT INTO credentials (username, password_hash, row_position, row_version) SELECT i.row_key, i.password_hash, 0, 1 FROM incoming_3 i WHERE NOT EXISTS (SELECT 1 FROM credentials t WHERE t.username = i.row_key);
DELETE FROM placed;
UPDATE credentials SET first_login = NULL, row_version = row_version + 1 WHERE first_login IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_4 i WHERE i.row_key = credentials.username);
DELETE FROM credentials WHERE password_hash IS NULL AND first_login IS NULL;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
SELECT COUNT(*) FROM incoming_4 i JOIN credentials t ON t.username = i.row_key WHERE t.first_login IS NULL;
UPDATE credentials SET first_login = i.first_login, row_position = COALESCE(p.row_position, credentials.row_position), row_version = credentials.row_version + 1 FROM incoming_4 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = credentials.username AND (p.row_key IS NOT NULL OR credentials.first_login IS DISTINCT FROM i.first_login);
INSERT INTO credentials (username, first_login, row_position, row_version) SELECT i.row_key, i.first_login, 0, 1 FROM incoming_4 i WHERE NOT EXISTS (SELECT 1 FROM credentials t WHERE t.username = i.row_key);
DELETE FROM placed;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed; -- 2 times
DELETE FROM moved;
DELETE FROM placed;
DELETE FROM incoming_0;
DELETE FROM incoming_1;
DELETE FROM incoming_2;
DELETE FROM incoming_3;
DELETE FROM incoming_4;
DELETE FROM incoming_5;
DELETE FROM incoming_6;
PRAGMA cache_size = -2000;

-- Sections with faults are repaired
PRAGMA cache_size = -64000;
CREATE TEMPORARY TABLE IF NOT EXISTS doomed (model INTEGER NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (model, row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS moved (old_value TEXT NOT NULL, row_no BIGINT, row_key TEXT NOT NULL, PRIMARY KEY (old_value));
CREATE TEMPORARY TABLE IF NOT EXISTS placed (row_key TEXT NOT NULL, row_position BIGINT NOT NULL, PRIMARY KEY (row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_0 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, username TEXT, email TEXT, role TEXT, profile_picture TEXT, bio TEXT, created_at BIGINT, tenant_id TEXT, is_instance_owner BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_0 (row_no, row_place, row_key, extra, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?); -- 2 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_1 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, user_id TEXT, content TEXT, created_at BIGINT, updated_at BIGINT, parent_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_1 (row_no, row_place, row_key, extra, user_id, content, created_at, updated_at, parent_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no < f.last_no ORDER BY i.row_no;
UPDATE incoming_0 SET row_place = f.first_no FROM (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f WHERE incoming_0.row_key = f.row_key AND incoming_0.row_no = f.last_no;
DELETE FROM incoming_0 WHERE (row_key, row_no) IN (SELECT i.row_key, i.row_no FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no < f.last_no);
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_1 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_1 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no < f.last_no ORDER BY i.row_no;
INSERT INTO doomed (model, row_key) SELECT 0, id FROM users WHERE NOT EXISTS (SELECT 1 FROM incoming_0 i WHERE i.row_key = users.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = users.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE NOT EXISTS (SELECT 1 FROM incoming_1 i WHERE i.row_key = comments.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = tenants.owner_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = tenants.owner_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
SELECT row_no, row_key, tenant_id FROM incoming_0 WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tenants t WHERE t.id = incoming_0.tenant_id AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = t.id)) ORDER BY row_no;
UPDATE incoming_0 SET tenant_id = NULL WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tenants t WHERE t.id = incoming_0.tenant_id AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = t.id));
SELECT row_no, row_key, user_id FROM incoming_1 WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_1.user_id) ORDER BY row_no;
DELETE FROM incoming_1 WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_1.user_id);
INSERT INTO doomed (model, row_key) SELECT 0, id FROM users WHERE NOT EXISTS (SELECT 1 FROM incoming_0 i WHERE i.row_key = users.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = users.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE NOT EXISTS (SELECT 1 FROM incoming_1 i WHERE i.row_key = comments.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = tenants.owner_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
SELECT row_no, row_key, tenant_id FROM incoming_0 WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tenants t WHERE t.id = incoming_0.tenant_id AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = t.id)) ORDER BY row_no;
SELECT row_no, row_key, user_id FROM incoming_1 WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_1.user_id) ORDER BY row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT username, MIN(row_no) AS first_no FROM incoming_0 GROUP BY username HAVING COUNT(*) > 1) f ON f.username = i.username WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT email, MIN(row_no) AS first_no FROM incoming_0 GROUP BY email HAVING COUNT(*) > 1) f ON f.email = i.email WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT role, MIN(row_no) AS first_no FROM incoming_0 WHERE role = 'supergod' GROUP BY role HAVING COUNT(*) > 1) f ON f.role = i.role WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT CASE WHEN EXISTS (SELECT 1 FROM users) THEN 1 ELSE 0 END;
INSERT INTO moved (row_key, old_value, row_no) SELECT users.id, users.username, i.row_no FROM users LEFT JOIN incoming_0 i ON i.row_key = users.id WHERE i.row_key IS NULL OR i.username <> users.username;
SELECT i.row_key, t.row_position FROM incoming_0 i LEFT JOIN users t ON t.id = i.row_key ORDER BY i.row_place;
UPDATE users SET username = 'parked <uuid> ' || i.row_no FROM incoming_0 i WHERE i.username = users.username AND i.row_key <> users.id;
UPDATE users SET email = 'parked <uuid> ' || i.row_no FROM incoming_0 i WHERE i.email = users.email AND i.row_key <> users.id;
UPDATE users SET role = 'parked' FROM incoming_0 i WHERE i.role = users.role AND i.row_key <> users.id AND i.role = 'supergod';
UPDATE users SET username = i.username, email = i.email, role = i.role, profile_picture = i.profile_picture, bio = i.bio, created_at = i.created_at, tenant_id = i.tenant_id, is_instance_owner = i.is_instance_owner, extra = i.extra, row_position = COALESCE(p.row_position, users.row_position), row_version = users.row_version + 1 FROM incoming_0 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = users.id AND (p.row_key IS NOT NULL OR users.username IS DISTINCT FROM i.username OR users.email IS DISTINCT FROM i.email OR users.role IS DISTINCT FROM i.role OR users.profile_picture IS DISTINCT FROM i.profile_picture OR users.bio IS DISTINCT FROM i.bio OR users.created_at IS DISTINCT FROM i.created_at OR users.tenant_id IS DISTINCT FROM i.tenant_id OR users.is_instance_owner IS DISTINCT FROM i.is_instance_owner OR users.extra IS DISTINCT FROM i.extra);
INSERT INTO users (id, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner, extra, row_position, row_version) SELECT i.row_key, i.username, i.email, i.role, i.profile_picture, i.bio, i.created_at, i.tenant_id, i.is_instance_owner, i.extra, p.row_position, 1 FROM incoming_0 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM users t WHERE t.id = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM comments) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_1 i LEFT JOIN comments t ON t.id = i.row_key ORDER BY i.row_place;
UPDATE comments SET user_id = i.user_id, content = i.content, created_at = i.created_at, updated_at = i.updated_at, parent_id = i.parent_id, extra = i.extra, row_position = COALESCE(p.row_position, comments.row_position), row_version = comments.row_version + 1 FROM incoming_1 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = comments.id AND (p.row_key IS NOT NULL OR comments.user_id IS DISTINCT FROM i.user_id OR comments.content IS DISTINCT FROM i.content OR comments.created_at IS DISTINCT FROM i.created_at OR comments.updated_at IS DISTINCT FROM i.updated_at OR comments.parent_id IS DISTINCT FROM i.parent_id OR comments.extra IS DISTINCT FROM i.extra);
INSERT INTO comments (id, user_id, content, created_at, updated_at, parent_id, extra, row_position, row_version) SELECT i.row_key, i.user_id, i.content, i.created_at, i.updated_at, i.parent_id, i.extra, p.row_position, 1 FROM incoming_1 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM comments t WHERE t.id = i.row_key);
DELETE FROM placed;
DELETE FROM credentials WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = credentials.username) AND username IN (SELECT (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)) FROM moved m WHERE EXISTS (SELECT 1 FROM credentials f WHERE f.username = m.old_value));
DELETE FROM credentials WHERE username IN (SELECT m.old_value FROM moved m WHERE NOT EXISTS (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)));
UPDATE credentials SET username = 'parked <uuid> ' || m.row_no FROM moved m WHERE m.old_value = credentials.username;
UPDATE credentials SET username = t.username, row_version = credentials.row_version + 1 FROM moved m JOIN users t ON t.id = m.row_key WHERE credentials.username = 'parked <uuid> ' || m.row_no;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed; -- 2 times
DELETE FROM moved;
DELETE FROM placed;
DELETE FROM incoming_0;
DELETE FROM incoming_1;
PRAGMA cache_size = -2000;

-- Users are replaced, and what refers to them follows
PRAGMA cache_size = -64000;
CREATE TEMPORARY TABLE IF NOT EXISTS doomed (model INTEGER NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (model, row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS moved (old_value TEXT NOT NULL, row_no BIGINT, row_key TEXT NOT NULL, PRIMARY KEY (old_value));
CREATE TEMPORARY TABLE IF NOT EXISTS placed (row_key TEXT NOT NULL, row_position BIGINT NOT NULL, PRIMARY KEY (row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_0 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, username TEXT, email TEXT, role TEXT, profile_picture TEXT, bio TEXT, created_at BIGINT, tenant_id TEXT, is_instance_owner BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_0 (row_no, row_place, row_key, extra, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
INSERT INTO doomed (model, row_key) SELECT 0, id FROM users WHERE NOT EXISTS (SELECT 1 FROM incoming_0 i WHERE i.row_key = users.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = users.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = comments.user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = tenants.owner_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
SELECT row_no, row_key, tenant_id FROM incoming_0 WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tenants t WHERE t.id = incoming_0.tenant_id AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = t.id)) ORDER BY row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT username, MIN(row_no) AS first_no FROM incoming_0 GROUP BY username HAVING COUNT(*) > 1) f ON f.username = i.username WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT email, MIN(row_no) AS first_no FROM incoming_0 GROUP BY email HAVING COUNT(*) > 1) f ON f.email = i.email WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT role, MIN(row_no) AS first_no FROM incoming_0 WHERE role = 'supergod' GROUP BY role HAVING COUNT(*) > 1) f ON f.role = i.role WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT CASE WHEN EXISTS (SELECT 1 FROM users) THEN 1 ELSE 0 END;
INSERT INTO moved (row_key, old_value, row_no) SELECT users.id, users.username, i.row_no FROM users LEFT JOIN incoming_0 i ON i.row_key = users.id WHERE i.row_key IS NULL OR i.username <> users.username;
SELECT i.row_key, t.row_position FROM incoming_0 i LEFT JOIN users t ON t.id = i.row_key ORDER BY i.row_place;
INSERT INTO placed (row_key, row_position) VALUES (?, ?);
UPDATE users SET username = 'parked <uuid> ' || i.row_no FROM incoming_0 i WHERE i.username = users.username AND i.row_key <> users.id;
UPDATE users SET email = 'parked <uuid> ' || i.row_no FROM incoming_0 i WHERE i.email = users.email AND i.row_key <> users.id;
UPDATE users SET role = 'parked' FROM incoming_0 i WHERE i.role = users.role AND i.row_key <> users.id AND i.role = 'supergod';
UPDATE users SET username = i.username, email = i.email, role = i.role, profile_picture = i.profile_picture, bio = i.bio, created_at = i.created_at, tenant_id = i.tenant_id, is_instance_owner = i.is_instance_owner, extra = i.extra, row_position = COALESCE(p.row_position, users.row_position), row_version = users.row_version + 1 FROM incoming_0 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = users.id AND (p.row_key IS NOT NULL OR users.username IS DISTINCT FROM i.username OR users.email IS DISTINCT FROM i.email OR users.role IS DISTINCT FROM i.role OR users.profile_picture IS DISTINCT FROM i.profile_picture OR users.bio IS DISTINCT FROM i.bio OR users.created_at IS DISTINCT FROM i.created_at OR users.tenant_id IS DISTINCT FROM i.tenant_id OR users.is_instance_owner IS DISTINCT FROM i.is_instance_owner OR users.extra IS DISTINCT FROM i.extra);
INSERT INTO users (id, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner, extra, row_position, row_version) SELECT i.row_key, i.username, i.email, i.role, i.profile_picture, i.bio, i.created_at, i.tenant_id, i.is_instance_owner, i.extra, p.row_position, 1 FROM incoming_0 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM users t WHERE t.id = i.row_key);
DELETE FROM placed;
DELETE FROM credentials WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = credentials.username) AND username IN (SELECT (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)) FROM moved m WHERE EXISTS (SELECT 1 FROM credentials f WHERE f.username = m.old_value));
DELETE FROM credentials WHERE username IN (SELECT m.old_value FROM moved m WHERE NOT EXISTS (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)));
UPDATE credentials SET username = 'parked <uuid> ' || m.row_no FROM moved m WHERE m.old_value = credentials.username;
UPDATE credentials SET username = t.username, row_version = credentials.row_version + 1 FROM moved m JOIN users t ON t.id = m.row_key WHERE credentials.username = 'parked <uuid> ' || m.row_no;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed; -- 2 times
DELETE FROM moved;
DELETE FROM placed;
DELETE FROM incoming_0;
PRAGMA cache_size = -2000;

-- Conflicts are found
PRAGMA cache_size = -64000;
CREATE TEMPORARY TABLE IF NOT EXISTS doomed (model INTEGER NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (model, row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS moved (old_value TEXT NOT NULL, row_no BIGINT, row_key TEXT NOT NULL, PRIMARY KEY (old_value));
CREATE TEMPORARY TABLE IF NOT EXISTS placed (row_key TEXT NOT NULL, row_position BIGINT NOT NULL, PRIMARY KEY (row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_0 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, username TEXT, email TEXT, role TEXT, profile_picture TEXT, bio TEXT, created_at BIGINT, tenant_id TEXT, is_instance_owner BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_0 (row_no, row_place, row_key, extra, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?); -- 2 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_1 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, user_id TEXT, content TEXT, created_at BIGINT, updated_at BIGINT, parent_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_1 (row_no, row_place, row_key, extra, user_id, content, created_at, updated_at, parent_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
DELETE FROM incoming_0 WHERE (row_key, row_no) IN (SELECT i.row_key, i.row_no FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no);
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_1 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_1 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
INSERT INTO doomed (model, row_key) SELECT 0, id FROM users WHERE NOT EXISTS (SELECT 1 FROM incoming_0 i WHERE i.row_key = users.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = users.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE NOT EXISTS (SELECT 1 FROM incoming_1 i WHERE i.row_key = comments.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = tenants.owner_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
SELECT row_no, row_key, tenant_id FROM incoming_0 WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tenants t WHERE t.id = incoming_0.tenant_id AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = t.id)) ORDER BY row_no;
SELECT row_no, row_key, user_id FROM incoming_1 WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_1.user_id) ORDER BY row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT username, MIN(row_no) AS first_no FROM incoming_0 GROUP BY username HAVING COUNT(*) > 1) f ON f.username = i.username WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT email, MIN(row_no) AS first_no FROM incoming_0 GROUP BY email HAVING COUNT(*) > 1) f ON f.email = i.email WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT role, MIN(row_no) AS first_no FROM incoming_0 WHERE role = 'supergod' GROUP BY role HAVING COUNT(*) > 1) f ON f.role = i.role WHERE i.row_no > f.first_no ORDER BY i.row_no;

-- Tenants are removed
PRAGMA cache_size = -64000;
CREATE TEMPORARY TABLE IF NOT EXISTS doomed (model INTEGER NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (model, row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS moved (old_value TEXT NOT NULL, row_no BIGINT, row_key TEXT NOT NULL, PRIMARY KEY (old_value));
CREATE TEMPORARY TABLE IF NOT EXISTS placed (row_key TEXT NOT NULL, row_position BIGINT NOT NULL, PRIMARY KEY (row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_6 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, name TEXT, owner_id TEXT, created_at BIGINT, homepage_config TEXT, PRIMARY KEY (row_key, row_no));
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_6 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_6 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE NOT EXISTS (SELECT 1 FROM incoming_6 i WHERE i.row_key = tenants.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = comments.user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
SELECT row_no, row_key, owner_id FROM incoming_6 WHERE owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users t WHERE t.id = incoming_6.owner_id AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = t.id)) ORDER BY row_no;
SELECT CASE WHEN EXISTS (SELECT 1 FROM tenants) THEN 1 ELSE 0 END;
INSERT INTO tenants (id, name, owner_id, created_at, homepage_config, extra, row_position, row_version) SELECT i.row_key, i.name, i.owner_id, i.created_at, i.homepage_config, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_6 i;
UPDATE users SET tenant_id = NULL, row_version = row_version + 1 WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = users.tenant_id);
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM doomed;
UPDATE users SET tenant_id = NULL, row_version = row_version + 1 WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = users.tenant_id);
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM doomed; -- 2 times
DELETE FROM moved;
DELETE FROM placed;
DELETE FROM incoming_6;
PRAGMA cache_size = -2000;

-- All is as in the beginning
PRAGMA cache_size = -64000;
CREATE TEMPORARY TABLE IF NOT EXISTS doomed (model INTEGER NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (model, row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS moved (old_value TEXT NOT NULL, row_no BIGINT, row_key TEXT NOT NULL, PRIMARY KEY (old_value));
CREATE TEMPORARY TABLE IF NOT EXISTS placed (row_key TEXT NOT NULL, row_position BIGINT NOT NULL, PRIMARY KEY (row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_0 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, username TEXT, email TEXT, role TEXT, profile_picture TEXT, bio TEXT, created_at BIGINT, tenant_id TEXT, is_instance_owner BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_0 (row_no, row_place, row_key, extra, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?); -- 3 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_1 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, user_id TEXT, content TEXT, created_at BIGINT, updated_at BIGINT, parent_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_1 (row_no, row_place, row_key, extra, user_id, content, created_at, updated_at, parent_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?); -- 2 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_2 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, id TEXT, type TEXT, parent_id TEXT, child_ids TEXT, sort_order INTEGER, page_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_2 (row_no, row_place, row_key, extra, id, type, parent_id, child_ids, sort_order, page_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_3 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, password_hash TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_3 (row_no, row_place, row_key, extra, password_hash) VALUES (?, ?, ?, ?, ?); -- 3 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_4 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, first_login BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_4 (row_no, row_place, row_key, extra, first_login) VALUES (?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_5 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, data TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_5 (row_no, row_place, row_key, extra, data) VALUES (?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_6 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, name TEXT, owner_id TEXT, created_at BIGINT, homepage_config TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_6 (row_no, row_place, row_key, extra, name, owner_id, created_at, homepage_config) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_1 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_1 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_2 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_2 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_3 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_3 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_4 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_4 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_5 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_5 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_6 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_6 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
INSERT INTO doomed (model, row_key) SELECT 0, id FROM users WHERE NOT EXISTS (SELECT 1 FROM incoming_0 i WHERE i.row_key = users.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = users.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE NOT EXISTS (SELECT 1 FROM incoming_1 i WHERE i.row_key = comments.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 2, node_key FROM component_nodes WHERE NOT EXISTS (SELECT 1 FROM incoming_2 i WHERE i.row_key = component_nodes.node_key) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 2 AND d.row_key = component_nodes.node_key);
INSERT INTO doomed (model, row_key) SELECT 4, package_id FROM package_data WHERE NOT EXISTS (SELECT 1 FROM incoming_5 i WHERE i.row_key = package_data.package_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 4 AND d.row_key = package_data.package_id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE NOT EXISTS (SELECT 1 FROM incoming_6 i WHERE i.row_key = tenants.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
SELECT row_no, row_key, tenant_id FROM incoming_0 WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_6 t WHERE t.row_key = incoming_0.tenant_id) ORDER BY row_no;
SELECT row_no, row_key, user_id FROM incoming_1 WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_1.user_id) ORDER BY row_no;
SELECT row_no, row_key, owner_id FROM incoming_6 WHERE owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_6.owner_id) ORDER BY row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT username, MIN(row_no) AS first_no FROM incoming_0 GROUP BY username HAVING COUNT(*) > 1) f ON f.username = i.username WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT email, MIN(row_no) AS first_no FROM incoming_0 GROUP BY email HAVING COUNT(*) > 1) f ON f.email = i.email WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT role, MIN(row_no) AS first_no FROM incoming_0 WHERE role = 'supergod' GROUP BY role HAVING COUNT(*) > 1) f ON f.role = i.role WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT CASE WHEN EXISTS (SELECT 1 FROM users) THEN 1 ELSE 0 END;
INSERT INTO moved (row_key, old_value, row_no) SELECT users.id, users.username, i.row_no FROM users LEFT JOIN incoming_0 i ON i.row_key = users.id WHERE i.row_key IS NULL OR i.username <> users.username;
SELECT i.row_key, t.row_position FROM incoming_0 i LEFT JOIN users t ON t.id = i.row_key ORDER BY i.row_place;
INSERT INTO placed (row_key, row_position) VALUES (?, ?); -- 2 times
UPDATE users SET username = 'parked <uuid> ' || i.row_no FROM incoming_0 i WHERE i.username = users.username AND i.row_key <> users.id;
UPDATE users SET email = 'parked <uuid> ' || i.row_no FROM incoming_0 i WHERE i.email = users.email AND i.row_key <> users.id;
UPDATE users SET role = 'parked' FROM incoming_0 i WHERE i.role = users.role AND i.row_key <> users.id AND i.role = 'supergod';
UPDATE users SET username = i.username, email = i.email, role = i.role, profile_picture = i.profile_picture, bio = i.bio, created_at = i.created_at, tenant_id = i.tenant_id, is_instance_owner = i.is_instance_owner, extra = i.extra, row_position = COALESCE(p.row_position, users.row_position), row_version = users.row_version + 1 FROM incoming_0 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = users.id AND (p.row_key IS NOT NULL OR users.username IS DISTINCT FROM i.username OR users.email IS DISTINCT FROM i.email OR users.role IS DISTINCT FROM i.role OR users.profile_picture IS DISTINCT FROM i.profile_picture OR users.bio IS DISTINCT FROM i.bio OR users.created_at IS DISTINCT FROM i.created_at OR users.tenant_id IS DISTINCT FROM i.tenant_id OR users.is_instance_owner IS DISTINCT FROM i.is_instance_owner OR users.extra IS DISTINCT FROM i.extra);
INSERT INTO users (id, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner, extra, row_position, row_version) SELECT i.row_key, i.username, i.email, i.role, i.profile_picture, i.bio, i.created_at, i.tenant_id, i.is_instance_owner, i.extra, p.row_position, 1 FROM incoming_0 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM users t WHERE t.id = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM comments) THEN 1 ELSE 0 END;
INSERT INTO comments (id, user_id, content, created_at, updated_at, parent_id, extra, row_position, row_version) SELECT i.row_key, i.user_id, i.content, i.created_at, i.updated_at, i.parent_id, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_1 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM component_nodes) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_2 i LEFT JOIN component_nodes t ON t.node_key = i.row_key ORDER BY i.row_place;
INSERT INTO placed (row_key, row_position) VALUES (?, ?);
UPDATE component_nodes SET id = i.id, type = i.type, parent_id = i.parent_id, child_ids = i.child_ids, sort_order = i.sort_order, page_id = i.page_id, extra = i.extra, row_position = COALESCE(p.row_position, component_nodes.row_position), row_version = component_nodes.row_version + 1 FROM incoming_2 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = component_nodes.node_key AND (p.row_key IS NOT NULL OR component_nodes.id IS DISTINCT FROM i.id OR component_nodes.type IS DISTINCT FROM i.type OR component_nodes.parent_id IS DISTINCT FROM i.parent_id OR component_nodes.child_ids IS DISTINCT FROM i.child_ids OR component_nodes.sort_order IS DISTINCT FROM i.sort_order OR component_nodes.page_id IS DISTINCT FROM i.page_id OR component_nodes.extra IS DISTINCT FROM i.extra);
INSERT INTO component_nodes (node_key, id, type, parent_id, child_ids, sort_order, page_id, extra, row_position, row_version) SELECT i.row_key, i.id, i.type, i.parent_id, i.child_ids, i.sort_order, i.page_id, i.extra, p.row_position, 1 FROM incoming_2 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM component_nodes t WHERE t.node_key = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM package_data) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_5 i LEFT JOIN package_data t ON t.package_id = i.row_key ORDER BY i.row_place;
SELECT COUNT(*) FROM incoming_5 i JOIN package_data t ON t.package_id = i.row_key WHERE t.data IS NULL;
UPDATE package_data SET data = i.data, row_position = COALESCE(p.row_position, package_data.row_position), row_version = package_data.row_version + 1 FROM incoming_5 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = package_data.package_id AND (p.row_key IS NOT NULL OR package_data.data IS DISTINCT FROM i.data);
INSERT INTO package_data (package_id, data, row_position, row_version) SELECT i.row_key, i.data, p.row_position, 1 FROM incoming_5 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM package_data t WHERE t.package_id = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM tenants) THEN 1 ELSE 0 END;
INSERT INTO tenants (id, name, owner_id, created_at, homepage_config, extra, row_position, row_version) SELECT i.row_key, i.name, i.owner_id, i.created_at, i.homepage_config, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_6 i;
DELETE FROM credentials WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = credentials.username) AND username IN (SELECT (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)) FROM moved m WHERE EXISTS (SELECT 1 FROM credentials f WHERE f.username = m.old_value));
DELETE FROM credentials WHERE username IN (SELECT m.old_value FROM moved m WHERE NOT EXISTS (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)));
UPDATE credentials SET username = 'parked <uuid> ' || m.row_no FROM moved m WHERE m.old_value = credentials.username;
UPDATE credentials SET username = t.username, row_version = credentials.row_version + 1 FROM moved m JOIN users t ON t.id = m.row_key WHERE credentials.username = 'parked <uuid> ' || m.row_no;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed;
UPDATE credentials SET password_hash = NULL, row_version = row_version + 1 WHERE password_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_3 i WHERE i.row_key = credentials.username);
DELETE FROM credentials WHERE password_hash IS NULL AND first_login IS NULL;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
INSERT INTO credentials (username, password_hash, row_position, row_version) SELECT i.row_key, i.password_hash, 0, 1 FROM incoming_3 i;
UPDATE credentials SET first_login = NULL, row_version = row_version + 1 WHERE first_login IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_4 i WHERE i.row_key = credentials.username);
DELETE FROM credentials WHERE password_hash IS NULL AND first_login IS NULL;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
SELECT COUNT(*) FROM incoming_4 i JOIN credentials t ON t.username = i.row_key WHERE t.first_login IS NULL;
UPDATE credentials SET first_login = i.first_login, row_position = COALESCE(p.row_position, credentials.row_position), row_version = credentials.row_version + 1 FROM incoming_4 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = credentials.username AND (p.row_key IS NOT NULL OR credentials.first_login IS DISTINCT FROM i.first_login);
INSERT INTO credentials (username, first_login, row_position, row_version) SELECT i.row_key, i.first_login, 0, 1 FROM incoming_4 i WHERE NOT EXISTS (SELECT 1 FROM credentials t WHERE t.username = i.row_key);
DELETE FROM placed;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed; -- 2 times
DELETE FROM moved;
DELETE FROM placed;
DELETE FROM incoming_0;
DELETE FROM incoming_1;
DELETE FROM incoming_2;
DELETE FROM incoming_3;
DELETE FROM incoming_4;
DELETE FROM incoming_5;
DELETE FROM incoming_6;
PRAGMA cache_size = -2000;

-- Pages of records
SELECT COUNT(ID) FROM users WHERE (((ROLE IN (?, ?)) AND ((created_at < ?) OR (created_at = ?))) AND ((BIO <> ?) OR (BIO IS NULL)));
SELECT ID, BIO, created_at, EMAIL, EXTRA, is_instance_owner, profile_picture, ROLE, row_position, row_version, tenant_id, USERNAME FROM users WHERE (((ROLE IN (?, ?)) AND ((created_at < ?) OR (created_at = ?))) AND ((BIO <> ?) OR (BIO IS NULL))) ORDER BY CASE WHEN (BIO IS NULL) THEN ? ELSE ? END ASC, BIO ASC, USERNAME ASC, row_position ASC, ID ASC LIMIT 2 OFFSET 0;
SELECT ID, BIO, created_at, EMAIL, EXTRA, is_instance_owner, profile_picture, ROLE, row_position, row_version, tenant_id, USERNAME FROM users WHERE ((((ROLE IN (?, ?)) AND ((created_at < ?) OR (created_at = ?))) AND ((BIO <> ?) OR (BIO IS NULL))) AND ((((BIO IS NULL) AND (USERNAME > ?)) OR (((BIO IS NULL) AND (USERNAME = ?)) AND (row_position > ?))) OR ((((BIO IS NULL) AND (USERNAME = ?)) AND (row_position = ?)) AND (ID > ?)))) ORDER BY CASE WHEN (BIO IS NULL) THEN ? ELSE ? END ASC, BIO ASC, USERNAME ASC, row_position ASC, ID ASC LIMIT 2 OFFSET 0;

-- How many records there are
SELECT COUNT(*) FROM users;
SELECT COUNT(*) FROM comments;
SELECT COUNT(*) FROM component_nodes;
SELECT COUNT(*) FROM credentials;
SELECT COUNT(*) FROM package_data;
SELECT COUNT(*) FROM tenants;
SELECT COUNT(*) FROM power_transfer_requests;
SELECT COUNT(*) FROM smtp_config;

-- Sections are read for an export
SELECT COUNT(*) FROM users;
SELECT id, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner, extra FROM users ORDER BY row_position, id;
SELECT COUNT(*) FROM component_nodes;
SELECT node_key, id, type, parent_id, child_ids, sort_order, page_id, extra FROM component_nodes ORDER BY row_position, node_key;
SELECT COUNT(*) FROM credentials WHERE password_hash IS NOT NULL;
SELECT username, password_hash FROM credentials WHERE password_hash IS NOT NULL ORDER BY username;
SELECT COUNT(*) FROM package_data WHERE data IS NOT NULL;
SELECT package_id, data FROM package_data WHERE data IS NOT NULL ORDER BY row_position, package_id;

-- Whether anything can be written
SELECT file FROM pragma_database_list WHERE name = 'main';

-- All records, and whether there are any
SELECT ID, CONTENT, created_at, EXTRA, parent_id, row_position, row_version, updated_at, user_id FROM comments ORDER BY row_position ASC, ID ASC;
SELECT 1 FROM comments LIMIT 1;

-- One record, read and locked
SELECT ID, BIO, created_at, EMAIL, EXTRA, is_instance_owner, profile_picture, ROLE, row_position, row_version, tenant_id, USERNAME FROM users WHERE (ID = ?);
SELECT ID, CONTENT, created_at, EXTRA, parent_id, row_position, row_version, updated_at, user_id FROM comments WHERE (ID = ?);

-- A user is added
INSERT INTO users (id, username, email, role, created_at, row_position, row_version) SELECT ?, ?, ?, ?, ?, COALESCE((SELECT MAX(row_position) FROM users), 0) + 1024, 1 WHERE NOT EXISTS (SELECT 1 FROM users WHERE id = ?) AND NOT EXISTS (SELECT 1 FROM users WHERE username = ?) AND NOT EXISTS (SELECT 1 FROM users WHERE email = ?) RETURNING row_position, row_version;

-- A comment is added, which refers to a user
INSERT INTO comments (id, user_id, content, created_at, row_position, row_version) SELECT ?, ?, ?, ?, COALESCE((SELECT MAX(row_position) FROM comments), 0) + 1024, 1 WHERE NOT EXISTS (SELECT 1 FROM comments WHERE id = ?) AND (SELECT 1 FROM users WHERE id = ?) = 1 RETURNING row_position, row_version;

-- A comment is not added: it refers to nobody
INSERT INTO comments (id, user_id, content, created_at, row_position, row_version) SELECT ?, ?, ?, ?, COALESCE((SELECT MAX(row_position) FROM comments), 0) + 1024, 1 WHERE NOT EXISTS (SELECT 1 FROM comments WHERE id = ?) AND (SELECT 1 FROM users WHERE id = ?) = 1 RETURNING row_position, row_version;
SELECT ID, CONTENT, created_at, EXTRA, parent_id, row_position, row_version, updated_at, user_id FROM comments WHERE (ID = ?);
SELECT id FROM users WHERE id IN (?) ORDER BY id;

-- A user is not added: the name and the role are taken
INSERT INTO users (id, username, email, role, created_at, tenant_id, row_position, row_version) SELECT ?, ?, ?, ?, ?, ?, COALESCE((SELECT MAX(row_position) FROM users), 0) + 1024, 1 WHERE NOT EXISTS (SELECT 1 FROM users WHERE id = ?) AND NOT EXISTS (SELECT 1 FROM users WHERE username = ?) AND NOT EXISTS (SELECT 1 FROM users WHERE email = ?) AND NOT EXISTS (SELECT 1 FROM users WHERE role = ?) AND (SELECT 1 FROM tenants WHERE id = ?) = 1 RETURNING row_position, row_version;
SELECT ID, BIO, created_at, EMAIL, EXTRA, is_instance_owner, profile_picture, ROLE, row_position, row_version, tenant_id, USERNAME FROM users WHERE (ID = ?);
SELECT USERNAME, ID FROM users WHERE (USERNAME IN (?));
SELECT EMAIL, ID FROM users WHERE (EMAIL IN (?));
SELECT ROLE, ID FROM users WHERE (ROLE IN (?));
SELECT id FROM tenants WHERE id IN (?) ORDER BY id;

-- A comment is added if absent
SELECT ID, CONTENT, created_at, EXTRA, parent_id, row_position, row_version, updated_at, user_id FROM comments WHERE (ID = ?);
INSERT INTO comments (id, user_id, content, created_at, row_position, row_version) SELECT ?, ?, ?, ?, COALESCE((SELECT MAX(row_position) FROM comments), 0) + 1024, 1 WHERE NOT EXISTS (SELECT 1 FROM comments WHERE id = ?) AND (SELECT 1 FROM users WHERE id = ?) = 1 RETURNING row_position, row_version;

-- A record is changed in one statement
UPDATE users SET bio = ?, created_at = ?, row_version = row_version + 1 WHERE id = ? AND (bio IS DISTINCT FROM ? OR created_at IS DISTINCT FROM ?) AND (extra IS NULL OR NOT (extra LIKE '%"bio":%' OR extra LIKE '%"createdAt":%')) RETURNING id, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner, extra, row_position, row_version;

-- A record is changed, and what refers to it follows
SELECT ID, BIO, created_at, EMAIL, EXTRA, is_instance_owner, profile_picture, ROLE, row_position, row_version, tenant_id, USERNAME FROM users WHERE (ID = ?);
SELECT USERNAME, ID FROM users WHERE (USERNAME IN (?));
SELECT username FROM credentials WHERE username IN (?);
DELETE FROM credentials WHERE username = ?;
UPDATE credentials SET username = ?, row_version = row_version + 1 WHERE username = ?;
UPDATE users SET USERNAME = ?, row_version = ? WHERE ((ID = ?) AND (row_version = ?));

-- A record is put in the place of another
SELECT ID, CONTENT, created_at, EXTRA, parent_id, row_position, row_version, updated_at, user_id FROM comments WHERE (ID = ?);
SELECT id FROM users WHERE id IN (?) ORDER BY id;
UPDATE comments SET user_id = ?, row_version = ? WHERE ((ID = ?) AND (row_version = ?));

-- A record is put where there is none
SELECT ID, CONTENT, created_at, EXTRA, parent_id, row_position, row_version, updated_at, user_id FROM comments WHERE (ID = ?);
INSERT INTO comments (id, user_id, content, created_at, row_position, row_version) SELECT ?, ?, ?, ?, COALESCE((SELECT MAX(row_position) FROM comments), 0) + 1024, 1 WHERE NOT EXISTS (SELECT 1 FROM comments WHERE id = ?) AND (SELECT 1 FROM users WHERE id = ?) = 1 RETURNING row_position, row_version;

-- A tenant is deleted
UPDATE users SET tenant_id = NULL, row_version = row_version + 1 WHERE tenant_id IN (?);
SELECT ID, created_at, EXTRA, homepage_config, NAME, owner_id, row_position, row_version FROM tenants WHERE (ID IN (?)) ORDER BY ID ASC;
DELETE FROM tenants WHERE id IN (?);

-- A user is deleted
SELECT ID, BIO, created_at, EMAIL, EXTRA, is_instance_owner, profile_picture, ROLE, row_position, row_version, tenant_id, USERNAME FROM users WHERE (ID IN (?)) ORDER BY ID ASC;
DELETE FROM comments WHERE user_id IN (?);
DELETE FROM credentials WHERE username IN (?);
SELECT id FROM tenants WHERE owner_id IN (?);
DELETE FROM power_transfer_requests WHERE from_user_id IN (?);
DELETE FROM power_transfer_requests WHERE to_user_id IN (?);
DELETE FROM users WHERE id IN (?);

-- A page is added
INSERT INTO pages (id, path, title, level, component_tree, requires_auth, row_position, row_version) SELECT ?, ?, ?, ?, ?, ?, COALESCE((SELECT MAX(row_position) FROM pages), 0) + 1024, 1 WHERE NOT EXISTS (SELECT 1 FROM pages WHERE id = ?) RETURNING row_position, row_version;

-- A page is deleted, and components of a later table forget it
SELECT ID, component_tree, EXTRA, LEVEL, PATH, required_role, requires_auth, row_position, row_version, TITLE FROM pages WHERE (ID IN (?)) ORDER BY ID ASC;
UPDATE component_nodes SET page_id = NULL, row_version = row_version + 1 WHERE page_id IN (?);
DELETE FROM pages WHERE id IN (?);

-- A record of which there is one at most is put and deleted
SELECT ID, EXTRA, from_email, from_name, HOST, PASSWORD, PORT, row_position, row_version, SECURE, USERNAME FROM smtp_config ORDER BY row_position ASC, ID ASC;
SELECT ID, EXTRA, from_email, from_name, HOST, PASSWORD, PORT, row_position, row_version, SECURE, USERNAME FROM smtp_config WHERE (ID = ?);
INSERT INTO smtp_config (id, host, port, secure, username, password, from_email, from_name, row_position, row_version) SELECT ?, ?, ?, ?, ?, ?, ?, ?, COALESCE((SELECT MAX(row_position) FROM smtp_config), 0) + 1024, 1 WHERE NOT EXISTS (SELECT 1 FROM smtp_config WHERE id = ?) RETURNING row_position, row_version;
SELECT ID, EXTRA, from_email, from_name, HOST, PASSWORD, PORT, row_position, row_version, SECURE, USERNAME FROM smtp_config ORDER BY row_position ASC, ID ASC;
SELECT ID, EXTRA, from_email, from_name, HOST, PASSWORD, PORT, row_position, row_version, SECURE, USERNAME FROM smtp_config WHERE (ID IN (?)) ORDER BY ID ASC;
DELETE FROM smtp_config WHERE id IN (?);

-- Values are set by key
INSERT INTO credentials (username, password_hash, first_login, row_position, row_version) SELECT ?, ?, ?, COALESCE(MAX(row_position), 0) + 1024, 1 FROM credentials WHERE TRUE ON CONFLICT (username) DO UPDATE SET password_hash = excluded.password_hash, first_login = excluded.first_login, row_version = credentials.row_version + 1;

-- Many records are added
SELECT ID, CONTENT, created_at, EXTRA, parent_id, row_position, row_version, updated_at, user_id FROM comments WHERE (ID IN (?, ?, ?)) ORDER BY ID ASC;
SELECT id FROM users WHERE id IN (?, ?) ORDER BY id;
SELECT MAX(row_position) FROM comments;
INSERT INTO comments (ID, CONTENT, created_at, EXTRA, parent_id, row_position, row_version, updated_at, user_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?); -- 3 times

-- Many records are changed and deleted
SELECT ID, BIO, created_at, EMAIL, EXTRA, is_instance_owner, profile_picture, ROLE, row_position, row_version, tenant_id, USERNAME FROM users WHERE (ID IN (?, ?)) ORDER BY ID ASC;
SELECT USERNAME, ID FROM users WHERE (USERNAME IN (?, ?));
SELECT MAX(row_position) FROM users;
SELECT username FROM credentials WHERE username IN (?);
DELETE FROM credentials WHERE username = ?;
UPDATE credentials SET username = ?, row_version = row_version + 1 WHERE username = ?;
UPDATE users SET USERNAME = ?, row_version = ? WHERE ((ID = ?) AND (row_version = ?));
SELECT username FROM credentials WHERE username IN (?);
DELETE FROM credentials WHERE username = ?;
UPDATE credentials SET username = ?, row_version = row_version + 1 WHERE username = ?;
UPDATE users SET USERNAME = ?, row_version = ? WHERE ((ID = ?) AND (row_version = ?));
SELECT ID, CONTENT, created_at, EXTRA, parent_id, row_position, row_version, updated_at, user_id FROM comments WHERE (ID IN (?)) ORDER BY ID ASC;
SELECT id FROM users WHERE id IN (?) ORDER BY id;
SELECT MAX(row_position) FROM comments;
UPDATE comments SET user_id = ?, row_version = ? WHERE ((ID = ?) AND (row_version = ?));
SELECT ID, BIO, created_at, EMAIL, EXTRA, is_instance_owner, profile_picture, ROLE, row_position, row_version, tenant_id, USERNAME FROM users WHERE (ID IN (?, ?)) ORDER BY ID ASC;
DELETE FROM comments WHERE user_id IN (?, ?);
DELETE FROM credentials WHERE username IN (?, ?);
SELECT id FROM tenants WHERE owner_id IN (?, ?);
DELETE FROM power_transfer_requests WHERE from_user_id IN (?, ?);
DELETE FROM power_transfer_requests WHERE to_user_id IN (?, ?);
DELETE FROM users WHERE id IN (?, ?);

-- An answer is kept
SELECT request, status, location, tag, body FROM idempotency_keys WHERE id = ? AND created_at > ?;
DELETE FROM idempotency_keys WHERE id = ? AND created_at <= ?;
INSERT INTO idempotency_keys (id, request, created_at, status, location, tag, body) VALUES (?, ?, ?, ?, ?, ?, ?);

-- Old answers are removed
DELETE FROM idempotency_keys WHERE created_at <= ?;

-- Sessions
SELECT s.id, s.user_id, s.account_digest, s.created_at, s.used_at, u.username, u.role, c.password_hash FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN credentials c ON c.username = u.username WHERE s.id = ?;
SELECT s.id, s.user_id, s.account_digest, s.created_at, s.used_at, u.username, u.role, c.password_hash FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN credentials c ON c.username = u.username WHERE s.user_id = ? ORDER BY s.created_at DESC, s.id;
UPDATE sessions SET used_at = ? WHERE id = ? AND used_at < ?;
DELETE FROM sessions WHERE user_id = ? AND id = ?;
DELETE FROM sessions WHERE user_id = ?;
DELETE FROM sessions WHERE id = ?;

-- A comment is added, and written down
INSERT INTO comments (id, user_id, content, created_at, row_position, row_version) SELECT ?, ?, ?, ?, COALESCE((SELECT MAX(row_position) FROM comments), 0) + 1024, 1 WHERE NOT EXISTS (SELECT 1 FROM comments WHERE id = ?) AND (SELECT 1 FROM users WHERE id = ?) = 1 RETURNING row_position, row_version;
UPDATE change_numbering SET last_number = last_number + 1;
INSERT INTO change_sets (id, number, changed_at, actor, way, request_id, job_id) SELECT last_number, last_number, ?, ?, ?, ?, ? FROM change_numbering;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- A record is changed in one statement, and written down
SELECT id, user_id, content, created_at, updated_at, parent_id, extra, row_position, row_version FROM comments WHERE id = ?;
UPDATE comments SET content = ?, row_version = row_version + 1 WHERE id = ? AND (content IS DISTINCT FROM ?) AND (extra IS NULL OR NOT (extra LIKE '%"content":%')) RETURNING id, user_id, content, created_at, updated_at, parent_id, extra, row_position, row_version;
UPDATE change_numbering SET last_number = last_number + 1;
INSERT INTO change_sets (id, number, changed_at, actor, way, request_id, job_id) SELECT last_number, last_number, ?, ?, ?, ?, ? FROM change_numbering;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- A record is put in the place of another, and written down
SELECT ID, CONTENT, created_at, EXTRA, parent_id, row_position, row_version, updated_at, user_id FROM comments WHERE (ID = ?);
UPDATE comments SET CONTENT = ?, row_version = ? WHERE ((ID = ?) AND (row_version = ?));
UPDATE change_numbering SET last_number = last_number + 1;
INSERT INTO change_sets (id, number, changed_at, actor, way, request_id, job_id) SELECT last_number, last_number, ?, ?, ?, ?, ? FROM change_numbering;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Values are set by key, and written down
SELECT username, password_hash, password_change_timestamp, first_login, extra, row_position, row_version FROM credentials WHERE username IN (?) ORDER BY username;
INSERT INTO credentials (username, first_login, row_position, row_version) SELECT ?, ?, COALESCE(MAX(row_position), 0) + 1024, 1 FROM credentials WHERE TRUE ON CONFLICT (username) DO NOTHING;
UPDATE change_numbering SET last_number = last_number + 1;
INSERT INTO change_sets (id, number, changed_at, actor, way, request_id, job_id) SELECT last_number, last_number, ?, ?, ?, ?, ? FROM change_numbering;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Values are set by key again, and written down
SELECT username, password_hash, password_change_timestamp, first_login, extra, row_position, row_version FROM credentials WHERE username IN (?) ORDER BY username;
INSERT INTO credentials (username, first_login, row_position, row_version) SELECT ?, ?, COALESCE(MAX(row_position), 0) + 1024, 1 FROM credentials WHERE TRUE ON CONFLICT (username) DO UPDATE SET first_login = excluded.first_login, row_version = credentials.row_version + 1;
UPDATE change_numbering SET last_number = last_number + 1;
INSERT INTO change_sets (id, number, changed_at, actor, way, request_id, job_id) SELECT last_number, last_number, ?, ?, ?, ?, ? FROM change_numbering;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- A record is changed, what refers to it follows, and all is written down
SELECT ID, BIO, created_at, EMAIL, EXTRA, is_instance_owner, profile_picture, ROLE, row_position, row_version, tenant_id, USERNAME FROM users WHERE (ID = ?);
SELECT USERNAME, ID FROM users WHERE (USERNAME IN (?));
SELECT username FROM credentials WHERE username IN (?);
UPDATE users SET USERNAME = ?, row_version = ? WHERE ((ID = ?) AND (row_version = ?));
SELECT username, password_hash, password_change_timestamp, first_login, extra, row_position, row_version FROM credentials WHERE username IN (?, ?) ORDER BY username;
DELETE FROM credentials WHERE username = ?;
UPDATE credentials SET username = ?, row_version = row_version + 1 WHERE username = ?;
UPDATE change_numbering SET last_number = last_number + 1;
INSERT INTO change_sets (id, number, changed_at, actor, way, request_id, job_id) SELECT last_number, last_number, ?, ?, ?, ?, ? FROM change_numbering;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- A user is deleted, and all is written down
SELECT ID, BIO, created_at, EMAIL, EXTRA, is_instance_owner, profile_picture, ROLE, row_position, row_version, tenant_id, USERNAME FROM users WHERE (ID IN (?)) ORDER BY ID ASC;
SELECT id, user_id, content, created_at, updated_at, parent_id, extra, row_position, row_version FROM comments WHERE user_id IN (?) ORDER BY id;
DELETE FROM comments WHERE user_id IN (?);
SELECT username, password_hash, password_change_timestamp, first_login, extra, row_position, row_version FROM credentials WHERE username IN (?) ORDER BY username;
DELETE FROM credentials WHERE username IN (?);
SELECT id FROM tenants WHERE owner_id IN (?);
SELECT id, from_user_id, to_user_id, status, created_at, expires_at, extra, row_position, row_version FROM power_transfer_requests WHERE from_user_id IN (?) ORDER BY id;
SELECT id, from_user_id, to_user_id, status, created_at, expires_at, extra, row_position, row_version FROM power_transfer_requests WHERE to_user_id IN (?) ORDER BY id;
DELETE FROM users WHERE id IN (?);
UPDATE change_numbering SET last_number = last_number + 1;
INSERT INTO change_sets (id, number, changed_at, actor, way, request_id, job_id) SELECT last_number, last_number, ?, ?, ?, ?, ? FROM change_numbering;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Sections are replaced, and all is written down
PRAGMA cache_size = -64000;
CREATE TEMPORARY TABLE IF NOT EXISTS doomed (model INTEGER NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (model, row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS moved (old_value TEXT NOT NULL, row_no BIGINT, row_key TEXT NOT NULL, PRIMARY KEY (old_value));
CREATE TEMPORARY TABLE IF NOT EXISTS placed (row_key TEXT NOT NULL, row_position BIGINT NOT NULL, PRIMARY KEY (row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_0 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, username TEXT, email TEXT, role TEXT, profile_picture TEXT, bio TEXT, created_at BIGINT, tenant_id TEXT, is_instance_owner BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_0 (row_no, row_place, row_key, extra, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?); -- 3 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_1 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, user_id TEXT, content TEXT, created_at BIGINT, updated_at BIGINT, parent_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_1 (row_no, row_place, row_key, extra, user_id, content, created_at, updated_at, parent_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_2 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, id TEXT, type TEXT, parent_id TEXT, child_ids TEXT, sort_order INTEGER, page_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_2 (row_no, row_place, row_key, extra, id, type, parent_id, child_ids, sort_order, page_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_3 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, password_hash TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_3 (row_no, row_place, row_key, extra, password_hash) VALUES (?, ?, ?, ?, ?); -- 2 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_4 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, first_login BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_4 (row_no, row_place, row_key, extra, first_login) VALUES (?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_5 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, data TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_5 (row_no, row_place, row_key, extra, data) VALUES (?, ?, ?, ?, ?); -- 2 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_6 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, name TEXT, owner_id TEXT, created_at BIGINT, homepage_config TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_6 (row_no, row_place, row_key, extra, name, owner_id, created_at, homepage_config) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_1 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_1 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_2 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_2 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_3 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_3 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_4 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_4 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_5 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_5 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_6 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_6 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
INSERT INTO doomed (model, row_key) SELECT 0, id FROM users WHERE NOT EXISTS (SELECT 1 FROM incoming_0 i WHERE i.row_key = users.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = users.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE NOT EXISTS (SELECT 1 FROM incoming_1 i WHERE i.row_key = comments.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 2, node_key FROM component_nodes WHERE NOT EXISTS (SELECT 1 FROM incoming_2 i WHERE i.row_key = component_nodes.node_key) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 2 AND d.row_key = component_nodes.node_key);
INSERT INTO doomed (model, row_key) SELECT 4, package_id FROM package_data WHERE NOT EXISTS (SELECT 1 FROM incoming_5 i WHERE i.row_key = package_data.package_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 4 AND d.row_key = package_data.package_id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE NOT EXISTS (SELECT 1 FROM incoming_6 i WHERE i.row_key = tenants.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
SELECT row_no, row_key, tenant_id FROM incoming_0 WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_6 t WHERE t.row_key = incoming_0.tenant_id) ORDER BY row_no;
SELECT row_no, row_key, user_id FROM incoming_1 WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_1.user_id) ORDER BY row_no;
SELECT row_no, row_key, owner_id FROM incoming_6 WHERE owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_6.owner_id) ORDER BY row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT username, MIN(row_no) AS first_no FROM incoming_0 GROUP BY username HAVING COUNT(*) > 1) f ON f.username = i.username WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT email, MIN(row_no) AS first_no FROM incoming_0 GROUP BY email HAVING COUNT(*) > 1) f ON f.email = i.email WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT role, MIN(row_no) AS first_no FROM incoming_0 WHERE role = 'supergod' GROUP BY role HAVING COUNT(*) > 1) f ON f.role = i.role WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT DISTINCT model FROM doomed;
CREATE TEMPORARY TABLE IF NOT EXISTS kept_2 (row_key TEXT NOT NULL, row_version BIGINT, row_position BIGINT, id TEXT, type TEXT, parent_id TEXT, child_ids TEXT, sort_order INTEGER, page_id TEXT, extra TEXT, PRIMARY KEY (row_key));
INSERT INTO kept_2 (row_key, row_version, row_position, id, type, parent_id, child_ids, sort_order, page_id, extra) SELECT * FROM (SELECT t.node_key AS row_key, t.row_version, t.row_position, t.id, t.type, t.parent_id, t.child_ids, t.sort_order, t.page_id, t.extra FROM component_nodes t WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 2 AND d.row_key = t.node_key)) s WHERE NOT EXISTS (SELECT 1 FROM kept_2 k WHERE k.row_key = s.row_key);
SELECT CASE WHEN EXISTS (SELECT 1 FROM users) THEN 1 ELSE 0 END;
INSERT INTO users (id, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner, extra, row_position, row_version) SELECT i.row_key, i.username, i.email, i.role, i.profile_picture, i.bio, i.created_at, i.tenant_id, i.is_instance_owner, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_0 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM comments) THEN 1 ELSE 0 END;
INSERT INTO comments (id, user_id, content, created_at, updated_at, parent_id, extra, row_position, row_version) SELECT i.row_key, i.user_id, i.content, i.created_at, i.updated_at, i.parent_id, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_1 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM component_nodes) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_2 i LEFT JOIN component_nodes t ON t.node_key = i.row_key ORDER BY i.row_place;
INSERT INTO placed (row_key, row_position) VALUES (?, ?);
INSERT INTO kept_2 (row_key, row_version, row_position, id, type, parent_id, child_ids, sort_order, page_id, extra) SELECT * FROM (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.id, t.type, t.parent_id, t.child_ids, t.sort_order, t.page_id, t.extra FROM incoming_2 i LEFT JOIN component_nodes t ON t.node_key = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.node_key IS NULL OR p.row_key IS NOT NULL OR t.id IS DISTINCT FROM i.id OR t.type IS DISTINCT FROM i.type OR t.parent_id IS DISTINCT FROM i.parent_id OR t.child_ids IS DISTINCT FROM i.child_ids OR t.sort_order IS DISTINCT FROM i.sort_order OR t.page_id IS DISTINCT FROM i.page_id OR t.extra IS DISTINCT FROM i.extra) s WHERE NOT EXISTS (SELECT 1 FROM kept_2 k WHERE k.row_key = s.row_key);
UPDATE component_nodes SET id = i.id, type = i.type, parent_id = i.parent_id, child_ids = i.child_ids, sort_order = i.sort_order, page_id = i.page_id, extra = i.extra, row_position = COALESCE(p.row_position, component_nodes.row_position), row_version = component_nodes.row_version + 1 FROM incoming_2 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = component_nodes.node_key AND (p.row_key IS NOT NULL OR component_nodes.id IS DISTINCT FROM i.id OR component_nodes.type IS DISTINCT FROM i.type OR component_nodes.parent_id IS DISTINCT FROM i.parent_id OR component_nodes.child_ids IS DISTINCT FROM i.child_ids OR component_nodes.sort_order IS DISTINCT FROM i.sort_order OR component_nodes.page_id IS DISTINCT FROM i.page_id OR component_nodes.extra IS DISTINCT FROM i.extra);
INSERT INTO component_nodes (node_key, id, type, parent_id, child_ids, sort_order, page_id, extra, row_position, row_version) SELECT i.row_key, i.id, i.type, i.parent_id, i.child_ids, i.sort_order, i.page_id, i.extra, p.row_position, 1 FROM incoming_2 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM component_nodes t WHERE t.node_key = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM package_data) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_5 i LEFT JOIN package_data t ON t.package_id = i.row_key ORDER BY i.row_place;
INSERT INTO placed (row_key, row_position) VALUES (?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS kept_4 (row_key TEXT NOT NULL, row_version BIGINT, row_position BIGINT, data TEXT, extra TEXT, PRIMARY KEY (row_key));
INSERT INTO kept_4 (row_key, row_version, row_position, data, extra) SELECT * FROM (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.data, t.extra FROM incoming_5 i LEFT JOIN package_data t ON t.package_id = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.package_id IS NULL OR p.row_key IS NOT NULL OR t.data IS DISTINCT FROM i.data) s WHERE NOT EXISTS (SELECT 1 FROM kept_4 k WHERE k.row_key = s.row_key);
SELECT COUNT(*) FROM incoming_5 i JOIN package_data t ON t.package_id = i.row_key WHERE t.data IS NULL;
UPDATE package_data SET data = i.data, row_position = COALESCE(p.row_position, package_data.row_position), row_version = package_data.row_version + 1 FROM incoming_5 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = package_data.package_id AND (p.row_key IS NOT NULL OR package_data.data IS DISTINCT FROM i.data);
INSERT INTO package_data (package_id, data, row_position, row_version) SELECT i.row_key, i.data, p.row_position, 1 FROM incoming_5 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM package_data t WHERE t.package_id = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM tenants) THEN 1 ELSE 0 END;
INSERT INTO tenants (id, name, owner_id, created_at, homepage_config, extra, row_position, row_version) SELECT i.row_key, i.name, i.owner_id, i.created_at, i.homepage_config, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_6 i;
CREATE TEMPORARY TABLE IF NOT EXISTS kept_3 (row_key TEXT NOT NULL, row_version BIGINT, row_position BIGINT, password_hash TEXT, password_change_timestamp BIGINT, first_login BOOLEAN, extra TEXT, PRIMARY KEY (row_key));
SELECT CASE WHEN EXISTS (SELECT t.username AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM moved m JOIN credentials t ON t.username = m.old_value) THEN 1 ELSE 0 END;
DELETE FROM credentials WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = credentials.username) AND username IN (SELECT (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)) FROM moved m WHERE EXISTS (SELECT 1 FROM credentials f WHERE f.username = m.old_value));
DELETE FROM credentials WHERE username IN (SELECT m.old_value FROM moved m WHERE NOT EXISTS (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)));
UPDATE credentials SET username = 'parked <uuid> ' || m.row_no FROM moved m WHERE m.old_value = credentials.username;
UPDATE credentials SET username = t.username, row_version = credentials.row_version + 1 FROM moved m JOIN users t ON t.id = m.row_key WHERE credentials.username = 'parked <uuid> ' || m.row_no;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed;
SELECT CASE WHEN EXISTS (SELECT t.username AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM credentials t WHERE t.password_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_3 i WHERE i.row_key = t.username)) THEN 1 ELSE 0 END;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
SELECT CASE WHEN EXISTS (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM incoming_3 i LEFT JOIN credentials t ON t.username = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.username IS NULL OR p.row_key IS NOT NULL OR t.password_hash IS DISTINCT FROM i.password_hash) THEN 1 ELSE 0 END;
INSERT INTO kept_3 (row_key, row_version, row_position, password_hash, password_change_timestamp, first_login, extra) SELECT * FROM (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM incoming_3 i LEFT JOIN credentials t ON t.username = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.username IS NULL OR p.row_key IS NOT NULL OR t.password_hash IS DISTINCT FROM i.password_hash) s WHERE NOT EXISTS (SELECT 1 FROM kept_3 k WHERE k.row_key = s.row_key);
SELECT COUNT(*) FROM incoming_3 i JOIN credentials t ON t.username = i.row_key WHERE t.password_hash IS NULL;
UPDATE credentials SET password_hash = i.password_hash, row_position = COALESCE(p.row_position, credentials.row_position), row_version = credentials.row_version + 1 FROM incoming_3 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = credentials.username AND (p.row_key IS NOT NULL OR credentials.password_hash IS DISTINCT FROM i.password_hash);
INSERT INTO credentials (username, password_hash, row_position, row_version) SELECT i.row_key, i.password_hash, 0, 1 FROM incoming_3 i WHERE NOT EXISTS (SELECT 1 FROM credentials t WHERE t.username = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT t.username AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM credentials t WHERE t.first_login IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_4 i WHERE i.row_key = t.username)) THEN 1 ELSE 0 END;
INSERT INTO kept_3 (row_key, row_version, row_position, password_hash, password_change_timestamp, first_login, extra) SELECT * FROM (SELECT t.username AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM credentials t WHERE t.first_login IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_4 i WHERE i.row_key = t.username)) s WHERE NOT EXISTS (SELECT 1 FROM kept_3 k WHERE k.row_key = s.row_key);
UPDATE credentials SET first_login = NULL, row_version = row_version + 1 WHERE first_login IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_4 i WHERE i.row_key = credentials.username);
DELETE FROM credentials WHERE password_hash IS NULL AND first_login IS NULL;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
SELECT CASE WHEN EXISTS (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM incoming_4 i LEFT JOIN credentials t ON t.username = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.username IS NULL OR p.row_key IS NOT NULL OR t.first_login IS DISTINCT FROM i.first_login) THEN 1 ELSE 0 END;
INSERT INTO kept_3 (row_key, row_version, row_position, password_hash, password_change_timestamp, first_login, extra) SELECT * FROM (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM incoming_4 i LEFT JOIN credentials t ON t.username = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.username IS NULL OR p.row_key IS NOT NULL OR t.first_login IS DISTINCT FROM i.first_login) s WHERE NOT EXISTS (SELECT 1 FROM kept_3 k WHERE k.row_key = s.row_key);
SELECT COUNT(*) FROM incoming_4 i JOIN credentials t ON t.username = i.row_key WHERE t.first_login IS NULL;
UPDATE credentials SET first_login = i.first_login, row_position = COALESCE(p.row_position, credentials.row_position), row_version = credentials.row_version + 1 FROM incoming_4 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = credentials.username AND (p.row_key IS NOT NULL OR credentials.first_login IS DISTINCT FROM i.first_login);
INSERT INTO credentials (username, first_login, row_position, row_version) SELECT i.row_key, i.first_login, 0, 1 FROM incoming_4 i WHERE NOT EXISTS (SELECT 1 FROM credentials t WHERE t.username = i.row_key);
DELETE FROM placed;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed;
SELECT COUNT(*) FROM users;
UPDATE change_numbering SET last_number = last_number + 1;
INSERT INTO change_sets (id, number, changed_at, actor, way, request_id, job_id) SELECT last_number, last_number, ?, ?, ?, ?, ? FROM change_numbering;
SELECT (SELECT last_number FROM change_numbering);
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
SELECT COUNT(*) FROM comments;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
SELECT k.row_key, k.id, k.type, k.parent_id, k.child_ids, k.sort_order, k.page_id, k.extra, k.row_position, k.row_version, t.node_key, t.id, t.type, t.parent_id, t.child_ids, t.sort_order, t.page_id, t.extra, t.row_position, t.row_version FROM kept_2 k LEFT JOIN component_nodes t ON t.node_key = k.row_key;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?); -- 2 times
SELECT k.row_key, k.password_hash, k.password_change_timestamp, k.first_login, k.extra, k.row_position, k.row_version, t.username, t.password_hash, t.password_change_timestamp, t.first_login, t.extra, t.row_position, t.row_version FROM kept_3 k LEFT JOIN credentials t ON t.username = k.row_key;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?); -- 4 times
SELECT k.row_key, k.data, k.extra, k.row_position, k.row_version, t.package_id, t.data, t.extra, t.row_position, t.row_version FROM kept_4 k LEFT JOIN package_data t ON t.package_id = k.row_key;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?); -- 2 times
SELECT COUNT(*) FROM tenants;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
DELETE FROM doomed;
DELETE FROM moved;
DELETE FROM placed;
DELETE FROM kept_2;
DELETE FROM kept_4;
DELETE FROM kept_3;
DELETE FROM incoming_0;
DELETE FROM incoming_1;
DELETE FROM incoming_2;
DELETE FROM incoming_3;
DELETE FROM incoming_4;
DELETE FROM incoming_5;
DELETE FROM incoming_6;
PRAGMA cache_size = -2000;

-- What is there already comes again, and nothing is written down
PRAGMA cache_size = -64000;
CREATE TEMPORARY TABLE IF NOT EXISTS doomed (model INTEGER NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (model, row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS moved (old_value TEXT NOT NULL, row_no BIGINT, row_key TEXT NOT NULL, PRIMARY KEY (old_value));
CREATE TEMPORARY TABLE IF NOT EXISTS placed (row_key TEXT NOT NULL, row_position BIGINT NOT NULL, PRIMARY KEY (row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_0 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, username TEXT, email TEXT, role TEXT, profile_picture TEXT, bio TEXT, created_at BIGINT, tenant_id TEXT, is_instance_owner BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_0 (row_no, row_place, row_key, extra, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?); -- 3 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_1 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, user_id TEXT, content TEXT, created_at BIGINT, updated_at BIGINT, parent_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_1 (row_no, row_place, row_key, extra, user_id, content, created_at, updated_at, parent_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_2 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, id TEXT, type TEXT, parent_id TEXT, child_ids TEXT, sort_order INTEGER, page_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_2 (row_no, row_place, row_key, extra, id, type, parent_id, child_ids, sort_order, page_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_3 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, password_hash TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_3 (row_no, row_place, row_key, extra, password_hash) VALUES (?, ?, ?, ?, ?); -- 2 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_4 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, first_login BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_4 (row_no, row_place, row_key, extra, first_login) VALUES (?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_5 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, data TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_5 (row_no, row_place, row_key, extra, data) VALUES (?, ?, ?, ?, ?); -- 2 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_6 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, name TEXT, owner_id TEXT, created_at BIGINT, homepage_config TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_6 (row_no, row_place, row_key, extra, name, owner_id, created_at, homepage_config) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_1 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_1 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_2 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_2 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_3 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_3 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_4 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_4 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_5 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_5 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_6 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_6 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
INSERT INTO doomed (model, row_key) SELECT 0, id FROM users WHERE NOT EXISTS (SELECT 1 FROM incoming_0 i WHERE i.row_key = users.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = users.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE NOT EXISTS (SELECT 1 FROM incoming_1 i WHERE i.row_key = comments.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 2, node_key FROM component_nodes WHERE NOT EXISTS (SELECT 1 FROM incoming_2 i WHERE i.row_key = component_nodes.node_key) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 2 AND d.row_key = component_nodes.node_key);
INSERT INTO doomed (model, row_key) SELECT 4, package_id FROM package_data WHERE NOT EXISTS (SELECT 1 FROM incoming_5 i WHERE i.row_key = package_data.package_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 4 AND d.row_key = package_data.package_id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE NOT EXISTS (SELECT 1 FROM incoming_6 i WHERE i.row_key = tenants.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
SELECT row_no, row_key, tenant_id FROM incoming_0 WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_6 t WHERE t.row_key = incoming_0.tenant_id) ORDER BY row_no;
SELECT row_no, row_key, user_id FROM incoming_1 WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_1.user_id) ORDER BY row_no;
SELECT row_no, row_key, owner_id FROM incoming_6 WHERE owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_6.owner_id) ORDER BY row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT username, MIN(row_no) AS first_no FROM incoming_0 GROUP BY username HAVING COUNT(*) > 1) f ON f.username = i.username WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT email, MIN(row_no) AS first_no FROM incoming_0 GROUP BY email HAVING COUNT(*) > 1) f ON f.email = i.email WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT role, MIN(row_no) AS first_no FROM incoming_0 WHERE role = 'supergod' GROUP BY role HAVING COUNT(*) > 1) f ON f.role = i.role WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT DISTINCT model FROM doomed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM users) THEN 1 ELSE 0 END;
INSERT INTO moved (row_key, old_value, row_no) SELECT users.id, users.username, i.row_no FROM users LEFT JOIN incoming_0 i ON i.row_key = users.id WHERE i.row_key IS NULL OR i.username <> users.username;
SELECT i.row_key, t.row_position FROM incoming_0 i LEFT JOIN users t ON t.id = i.row_key ORDER BY i.row_place;
CREATE TEMPORARY TABLE IF NOT EXISTS kept_0 (row_key TEXT NOT NULL, row_version BIGINT, row_position BIGINT, username TEXT, email TEXT, role TEXT, profile_picture TEXT, bio TEXT, created_at BIGINT, tenant_id TEXT, is_instance_owner BOOLEAN, extra TEXT, PRIMARY KEY (row_key));
INSERT INTO kept_0 (row_key, row_version, row_position, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner, extra) SELECT * FROM (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.username, t.email, t.role, t.profile_picture, t.bio, t.created_at, t.tenant_id, t.is_instance_owner, t.extra FROM incoming_0 i LEFT JOIN users t ON t.id = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.id IS NULL OR p.row_key IS NOT NULL OR t.username IS DISTINCT FROM i.username OR t.email IS DISTINCT FROM i.email OR t.role IS DISTINCT FROM i.role OR t.profile_picture IS DISTINCT FROM i.profile_picture OR t.bio IS DISTINCT FROM i.bio OR t.created_at IS DISTINCT FROM i.created_at OR t.tenant_id IS DISTINCT FROM i.tenant_id OR t.is_instance_owner IS DISTINCT FROM i.is_instance_owner OR t.extra IS DISTINCT FROM i.extra) s WHERE NOT EXISTS (SELECT 1 FROM kept_0 k WHERE k.row_key = s.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM comments) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_1 i LEFT JOIN comments t ON t.id = i.row_key ORDER BY i.row_place;
CREATE TEMPORARY TABLE IF NOT EXISTS kept_1 (row_key TEXT NOT NULL, row_version BIGINT, row_position BIGINT, user_id TEXT, content TEXT, created_at BIGINT, updated_at BIGINT, parent_id TEXT, extra TEXT, PRIMARY KEY (row_key));
INSERT INTO kept_1 (row_key, row_version, row_position, user_id, content, created_at, updated_at, parent_id, extra) SELECT * FROM (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.user_id, t.content, t.created_at, t.updated_at, t.parent_id, t.extra FROM incoming_1 i LEFT JOIN comments t ON t.id = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.id IS NULL OR p.row_key IS NOT NULL OR t.user_id IS DISTINCT FROM i.user_id OR t.content IS DISTINCT FROM i.content OR t.created_at IS DISTINCT FROM i.created_at OR t.updated_at IS DISTINCT FROM i.updated_at OR t.parent_id IS DISTINCT FROM i.parent_id OR t.extra IS DISTINCT FROM i.extra) s WHERE NOT EXISTS (SELECT 1 FROM kept_1 k WHERE k.row_key = s.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM component_nodes) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_2 i LEFT JOIN component_nodes t ON t.node_key = i.row_key ORDER BY i.row_place;
CREATE TEMPORARY TABLE IF NOT EXISTS kept_2 (row_key TEXT NOT NULL, row_version BIGINT, row_position BIGINT, id TEXT, type TEXT, parent_id TEXT, child_ids TEXT, sort_order INTEGER, page_id TEXT, extra TEXT, PRIMARY KEY (row_key));
INSERT INTO kept_2 (row_key, row_version, row_position, id, type, parent_id, child_ids, sort_order, page_id, extra) SELECT * FROM (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.id, t.type, t.parent_id, t.child_ids, t.sort_order, t.page_id, t.extra FROM incoming_2 i LEFT JOIN component_nodes t ON t.node_key = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.node_key IS NULL OR p.row_key IS NOT NULL OR t.id IS DISTINCT FROM i.id OR t.type IS DISTINCT FROM i.type OR t.parent_id IS DISTINCT FROM i.parent_id OR t.child_ids IS DISTINCT FROM i.child_ids OR t.sort_order IS DISTINCT FROM i.sort_order OR t.page_id IS DISTINCT FROM i.page_id OR t.extra IS DISTINCT FROM i.extra) s WHERE NOT EXISTS (SELECT 1 FROM kept_2 k WHERE k.row_key = s.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM package_data) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_5 i LEFT JOIN package_data t ON t.package_id = i.row_key ORDER BY i.row_place;
CREATE TEMPORARY TABLE IF NOT EXISTS kept_4 (row_key TEXT NOT NULL, row_version BIGINT, row_position BIGINT, data TEXT, extra TEXT, PRIMARY KEY (row_key));
INSERT INTO kept_4 (row_key, row_version, row_position, data, extra) SELECT * FROM (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.data, t.extra FROM incoming_5 i LEFT JOIN package_data t ON t.package_id = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.package_id IS NULL OR p.row_key IS NOT NULL OR t.data IS DISTINCT FROM i.data) s WHERE NOT EXISTS (SELECT 1 FROM kept_4 k WHERE k.row_key = s.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM tenants) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_6 i LEFT JOIN tenants t ON t.id = i.row_key ORDER BY i.row_place;
CREATE TEMPORARY TABLE IF NOT EXISTS kept_5 (row_key TEXT NOT NULL, row_version BIGINT, row_position BIGINT, name TEXT, owner_id TEXT, created_at BIGINT, homepage_config TEXT, extra TEXT, PRIMARY KEY (row_key));
INSERT INTO kept_5 (row_key, row_version, row_position, name, owner_id, created_at, homepage_config, extra) SELECT * FROM (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.name, t.owner_id, t.created_at, t.homepage_config, t.extra FROM incoming_6 i LEFT JOIN tenants t ON t.id = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.id IS NULL OR p.row_key IS NOT NULL OR t.name IS DISTINCT FROM i.name OR t.owner_id IS DISTINCT FROM i.owner_id OR t.created_at IS DISTINCT FROM i.created_at OR t.homepage_config IS DISTINCT FROM i.homepage_config OR t.extra IS DISTINCT FROM i.extra) s WHERE NOT EXISTS (SELECT 1 FROM kept_5 k WHERE k.row_key = s.row_key);
DELETE FROM placed;
CREATE TEMPORARY TABLE IF NOT EXISTS kept_3 (row_key TEXT NOT NULL, row_version BIGINT, row_position BIGINT, password_hash TEXT, password_change_timestamp BIGINT, first_login BOOLEAN, extra TEXT, PRIMARY KEY (row_key));
SELECT CASE WHEN EXISTS (SELECT t.username AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM moved m JOIN credentials t ON t.username = m.old_value) THEN 1 ELSE 0 END;
DELETE FROM credentials WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = credentials.username) AND username IN (SELECT (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)) FROM moved m WHERE EXISTS (SELECT 1 FROM credentials f WHERE f.username = m.old_value));
DELETE FROM credentials WHERE username IN (SELECT m.old_value FROM moved m WHERE NOT EXISTS (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)));
UPDATE credentials SET username = 'parked <uuid> ' || m.row_no FROM moved m WHERE m.old_value = credentials.username;
UPDATE credentials SET username = t.username, row_version = credentials.row_version + 1 FROM moved m JOIN users t ON t.id = m.row_key WHERE credentials.username = 'parked <uuid> ' || m.row_no;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed;
SELECT CASE WHEN EXISTS (SELECT t.username AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM credentials t WHERE t.password_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_3 i WHERE i.row_key = t.username)) THEN 1 ELSE 0 END;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
SELECT CASE WHEN EXISTS (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM incoming_3 i LEFT JOIN credentials t ON t.username = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.username IS NULL OR p.row_key IS NOT NULL OR t.password_hash IS DISTINCT FROM i.password_hash) THEN 1 ELSE 0 END;
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT t.username AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM credentials t WHERE t.first_login IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_4 i WHERE i.row_key = t.username)) THEN 1 ELSE 0 END;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
SELECT CASE WHEN EXISTS (SELECT i.row_key AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM incoming_4 i LEFT JOIN credentials t ON t.username = i.row_key LEFT JOIN placed p ON p.row_key = i.row_key WHERE t.username IS NULL OR p.row_key IS NOT NULL OR t.first_login IS DISTINCT FROM i.first_login) THEN 1 ELSE 0 END;
DELETE FROM placed;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed; -- 2 times
DELETE FROM moved;
DELETE FROM placed;
DELETE FROM kept_0;
DELETE FROM kept_1;
DELETE FROM kept_2;
DELETE FROM kept_4;
DELETE FROM kept_5;
DELETE FROM kept_3;
DELETE FROM incoming_0;
DELETE FROM incoming_1;
DELETE FROM incoming_2;
DELETE FROM incoming_3;
DELETE FROM incoming_4;
DELETE FROM incoming_5;
DELETE FROM incoming_6;
PRAGMA cache_size = -2000;

-- All records are removed, with what is written down of them
PRAGMA cache_size = -64000;
CREATE TEMPORARY TABLE IF NOT EXISTS doomed (model INTEGER NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (model, row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS moved (old_value TEXT NOT NULL, row_no BIGINT, row_key TEXT NOT NULL, PRIMARY KEY (old_value));
CREATE TEMPORARY TABLE IF NOT EXISTS placed (row_key TEXT NOT NULL, row_position BIGINT NOT NULL, PRIMARY KEY (row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_0 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, username TEXT, email TEXT, role TEXT, profile_picture TEXT, bio TEXT, created_at BIGINT, tenant_id TEXT, is_instance_owner BOOLEAN, PRIMARY KEY (row_key, row_no));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_1 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, user_id TEXT, content TEXT, created_at BIGINT, updated_at BIGINT, parent_id TEXT, PRIMARY KEY (row_key, row_no));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_2 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, id TEXT, type TEXT, parent_id TEXT, child_ids TEXT, sort_order INTEGER, page_id TEXT, PRIMARY KEY (row_key, row_no));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_3 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, password_hash TEXT, PRIMARY KEY (row_key, row_no));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_4 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, first_login BOOLEAN, PRIMARY KEY (row_key, row_no));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_5 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, data TEXT, PRIMARY KEY (row_key, row_no));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_6 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, name TEXT, owner_id TEXT, created_at BIGINT, homepage_config TEXT, PRIMARY KEY (row_key, row_no));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_7 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, from_user_id TEXT, to_user_id TEXT, status TEXT, created_at BIGINT, expires_at BIGINT, PRIMARY KEY (row_key, row_no));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_8 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, host TEXT, port INTEGER, secure BOOLEAN, username TEXT, password TEXT, from_email TEXT, from_name TEXT, PRIMARY KEY (row_key, row_no));
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_1 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_1 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_2 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_2 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_3 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_3 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_4 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_4 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_5 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_5 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_6 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_6 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_7 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_7 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_8 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_8 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
INSERT INTO doomed (model, row_key) SELECT 0, id FROM users WHERE NOT EXISTS (SELECT 1 FROM incoming_0 i WHERE i.row_key = users.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = users.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE NOT EXISTS (SELECT 1 FROM incoming_1 i WHERE i.row_key = comments.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 2, node_key FROM component_nodes WHERE NOT EXISTS (SELECT 1 FROM incoming_2 i WHERE i.row_key = component_nodes.node_key) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 2 AND d.row_key = component_nodes.node_key);
INSERT INTO doomed (model, row_key) SELECT 4, package_id FROM package_data WHERE NOT EXISTS (SELECT 1 FROM incoming_5 i WHERE i.row_key = package_data.package_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 4 AND d.row_key = package_data.package_id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE NOT EXISTS (SELECT 1 FROM incoming_6 i WHERE i.row_key = tenants.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE NOT EXISTS (SELECT 1 FROM incoming_7 i WHERE i.row_key = power_transfer_requests.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 7, id FROM smtp_config WHERE NOT EXISTS (SELECT 1 FROM incoming_8 i WHERE i.row_key = smtp_config.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 7 AND d.row_key = smtp_config.id);
SELECT row_no, row_key, tenant_id FROM incoming_0 WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_6 t WHERE t.row_key = incoming_0.tenant_id) ORDER BY row_no;
SELECT row_no, row_key, user_id FROM incoming_1 WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_1.user_id) ORDER BY row_no;
SELECT row_no, row_key, owner_id FROM incoming_6 WHERE owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_6.owner_id) ORDER BY row_no;
SELECT row_no, row_key, from_user_id FROM incoming_7 WHERE from_user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_7.from_user_id) ORDER BY row_no;
SELECT row_no, row_key, to_user_id FROM incoming_7 WHERE to_user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_7.to_user_id) ORDER BY row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT username, MIN(row_no) AS first_no FROM incoming_0 GROUP BY username HAVING COUNT(*) > 1) f ON f.username = i.username WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT email, MIN(row_no) AS first_no FROM incoming_0 GROUP BY email HAVING COUNT(*) > 1) f ON f.email = i.email WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT role, MIN(row_no) AS first_no FROM incoming_0 WHERE role = 'supergod' GROUP BY role HAVING COUNT(*) > 1) f ON f.role = i.role WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT CASE WHEN EXISTS (SELECT 1 FROM users) THEN 1 ELSE 0 END;
INSERT INTO moved (row_key, old_value, row_no) SELECT users.id, users.username, i.row_no FROM users LEFT JOIN incoming_0 i ON i.row_key = users.id WHERE i.row_key IS NULL OR i.username <> users.username;
SELECT i.row_key, t.row_position FROM incoming_0 i LEFT JOIN users t ON t.id = i.row_key ORDER BY i.row_place;
UPDATE users SET username = 'parked <uuid> ' || i.row_no FROM incoming_0 i WHERE i.username = users.username AND i.row_key <> users.id;
UPDATE users SET email = 'parked <uuid> ' || i.row_no FROM incoming_0 i WHERE i.email = users.email AND i.row_key <> users.id;
UPDATE users SET role = 'parked' FROM incoming_0 i WHERE i.role = users.role AND i.row_key <> users.id AND i.role = 'supergod';
UPDATE users SET username = i.username, email = i.email, role = i.role, profile_picture = i.profile_picture, bio = i.bio, created_at = i.created_at, tenant_id = i.tenant_id, is_instance_owner = i.is_instance_owner, extra = i.extra, row_position = COALESCE(p.row_position, users.row_position), row_version = users.row_version + 1 FROM incoming_0 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = users.id AND (p.row_key IS NOT NULL OR users.username IS DISTINCT FROM i.username OR users.email IS DISTINCT FROM i.email OR users.role IS DISTINCT FROM i.role OR users.profile_picture IS DISTINCT FROM i.profile_picture OR users.bio IS DISTINCT FROM i.bio OR users.created_at IS DISTINCT FROM i.created_at OR users.tenant_id IS DISTINCT FROM i.tenant_id OR users.is_instance_owner IS DISTINCT FROM i.is_instance_owner OR users.extra IS DISTINCT FROM i.extra);
INSERT INTO users (id, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner, extra, row_position, row_version) SELECT i.row_key, i.username, i.email, i.role, i.profile_picture, i.bio, i.created_at, i.tenant_id, i.is_instance_owner, i.extra, p.row_position, 1 FROM incoming_0 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM users t WHERE t.id = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM comments) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_1 i LEFT JOIN comments t ON t.id = i.row_key ORDER BY i.row_place;
UPDATE comments SET user_id = i.user_id, content = i.content, created_at = i.created_at, updated_at = i.updated_at, parent_id = i.parent_id, extra = i.extra, row_position = COALESCE(p.row_position, comments.row_position), row_version = comments.row_version + 1 FROM incoming_1 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = comments.id AND (p.row_key IS NOT NULL OR comments.user_id IS DISTINCT FROM i.user_id OR comments.content IS DISTINCT FROM i.content OR comments.created_at IS DISTINCT FROM i.created_at OR comments.updated_at IS DISTINCT FROM i.updated_at OR comments.parent_id IS DISTINCT FROM i.parent_id OR comments.extra IS DISTINCT FROM i.extra);
INSERT INTO comments (id, user_id, content, created_at, updated_at, parent_id, extra, row_position, row_version) SELECT i.row_key, i.user_id, i.content, i.created_at, i.updated_at, i.parent_id, i.extra, p.row_position, 1 FROM incoming_1 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM comments t WHERE t.id = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM component_nodes) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_2 i LEFT JOIN component_nodes t ON t.node_key = i.row_key ORDER BY i.row_place;
UPDATE component_nodes SET id = i.id, type = i.type, parent_id = i.parent_id, child_ids = i.child_ids, sort_order = i.sort_order, page_id = i.page_id, extra = i.extra, row_position = COALESCE(p.row_position, component_nodes.row_position), row_version = component_nodes.row_version + 1 FROM incoming_2 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = component_nodes.node_key AND (p.row_key IS NOT NULL OR component_nodes.id IS DISTINCT FROM i.id OR component_nodes.type IS DISTINCT FROM i.type OR component_nodes.parent_id IS DISTINCT FROM i.parent_id OR component_nodes.child_ids IS DISTINCT FROM i.child_ids OR component_nodes.sort_order IS DISTINCT FROM i.sort_order OR component_nodes.page_id IS DISTINCT FROM i.page_id OR component_nodes.extra IS DISTINCT FROM i.extra);
INSERT INTO component_nodes (node_key, id, type, parent_id, child_ids, sort_order, page_id, extra, row_position, row_version) SELECT i.row_key, i.id, i.type, i.parent_id, i.child_ids, i.sort_order, i.page_id, i.extra, p.row_position, 1 FROM incoming_2 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM component_nodes t WHERE t.node_key = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM package_data) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_5 i LEFT JOIN package_data t ON t.package_id = i.row_key ORDER BY i.row_place;
SELECT COUNT(*) FROM incoming_5 i JOIN package_data t ON t.package_id = i.row_key WHERE t.data IS NULL;
UPDATE package_data SET data = i.data, row_position = COALESCE(p.row_position, package_data.row_position), row_version = package_data.row_version + 1 FROM incoming_5 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = package_data.package_id AND (p.row_key IS NOT NULL OR package_data.data IS DISTINCT FROM i.data);
INSERT INTO package_data (package_id, data, row_position, row_version) SELECT i.row_key, i.data, p.row_position, 1 FROM incoming_5 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM package_data t WHERE t.package_id = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM tenants) THEN 1 ELSE 0 END;
SELECT i.row_key, t.row_position FROM incoming_6 i LEFT JOIN tenants t ON t.id = i.row_key ORDER BY i.row_place;
UPDATE tenants SET name = i.name, owner_id = i.owner_id, created_at = i.created_at, homepage_config = i.homepage_config, extra = i.extra, row_position = COALESCE(p.row_position, tenants.row_position), row_version = tenants.row_version + 1 FROM incoming_6 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = tenants.id AND (p.row_key IS NOT NULL OR tenants.name IS DISTINCT FROM i.name OR tenants.owner_id IS DISTINCT FROM i.owner_id OR tenants.created_at IS DISTINCT FROM i.created_at OR tenants.homepage_config IS DISTINCT FROM i.homepage_config OR tenants.extra IS DISTINCT FROM i.extra);
INSERT INTO tenants (id, name, owner_id, created_at, homepage_config, extra, row_position, row_version) SELECT i.row_key, i.name, i.owner_id, i.created_at, i.homepage_config, i.extra, p.row_position, 1 FROM incoming_6 i JOIN placed p ON p.row_key = i.row_key WHERE NOT EXISTS (SELECT 1 FROM tenants t WHERE t.id = i.row_key);
DELETE FROM placed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM power_transfer_requests) THEN 1 ELSE 0 END;
INSERT INTO power_transfer_requests (id, from_user_id, to_user_id, status, created_at, expires_at, extra, row_position, row_version) SELECT i.row_key, i.from_user_id, i.to_user_id, i.status, i.created_at, i.expires_at, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_7 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM smtp_config) THEN 1 ELSE 0 END;
INSERT INTO smtp_config (id, host, port, secure, username, password, from_email, from_name, extra, row_position, row_version) SELECT i.row_key, i.host, i.port, i.secure, i.username, i.password, i.from_email, i.from_name, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_8 i;
DELETE FROM credentials WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = credentials.username) AND username IN (SELECT (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)) FROM moved m WHERE EXISTS (SELECT 1 FROM credentials f WHERE f.username = m.old_value));
DELETE FROM credentials WHERE username IN (SELECT m.old_value FROM moved m WHERE NOT EXISTS (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)));
UPDATE credentials SET username = 'parked <uuid> ' || m.row_no FROM moved m WHERE m.old_value = credentials.username;
UPDATE credentials SET username = t.username, row_version = credentials.row_version + 1 FROM moved m JOIN users t ON t.id = m.row_key WHERE credentials.username = 'parked <uuid> ' || m.row_no;
DELETE FROM smtp_config WHERE id IN (SELECT row_key FROM doomed WHERE model = 7);
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed;
UPDATE credentials SET password_hash = NULL, row_version = row_version + 1 WHERE password_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_3 i WHERE i.row_key = credentials.username);
DELETE FROM credentials WHERE password_hash IS NULL AND first_login IS NULL;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
INSERT INTO credentials (username, password_hash, row_position, row_version) SELECT i.row_key, i.password_hash, 0, 1 FROM incoming_3 i;
UPDATE credentials SET first_login = NULL, row_version = row_version + 1 WHERE first_login IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_4 i WHERE i.row_key = credentials.username);
DELETE FROM credentials WHERE password_hash IS NULL AND first_login IS NULL;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
INSERT INTO credentials (username, first_login, row_position, row_version) SELECT i.row_key, i.first_login, 0, 1 FROM incoming_4 i;
DELETE FROM smtp_config WHERE id IN (SELECT row_key FROM doomed WHERE model = 7);
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed; -- 2 times
DELETE FROM moved;
DELETE FROM placed;
DELETE FROM incoming_0;
DELETE FROM incoming_1;
DELETE FROM incoming_2;
DELETE FROM incoming_3;
DELETE FROM incoming_4;
DELETE FROM incoming_5;
DELETE FROM incoming_6;
DELETE FROM incoming_7;
DELETE FROM incoming_8;
PRAGMA cache_size = -2000;
UPDATE change_numbering SET removed_number = last_number + 1, last_number = last_number + 1;
DELETE FROM record_changes;
DELETE FROM change_sets;
UPDATE change_numbering SET last_number = last_number + 1;
INSERT INTO change_sets (id, number, changed_at, actor, way, request_id, job_id) SELECT last_number, last_number, ?, ?, ?, ?, ? FROM change_numbering;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES ((SELECT last_number FROM change_numbering), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Sections that are empty are filled, and that is written down
PRAGMA cache_size = -64000;
CREATE TEMPORARY TABLE IF NOT EXISTS doomed (model INTEGER NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (model, row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS moved (old_value TEXT NOT NULL, row_no BIGINT, row_key TEXT NOT NULL, PRIMARY KEY (old_value));
CREATE TEMPORARY TABLE IF NOT EXISTS placed (row_key TEXT NOT NULL, row_position BIGINT NOT NULL, PRIMARY KEY (row_key));
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_0 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, username TEXT, email TEXT, role TEXT, profile_picture TEXT, bio TEXT, created_at BIGINT, tenant_id TEXT, is_instance_owner BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_0 (row_no, row_place, row_key, extra, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?); -- 3 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_1 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, user_id TEXT, content TEXT, created_at BIGINT, updated_at BIGINT, parent_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_1 (row_no, row_place, row_key, extra, user_id, content, created_at, updated_at, parent_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?); -- 2 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_2 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, id TEXT, type TEXT, parent_id TEXT, child_ids TEXT, sort_order INTEGER, page_id TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_2 (row_no, row_place, row_key, extra, id, type, parent_id, child_ids, sort_order, page_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_3 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, password_hash TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_3 (row_no, row_place, row_key, extra, password_hash) VALUES (?, ?, ?, ?, ?); -- 3 times
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_4 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, first_login BOOLEAN, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_4 (row_no, row_place, row_key, extra, first_login) VALUES (?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_5 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, data TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_5 (row_no, row_place, row_key, extra, data) VALUES (?, ?, ?, ?, ?);
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_6 (row_no BIGINT NOT NULL, row_place BIGINT NOT NULL, row_key TEXT NOT NULL, extra TEXT, name TEXT, owner_id TEXT, created_at BIGINT, homepage_config TEXT, PRIMARY KEY (row_key, row_no));
INSERT INTO incoming_6 (row_no, row_place, row_key, extra, name, owner_id, created_at, homepage_config) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_0 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_0 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_1 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_1 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_2 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_2 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_3 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_3 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_4 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_4 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_5 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_5 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no, f.last_no, i.row_key FROM incoming_6 i JOIN (SELECT row_key, MIN(row_no) AS first_no, MAX(row_no) AS last_no FROM incoming_6 GROUP BY row_key HAVING COUNT(*) > 1) f ON f.row_key = i.row_key WHERE i.row_no > f.first_no ORDER BY i.row_no;
INSERT INTO doomed (model, row_key) SELECT 0, id FROM users WHERE NOT EXISTS (SELECT 1 FROM incoming_0 i WHERE i.row_key = users.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = users.id);
INSERT INTO doomed (model, row_key) SELECT 1, id FROM comments WHERE NOT EXISTS (SELECT 1 FROM incoming_1 i WHERE i.row_key = comments.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 1 AND d.row_key = comments.id);
INSERT INTO doomed (model, row_key) SELECT 2, node_key FROM component_nodes WHERE NOT EXISTS (SELECT 1 FROM incoming_2 i WHERE i.row_key = component_nodes.node_key) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 2 AND d.row_key = component_nodes.node_key);
INSERT INTO doomed (model, row_key) SELECT 4, package_id FROM package_data WHERE NOT EXISTS (SELECT 1 FROM incoming_5 i WHERE i.row_key = package_data.package_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 4 AND d.row_key = package_data.package_id);
INSERT INTO doomed (model, row_key) SELECT 5, id FROM tenants WHERE NOT EXISTS (SELECT 1 FROM incoming_6 i WHERE i.row_key = tenants.id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 5 AND d.row_key = tenants.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.from_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
INSERT INTO doomed (model, row_key) SELECT 6, id FROM power_transfer_requests WHERE EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = power_transfer_requests.to_user_id) AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 6 AND d.row_key = power_transfer_requests.id);
SELECT row_no, row_key, tenant_id FROM incoming_0 WHERE tenant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_6 t WHERE t.row_key = incoming_0.tenant_id) ORDER BY row_no;
SELECT row_no, row_key, user_id FROM incoming_1 WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_1.user_id) ORDER BY row_no;
SELECT row_no, row_key, owner_id FROM incoming_6 WHERE owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_0 t WHERE t.row_key = incoming_6.owner_id) ORDER BY row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT username, MIN(row_no) AS first_no FROM incoming_0 GROUP BY username HAVING COUNT(*) > 1) f ON f.username = i.username WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT email, MIN(row_no) AS first_no FROM incoming_0 GROUP BY email HAVING COUNT(*) > 1) f ON f.email = i.email WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT i.row_no, f.first_no FROM incoming_0 i JOIN (SELECT role, MIN(row_no) AS first_no FROM incoming_0 WHERE role = 'supergod' GROUP BY role HAVING COUNT(*) > 1) f ON f.role = i.role WHERE i.row_no > f.first_no ORDER BY i.row_no;
SELECT DISTINCT model FROM doomed;
SELECT CASE WHEN EXISTS (SELECT 1 FROM users) THEN 1 ELSE 0 END;
INSERT INTO users (id, username, email, role, profile_picture, bio, created_at, tenant_id, is_instance_owner, extra, row_position, row_version) SELECT i.row_key, i.username, i.email, i.role, i.profile_picture, i.bio, i.created_at, i.tenant_id, i.is_instance_owner, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_0 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM comments) THEN 1 ELSE 0 END;
INSERT INTO comments (id, user_id, content, created_at, updated_at, parent_id, extra, row_position, row_version) SELECT i.row_key, i.user_id, i.content, i.created_at, i.updated_at, i.parent_id, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_1 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM component_nodes) THEN 1 ELSE 0 END;
INSERT INTO component_nodes (node_key, id, type, parent_id, child_ids, sort_order, page_id, extra, row_position, row_version) SELECT i.row_key, i.id, i.type, i.parent_id, i.child_ids, i.sort_order, i.page_id, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_2 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM package_data) THEN 1 ELSE 0 END;
INSERT INTO package_data (package_id, data, row_position, row_version) SELECT i.row_key, i.data, (i.row_place + 1) * 1024, 1 FROM incoming_5 i;
SELECT CASE WHEN EXISTS (SELECT 1 FROM tenants) THEN 1 ELSE 0 END;
INSERT INTO tenants (id, name, owner_id, created_at, homepage_config, extra, row_position, row_version) SELECT i.row_key, i.name, i.owner_id, i.created_at, i.homepage_config, i.extra, (i.row_place + 1) * 1024, 1 FROM incoming_6 i;
CREATE TEMPORARY TABLE IF NOT EXISTS kept_3 (row_key TEXT NOT NULL, row_version BIGINT, row_position BIGINT, password_hash TEXT, password_change_timestamp BIGINT, first_login BOOLEAN, extra TEXT, PRIMARY KEY (row_key));
SELECT CASE WHEN EXISTS (SELECT t.username AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM moved m JOIN credentials t ON t.username = m.old_value) THEN 1 ELSE 0 END;
DELETE FROM credentials WHERE NOT EXISTS (SELECT 1 FROM moved o WHERE o.old_value = credentials.username) AND username IN (SELECT (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)) FROM moved m WHERE EXISTS (SELECT 1 FROM credentials f WHERE f.username = m.old_value));
DELETE FROM credentials WHERE username IN (SELECT m.old_value FROM moved m WHERE NOT EXISTS (SELECT t.username FROM users t WHERE t.id = m.row_key AND NOT EXISTS (SELECT 1 FROM doomed d WHERE d.model = 0 AND d.row_key = m.row_key)));
UPDATE credentials SET username = 'parked <uuid> ' || m.row_no FROM moved m WHERE m.old_value = credentials.username;
UPDATE credentials SET username = t.username, row_version = credentials.row_version + 1 FROM moved m JOIN users t ON t.id = m.row_key WHERE credentials.username = 'parked <uuid> ' || m.row_no;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed;
SELECT CASE WHEN EXISTS (SELECT t.username AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM credentials t WHERE t.password_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_3 i WHERE i.row_key = t.username)) THEN 1 ELSE 0 END;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
INSERT INTO credentials (username, password_hash, row_position, row_version) SELECT i.row_key, i.password_hash, 0, 1 FROM incoming_3 i;
SELECT CASE WHEN EXISTS (SELECT t.username AS row_key, t.row_version, t.row_position, t.password_hash, t.password_change_timestamp, t.first_login, t.extra FROM credentials t WHERE t.first_login IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incoming_4 i WHERE i.row_key = t.username)) THEN 1 ELSE 0 END;
SELECT CASE WHEN EXISTS (SELECT 1 FROM credentials) THEN 1 ELSE 0 END;
SELECT COUNT(*) FROM incoming_4 i JOIN credentials t ON t.username = i.row_key WHERE t.first_login IS NULL;
UPDATE credentials SET first_login = i.first_login, row_position = COALESCE(p.row_position, credentials.row_position), row_version = credentials.row_version + 1 FROM incoming_4 i LEFT JOIN placed p ON p.row_key = i.row_key WHERE i.row_key = credentials.username AND (p.row_key IS NOT NULL OR credentials.first_login IS DISTINCT FROM i.first_login);
INSERT INTO credentials (username, first_login, row_position, row_version) SELECT i.row_key, i.first_login, 0, 1 FROM incoming_4 i WHERE NOT EXISTS (SELECT 1 FROM credentials t WHERE t.username = i.row_key);
DELETE FROM placed;
DELETE FROM power_transfer_requests WHERE id IN (SELECT row_key FROM doomed WHERE model = 6);
DELETE FROM tenants WHERE id IN (SELECT row_key FROM doomed WHERE model = 5);
DELETE FROM package_data WHERE package_id IN (SELECT row_key FROM doomed WHERE model = 4);
DELETE FROM credentials WHERE username IN (SELECT row_key FROM doomed WHERE model = 3);
DELETE FROM component_nodes WHERE node_key IN (SELECT row_key FROM doomed WHERE model = 2);
DELETE FROM comments WHERE id IN (SELECT row_key FROM doomed WHERE model = 1);
DELETE FROM users WHERE id IN (SELECT row_key FROM doomed WHERE model = 0);
DELETE FROM doomed;
SELECT COUNT(*) FROM users;
UPDATE change_numbering SET last_number = last_number + 1;
INSERT INTO change_sets (id, number, changed_at, actor, way, request_id, job_id) SELECT last_number, last_number, ?, ?, ?, ?, ? FROM change_numbering;
SELECT (SELECT last_number FROM change_numbering);
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
SELECT COUNT(*) FROM comments;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
SELECT COUNT(*) FROM component_nodes;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
SELECT COUNT(*) FROM credentials;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
SELECT COUNT(*) FROM package_data;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
SELECT COUNT(*) FROM tenants;
INSERT INTO record_changes (set_id, entry_no, model, record_key, action, row_version, row_position, records, before_values, absent_names, secret_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
DELETE FROM doomed;
DELETE FROM moved;
DELETE FROM placed;
DELETE FROM kept_3;
DELETE FROM incoming_0;
DELETE FROM incoming_1;
DELETE FROM incoming_2;
DELETE FROM incoming_3;
DELETE FROM incoming_4;
DELETE FROM incoming_5;
DELETE FROM incoming_6;
PRAGMA cache_size = -2000;

-- Nothing is known of how the rows were written
PRAGMA cache_size = -64000;
SELECT id, column_name, type FROM declared_properties;
SELECT 1 FROM users WHERE extra LIKE '%"username":%' OR extra LIKE '%"email":%' OR extra LIKE '%"role":%' OR extra LIKE '%"profilePicture":%' OR extra LIKE '%"bio":%' OR extra LIKE '%"createdAt":%' OR extra LIKE '%"tenantId":%' OR extra LIKE '%"isInstanceOwner":%';
SELECT 1 FROM comments WHERE extra LIKE '%"userId":%' OR extra LIKE '%"content":%' OR extra LIKE '%"createdAt":%' OR extra LIKE '%"updatedAt":%' OR extra LIKE '%"parentId":%';
SELECT 1 FROM component_nodes WHERE extra LIKE '%"id":%' OR extra LIKE '%"type":%' OR extra LIKE '%"parentId":%' OR extra LIKE '%"childIds":%' OR extra LIKE '%"order":%' OR extra LIKE '%"pageId":%';
SELECT 1 FROM credentials WHERE extra LIKE '%"passwordHash":%' OR extra LIKE '%"passwordChangeTimestamp":%' OR extra LIKE '%"firstLogin":%';
SELECT 1 FROM package_data WHERE extra LIKE '%"data":%';
SELECT 1 FROM tenants WHERE extra LIKE '%"name":%' OR extra LIKE '%"ownerId":%' OR extra LIKE '%"createdAt":%' OR extra LIKE '%"homepageConfig":%';
SELECT 1 FROM power_transfer_requests WHERE extra LIKE '%"fromUserId":%' OR extra LIKE '%"toUserId":%' OR extra LIKE '%"status":%' OR extra LIKE '%"createdAt":%' OR extra LIKE '%"expiresAt":%';
SELECT 1 FROM smtp_config WHERE extra LIKE '%"host":%' OR extra LIKE '%"port":%' OR extra LIKE '%"secure":%' OR extra LIKE '%"username":%' OR extra LIKE '%"password":%' OR extra LIKE '%"fromEmail":%' OR extra LIKE '%"fromName":%';
DELETE FROM declared_properties;
INSERT INTO declared_properties (id, column_name, type) VALUES (?, ?, ?); -- 47 times
PRAGMA cache_size = -2000;

-- Properties were declared and are not, and the other way round
PRAGMA cache_size = -64000;
SELECT id, column_name, type FROM declared_properties;
SELECT id, extra, "nickname" FROM users;
UPDATE users SET "nickname" = ?, extra = ?, row_version = row_version + 1 WHERE id = ?; -- 4 times
SELECT 1 FROM users WHERE extra LIKE '%"username":%' OR extra LIKE '%"bio":%' OR extra LIKE '%"tenantId":%';
SELECT id, extra FROM users WHERE extra LIKE '%"username":%' OR extra LIKE '%"bio":%' OR extra LIKE '%"tenantId":%';
UPDATE users SET bio = ?, extra = ?, row_version = row_version + 1 WHERE id = ?;
DELETE FROM declared_properties;
INSERT INTO declared_properties (id, column_name, type) VALUES (?, ?, ?); -- 47 times
PRAGMA cache_size = -2000;

-- What this build declares differs from how the rows were written
SELECT id, column_name, type FROM declared_properties;
