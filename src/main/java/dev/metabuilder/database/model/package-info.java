/**
 * What a record is. A {@link dev.metabuilder.database.model.Model} describes an entity once, by its own annotations, and the
 * {@link dev.metabuilder.database.model.Catalogue} lists the sections of the models. A {@link
 * dev.metabuilder.database.model.Draft} is a record that has come as JSON.
 */
package dev.metabuilder.database.model;
