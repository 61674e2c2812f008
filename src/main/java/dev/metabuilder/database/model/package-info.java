/**
 * The description of records. A {@link dev.metabuilder.database.model.Model} describes an entity once, by its own
 * annotations, and the {@link dev.metabuilder.database.model.Catalogue} lists the sections of the models. A {@link
 * dev.metabuilder.database.model.Draft} is a record from a caller that is not stored yet.
 */
package dev.metabuilder.database.model;
