/**
 * The configuration of the user interface: component nodes and configs, CSS categories, dropdowns. Nodes and configs are
 * maps; the key in the map may differ from the property {@code id}.
 */
package dev.metabuilder.database.ui;
