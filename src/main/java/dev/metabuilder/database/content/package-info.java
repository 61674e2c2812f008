/**
 * What the people who build with MetaBuilder write: workflows, Lua scripts, pages, schemas, comments, and the
 * configuration of the application. They have no behaviour of their own; lists and objects in them are JSON
 * that is kept as it came.
 */
package dev.metabuilder.database.content;
