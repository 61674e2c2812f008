/**
 * The configuration of the user interface: component nodes and configs, CSS categories, dropdowns. Nodes and
 * configs live in maps, whose key is not the id inside.
 */
package dev.metabuilder.database.ui;
