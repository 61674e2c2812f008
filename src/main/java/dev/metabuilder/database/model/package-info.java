/**
 * What all models share. An entity is described once, by its own annotations, as a {@link
 * dev.metabuilder.database.model.Model}; the {@link dev.metabuilder.database.model.Catalogue} lists the
 * sections in which models come and go; {@link dev.metabuilder.database.model.Collections} carries out list,
 * replace, add, update and delete for any of them. JSON is read and written here too, exactly, and with the
 * place of whatever is wrong.
 */
package dev.metabuilder.database.model;
