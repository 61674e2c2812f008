/**
 * What users of MetaBuilder create: workflows, Lua scripts, pages, schemas, comments, and the configuration of the
 * application. These models have no behaviour of their own. The database stores lists and objects in them as JSON,
 * unchanged.
 */
package dev.metabuilder.database.content;
