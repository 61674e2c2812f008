/**
 * What a record is. An entity is described once, by its own annotations, as a {@link
 * dev.metabuilder.database.model.Model}, and the {@link dev.metabuilder.database.model.Catalogue} lists the sections in which models
 * come and go. A {@link dev.metabuilder.database.model.Draft} is a record that has come as JSON.
 */
package dev.metabuilder.database.model;
